using LangSo.Foundation;

namespace LangSo.Devices;

/// <summary>A device in the store.</summary>
internal sealed class DeviceRow
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    public required DeviceKind Kind { get; init; }
    public required UnitId Unit { get; set; }
    public int Volume { get; set; } = 100;

    /// <summary>Put out of use by a person.</summary>
    public bool Off { get; set; }

    /// <summary>Degrees north and east of the pole, when somebody said it.</summary>
    public double? Latitude { get; set; }
    public double? Longitude { get; set; }

    /// <summary>Named groups, a line each.</summary>
    public string? Labels { get; set; }

    /// <summary>Why its token was taken back by itself; null once it is enrolled anew.</summary>
    public string? Alarm { get; set; }

    /// <summary>Waits to be used once; null afterwards.</summary>
    public string? EnrolCode { get; set; }
    public DateTime? EnrolCodeUntil { get; set; }

    /// <summary>SHA-256 of the token, hex: the token itself is only on the device.</summary>
    public string? TokenHash { get; set; }
    public DateTime? EnrolledAt { get; set; }

    /// <summary>The last heartbeat, as it came.</summary>
    public string? LastState { get; set; }
    public DateTime? LastSeen { get; set; }
    public required DateTime Added { get; init; }
}

/// <summary>A delegation from the root to a signer, as it was signed. Never changed.</summary>
internal sealed class DelegationRow
{
    public required string Id { get; init; }
    public required string UserName { get; init; }
    public required string KeyId { get; init; }
    public required UnitId Area { get; init; }
    public required BulletinClass HighestClass { get; init; }
    public required DateTime ValidFrom { get; init; }
    public required DateTime ValidUntil { get; init; }
    public required string Jws { get; init; }
}

/// <summary>A signed order, as it was sent. Never changed.</summary>
internal sealed class OrderRow
{
    public required string Id { get; init; }
    public required long Serial { get; init; }
    public required string Kind { get; init; }
    public required string Bulletin { get; init; }
    public required string Title { get; init; }
    public required UnitId Area { get; init; }
    public required BulletinClass Class { get; init; }
    public required DateTime At { get; init; }
    public required DateTime Expires { get; init; }
    public required DateTime Issued { get; init; }
    public string? Withdraws { get; init; }
    public required string Signer { get; init; }

    /// <summary>The order's JSON, for people and queries.</summary>
    public required string Payload { get; init; }
    public required string Jws { get; init; }
    public required string DelegationJws { get; init; }
}

/// <summary>How a device was at one moment: its heartbeats, thinned out. Never changed.</summary>
internal sealed class ReadingRow
{
    public required string Device { get; init; }

    /// <summary>When the heartbeat came, UTC.</summary>
    public required DateTime At { get; init; }
    public required bool Online { get; init; }
    public double? ClockErrorMs { get; init; }
    public required int Volume { get; init; }
    public long? DiskFreeMb { get; init; }
    public required int Unsent { get; init; }

    /// <summary>mains, battery or solar.</summary>
    public string? Power { get; init; }
    public int? PowerPercent { get; init; }
    public double? TemperatureC { get; init; }
    public int? SignalPercent { get; init; }
}

/// <summary>A playback record as a device reported it. Never changed.</summary>
internal sealed class PlayRow
{
    public required string Device { get; init; }
    public required long N { get; init; }

    /// <summary>First day of the month that the record itself names, so that a record sent twice names the same: PostgreSQL keeps each month apart.</summary>
    public required DateOnly Month { get; init; }
    public required string OrderId { get; init; }
    public required string Bulletin { get; init; }
    public string? Media { get; init; }
    public DateTime? Planned { get; init; }
    public DateTime? Started { get; init; }
    public DateTime? Ended { get; init; }

    /// <summary>played, cut, skipped, refused or shown.</summary>
    public required string Result { get; init; }
    public string? Reason { get; init; }
    public double? StartErrorMs { get; init; }
    public required DateTime Received { get; init; }
}
