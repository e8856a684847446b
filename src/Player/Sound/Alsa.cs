using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LangSo.Player;

/// <summary>The functions of libasound that are used, as its header has them (alsa-lib 1.2, <c>pcm.h</c>). Below zero is an errno.</summary>
internal static partial class Alsa
{
    public const string Library = "libasound.so.2";
    public const int Playback = 0, Capture = 1, NonBlocking = 1;

    /// <summary>States of <c>snd_pcm_state_t</c>.</summary>
    public const int Running = 3, Empty = 4, Suspended = 7, Disconnected = 8;

    /// <summary>-EPIPE: it ran empty, or over.</summary>
    public const int BrokenPipe = -32;

    private const int InterleavedAccess = 3, Signed16LittleEndian = 2;
    private static bool s_hushed;

    /// <summary>What an error is called, for a person.</summary>
    public static string Says(int error, string device)
    {
        var why = error switch
        {
            -2 => "không có thiết bị âm thanh này",
            -6 or -19 => "thiết bị âm thanh không còn ở đó",
            -13 => "tài khoản chạy chương trình không được dùng thiết bị âm thanh (thêm vào nhóm audio)",
            -16 => "thiết bị âm thanh đang do chương trình khác dùng",
            -22 => "thiết bị âm thanh không nhận 48 kHz, một kênh, 16 bit (dùng plughw: thay cho hw:)",
            _ => Marshal.PtrToStringUTF8(ErrorText(error)) ?? "lỗi không rõ",
        };
        return (device.Length == 0 ? why : $"{why} (“{device}”)") + $", ALSA {error}";
    }

    /// <summary>libasound writes its troubles to stderr by itself; this program tells them in its own words.</summary>
    public static unsafe void Hush()
    {
        if (s_hushed) return;
        s_hushed = true;
        _ = SetErrorHandler(&Nothing);
    }

    /// <summary>Interleaved, mono, 16 bit, at the rate, with about this buffer.</summary>
    public static int SetHardware(nint pcm, uint bufferUs, uint periodUs)
    {
        var result = HwAlloc(out var p);
        if (result < 0) return result;
        try
        {
            int none = 0;
            if ((result = HwAny(pcm, p)) < 0) return result;
            if ((result = HwAccess(pcm, p, InterleavedAccess)) < 0) return result;
            if ((result = HwFormat(pcm, p, Signed16LittleEndian)) < 0) return result;
            if ((result = HwChannels(pcm, p, 1)) < 0) return result;
            if ((result = HwRate(pcm, p, Pcm.Rate, 0)) < 0) return result;
            // Near, not exact: what the card has is what there is.
            if ((result = HwBuffer(pcm, p, ref bufferUs, ref none)) < 0) return result;
            if ((result = HwPeriod(pcm, p, ref periodUs, ref none)) < 0) return result;
            return HwSet(pcm, p);
        }
        finally
        {
            HwFree(p);
        }
    }

    /// <summary>The first sample starts it; empty, it stops and plays silence, never old sound.</summary>
    public static int SetSoftware(nint pcm, nuint buffer)
    {
        var result = SwAlloc(out var p);
        if (result < 0) return result;
        try
        {
            if ((result = SwCurrent(pcm, p)) < 0) return result;
            if ((result = SwStart(pcm, p, 1)) < 0) return result;
            if ((result = SwStop(pcm, p, buffer)) < 0) return result;
            return SwSet(pcm, p);
        }
        finally
        {
            SwFree(p);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Nothing(nint file, int line, nint function, int error, nint format)
    {
    }

    [LibraryImport(Library, EntryPoint = "snd_pcm_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(out nint pcm, string name, int stream, int mode);

    [LibraryImport(Library, EntryPoint = "snd_pcm_close")]
    public static partial int Close(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_nonblock")]
    public static partial int SetBlocking(nint pcm, int nonBlocking);

    [LibraryImport(Library, EntryPoint = "snd_pcm_prepare")]
    public static partial int Prepare(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_start")]
    public static partial int Start(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_drop")]
    public static partial int Drop(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_recover")]
    public static partial int Recover(nint pcm, int error, int silent);

    [LibraryImport(Library, EntryPoint = "snd_pcm_state")]
    public static partial int StateOf(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_delay")]
    public static partial int DelayOf(nint pcm, out nint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_wait")]
    public static partial int Wait(nint pcm, int milliseconds);

    [LibraryImport(Library, EntryPoint = "snd_pcm_writei")]
    public static partial nint WriteI(nint pcm, ref short samples, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_readi")]
    public static partial nint ReadI(nint pcm, ref short samples, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_get_params")]
    public static partial int GetParams(nint pcm, out nuint buffer, out nuint period);

    [LibraryImport(Library, EntryPoint = "snd_strerror")]
    private static partial nint ErrorText(int error);

    [LibraryImport(Library, EntryPoint = "snd_lib_error_set_handler")]
    private static unsafe partial int SetErrorHandler(delegate* unmanaged[Cdecl]<nint, int, nint, int, nint, void> handler);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_malloc")]
    private static partial int HwAlloc(out nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_free")]
    private static partial void HwFree(nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_any")]
    private static partial int HwAny(nint pcm, nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_access")]
    private static partial int HwAccess(nint pcm, nint p, int access);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_format")]
    private static partial int HwFormat(nint pcm, nint p, int format);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_channels")]
    private static partial int HwChannels(nint pcm, nint p, uint channels);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_rate")]
    private static partial int HwRate(nint pcm, nint p, uint rate, int direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_buffer_time_near")]
    private static partial int HwBuffer(nint pcm, nint p, ref uint us, ref int direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_period_time_near")]
    private static partial int HwPeriod(nint pcm, nint p, ref uint us, ref int direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params")]
    private static partial int HwSet(nint pcm, nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_malloc")]
    private static partial int SwAlloc(out nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_free")]
    private static partial void SwFree(nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_current")]
    private static partial int SwCurrent(nint pcm, nint p);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_start_threshold")]
    private static partial int SwStart(nint pcm, nint p, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_stop_threshold")]
    private static partial int SwStop(nint pcm, nint p, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params")]
    private static partial int SwSet(nint pcm, nint p);
}
