namespace LangSo.Player;

/// <summary>
/// Opens the stream of a live slot or a relay as sound of this program's one form (<see cref="Pcm"/>: 48 kHz, mono, 16 bit,
/// little-endian). The conductor reads it from one thread, block by block at real time.
/// </summary>
internal interface ISoundSource
{
    /// <summary>
    /// Opens a stream. A read never waits: where sound is missing it gives silence, else an emergency would wait for a network. Zero bytes
    /// is the stream's end, and an <see cref="IOException"/> says that it cannot be had. Disposing it ends whatever feeds it.
    /// </summary>
    /// <param name="address">The order's <c>stream</c>: an absolute http or https address.</param>
    /// <param name="cancel">Ends it.</param>
    Stream Open(string address, CancellationToken cancel);
}
