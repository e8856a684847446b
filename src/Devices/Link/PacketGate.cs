using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace LangSo.Devices;

/// <summary>
/// Reads MQTT packets' lengths before anybody waits for their bodies: one that is larger than a device has to say ends the connection,
/// so that a stranger who announces 256 MB does not get them kept. The first packet, from whom nobody knows yet, may be smaller still.
/// </summary>
internal sealed class PacketGate(PipeReader inner) : PipeReader
{
    /// <summary>A CONNECT with a heartbeat as its will.</summary>
    public const int LargestFirst = 64 * 1024;

    /// <summary>Two hundred playback records, twice.</summary>
    public const int Largest = 256 * 1024;

    private ReadOnlySequence<byte> _buffer;
    private long _passed;
    private bool _first = true;

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _passed -= _buffer.Slice(_buffer.Start, consumed).Length;
        _buffer = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => Check(await inner.ReadAsync(cancellationToken));

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        result = Check(result);
        return true;
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private ReadResult Check(ReadResult read)
    {
        _buffer = read.Buffer;
        while (_passed < _buffer.Length && LengthOf(_buffer.Slice(_passed)) is { } packet)
        {
            if (packet > (_first ? LargestFirst : Largest))
            {
                inner.AdvanceTo(_buffer.Start, _buffer.End);
                throw new ConnectionAbortedException("A packet larger than any that a device has to send.");
            }
            _first = false;
            _passed += packet;
        }
        return read;
    }

    /// <summary>The whole length of the packet that begins here, or null while its length is not there yet.</summary>
    private static long? LengthOf(ReadOnlySequence<byte> rest)
    {
        Span<byte> head = stackalloc byte[5];
        var there = (int)Math.Min(5, rest.Length);
        rest.Slice(0, there).CopyTo(head);
        long length = 0;
        for (var i = 1; i < there; i++)
        {
            length |= (long)(head[i] & 0x7F) << (7 * (i - 1));
            if ((head[i] & 0x80) == 0) return 1 + i + length;
        }
        // Four bytes of length that want a fifth are no MQTT: larger than anything.
        return there == 5 ? long.MaxValue : null;
    }
}

/// <summary>The two directions of a connection, the one from the device through the gate.</summary>
internal sealed class GatedPipe(IDuplexPipe inner) : IDuplexPipe
{
    public PipeReader Input { get; } = new PacketGate(inner.Input);

    public PipeWriter Output => inner.Output;
}
