namespace LangSo.Player;

/// <summary>
/// Opens the stream of a live slot or a relay as sound of this program's one form (<see cref="Pcm"/>: 48 kHz, mono, 16 bit,
/// little-endian). The conductor reads it from one thread, block by block at real time.
/// </summary>
internal interface ISoundSource
{
    /// <summary>
    /// Opens a stream. The result may be read at once and may block while sound is awaited; zero bytes is the stream's end, and an
    /// <see cref="IOException"/> says that it cannot be had. Disposing it ends whatever feeds it.
    /// </summary>
    /// <param name="address">The order's <c>stream</c>: an absolute http or https address.</param>
    /// <param name="cancel">Ends it, also while a read waits.</param>
    Stream Open(string address, CancellationToken cancel);
}

/// <summary>A loudspeaker that takes no streams: every live slot and relay falls to what lies below it.</summary>
internal sealed class NoSoundSource : ISoundSource
{
    public Stream Open(string address, CancellationToken cancel) => throw new IOException("Thiết bị này chưa nhận được luồng phát trực tiếp.");
}
