using LangSo.Airtime;

namespace LangSo.Devices;

/// <summary>
/// Tells a copied token from a device that was started anew: a program makes its session when it starts and never uses it again, so one
/// that comes back after another was heard is a second program. Pure but for what it remembers of the device.
/// </summary>
internal sealed class CopyWatch
{
    private const int Remembered = 16;

    private readonly List<string> _earlier = [];
    private string? _session;
    private DateTime _said;

    /// <summary>True when this heartbeat proves that two programs use one token.</summary>
    public bool Proves(DeviceState state)
    {
        if (state is not { Online: true, Session: { Length: >= 8 and <= 32 } session }) return false;
        lock (_earlier)
        {
            if (session == _session)
            {
                if (state.At > _said) _said = state.At;
                return false;
            }
            // What an old connection had still under way says nothing: it was said before the new program spoke.
            if (_earlier.Contains(session)) return state.At > _said;
            if (_session is { } before) _earlier.Add(before);
            if (_earlier.Count > Remembered) _earlier.RemoveAt(0);
            (_session, _said) = (session, state.At);
            return false;
        }
    }
}
