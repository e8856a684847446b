using System.Globalization;
using LangSo.Airtime;
using LangSo.Territory;

namespace LangSo.Devices;

/// <summary>What a heartbeat says that the one before did not.</summary>
internal static class StateChanges
{
    /// <summary>The orders that came to be held, began or ended.</summary>
    public static IEnumerable<string> OrdersChangedFrom(this DeviceState state, DeviceState? before)
    {
        var changed = state.Orders.Except(before?.Orders ?? [], StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (before?.Playing == state.Playing) return changed;
        if (before?.Playing is { } was) changed.Add(was);
        if (state.Playing is { } now) changed.Add(now);
        return changed;
    }
}

/// <summary>A device and how it is. Fields are replaced whole, so that readers need no lock.</summary>
internal sealed class LiveDevice(DeviceRow row)
{
    private long _desiredVersion;

    public DeviceRow Row { get; set; } = row;
    public DeviceState? State { get; set; }
    public DateTime? LastSeen { get; set; }
    public bool Unsaved { get; set; }

    /// <summary>The last one that was kept.</summary>
    public ReadingRow? LastReading { get; set; }

    /// <summary>UTC of the last heartbeat that came to this server; null when it speaks to another one.</summary>
    public DateTime? HeardHere { get; set; }

    /// <summary>Watches for a second program with its token.</summary>
    public CopyWatch Copies { get; } = new();

    /// <summary>What lists show of it; null until asked.</summary>
    public ListedDevice? Listed { get; set; }

    /// <summary>The hash of the token with which it was let in here.</summary>
    public string? AdmittedBy { get; set; }

    /// <summary>A desired version newer than every one before, also across restarts.</summary>
    public long NextDesiredVersion(DateTimeOffset now)
    {
        while (true)
        {
            var last = Interlocked.Read(ref _desiredVersion);
            // Also newer than what another server gave it, whatever that one's clock says.
            var next = Math.Max(Math.Max(last, State?.DesiredVersion ?? 0) + 1, now.ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _desiredVersion, next, last) == last) return next;
        }
    }
}

/// <summary>What a list shows and sorts a device by.</summary>
/// <param name="Row">Of this row.</param>
/// <param name="Chain">Standing in these units.</param>
/// <param name="Place">"xóm Lâm Phú, xã Giao Ninh".</param>
/// <param name="Folded">Name, place, number and groups without marks, to search in.</param>
/// <param name="Key">Sorts by name as Vietnamese does.</param>
internal sealed record ListedDevice(DeviceRow Row, IReadOnlyList<UnitVersion> Chain, string Place, string Folded, SortKey Key);
