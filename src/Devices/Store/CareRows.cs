using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>A command to one device or to all of a unit. Never changed.</summary>
internal sealed class CommandRow
{
    public required string Id { get; init; }

    /// <summary>Whose; null when it is for all of <see cref="Area"/>.</summary>
    public string? Device { get; init; }
    public UnitId? Area { get; init; }
    public required string Kind { get; init; }
    public int? Value { get; init; }
    public required DateTime Issued { get; init; }
    public required DateTime Expires { get; init; }
    public required string By { get; init; }
}

/// <summary>What a device answered to a command. Never changed.</summary>
internal sealed class CommandAnswerRow
{
    public required string Command { get; init; }
    public required string Device { get; init; }
    public required string Result { get; init; }

    /// <summary>UTC by the device.</summary>
    public required DateTime At { get; init; }
    public required DateTime Received { get; init; }

    /// <summary>What it played at, 0 to 100, when it answered.</summary>
    public required int Volume { get; init; }
    public string? Says { get; init; }
}

/// <summary>A drill: silent by a command, audible by a signed order whose bulletin has the drill's id. Only its end is written later.</summary>
internal sealed class DrillRow
{
    public required string Id { get; init; }
    public required bool Audible { get; init; }
    public required UnitId Area { get; init; }

    /// <summary>UTC, when devices answer or sound.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; what comes later counts as no answer.</summary>
    public required DateTime Until { get; init; }
    public required string By { get; init; }

    /// <summary>How many loudspeakers were in the unit when it began, by commune: "unit count" a line.</summary>
    public required int Devices { get; init; }
}

/// <summary>A repair from opening to closing.</summary>
internal sealed class RepairRow
{
    public required long Number { get; init; }
    public required string Device { get; init; }
    public required DateTime Opened { get; init; }
    public required string OpenedBy { get; init; }

    /// <summary>hand, silent, fault or complaint.</summary>
    public required string Origin { get; init; }
    public required string Cause { get; init; }
    public required DateOnly Due { get; init; }
    public string? Assigned { get; set; }
    public DateTime? Closed { get; set; }
    public string? ClosedBy { get; set; }
    public string? Done { get; set; }

    /// <summary>SHA-256 of a picture in the vault.</summary>
    public string? Photo { get; set; }
}

/// <summary>What a resident said about a loudspeaker.</summary>
internal sealed class ComplaintRow
{
    public required long Number { get; init; }
    public required string Device { get; init; }

    /// <summary>loud, unclear, silent, foreign, hours or other.</summary>
    public required string Kind { get; init; }

    /// <summary>UTC, the minute that it is about.</summary>
    public required DateTime About { get; init; }
    public required string Words { get; init; }

    /// <summary>How to reach who said it; null when they did not say.</summary>
    public string? Contact { get; init; }
    public required DateTime Received { get; init; }
    public long? Repair { get; set; }
    public DateTime? Answered { get; set; }
    public string? AnsweredBy { get; set; }
    public string? Answer { get; set; }
}

/// <summary>A version of the player that devices are offered.</summary>
internal sealed class ReleaseRow
{
    public required string Version { get; init; }
    public required string Manifest { get; init; }

    /// <summary>"platform sha256 bytes" a line.</summary>
    public required string Files { get; init; }
    public required DateTime Added { get; init; }
    public required DateTime Expires { get; init; }
    public required string By { get; init; }

    /// <summary>Of a hundred devices, how many are offered it.</summary>
    public int Share { get; set; }

    /// <summary>Why it was stopped; null while it goes on.</summary>
    public string? Stopped { get; set; }
}
