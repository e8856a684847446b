using LangSo.Airtime;

namespace LangSo.Player;

/// <summary>The sound of one piece, from its offset on, read block by block.</summary>
internal abstract class Track : IDisposable
{
    /// <summary>True when its end is known only by the plan.</summary>
    public bool IsEndless { get; protected init; }

    /// <summary>What kept it from sounding, in Vietnamese, or null.</summary>
    public virtual string? Trouble => null;

    /// <summary>Fills the block as far as there is sound; 0 at the end. Never waits for a network.</summary>
    public abstract int Read(Span<byte> block);

    public abstract void Dispose();

    /// <summary>Opens the sound of a piece.</summary>
    public static Track Open(Order order, AirPiece piece, Func<string, string> pcmOf, ISoundSource streams) =>
        order.Programme is { IsStream: true, Stream: { } address }
            ? new StreamTrack(streams, address)
            : new FileTrack([.. order.Sounds.Select(s => (pcmOf(s.Sha256), s.DurationMs))], piece.Offset, loops: order.Programme?.Source == ProgrammeSource.Fill);
}

/// <summary>Files one after another without a gap: a block takes its rest from the next.</summary>
internal sealed class FileTrack : Track
{
    private readonly IReadOnlyList<(string Path, int Ms)> _files;
    private readonly bool _loops;
    private FileStream? _file;
    private int _next;
    private bool _heard = true;

    public FileTrack(IReadOnlyList<(string Path, int Ms)> files, TimeSpan offset, bool loops)
    {
        (_files, _loops, IsEndless) = (files, loops, loops);
        var into = offset.TotalMilliseconds;
        if (loops) into %= files.Sum(f => (double)f.Ms);
        while (_next < files.Count - 1 && into >= files[_next].Ms) into -= files[_next++].Ms;
        Open();
        // Whole samples only.
        if (into > 0) _file!.Position = Math.Min(_file.Length, (long)into * Pcm.BytesPerMs);
    }

    public override int Read(Span<byte> block)
    {
        var filled = 0;
        while (_file is not null)
        {
            filled += _file.ReadAtLeast(block[filled..], block.Length - filled, throwOnEndOfStream: false);
            if (filled == block.Length) return filled;
            filled -= filled % 2;
            // A loop of empty files would never end.
            if (_next == _files.Count && (!_loops || !_heard)) break;
            Open();
            _heard |= filled > 0;
        }
        _heard |= filled > 0;
        return filled;
    }

    public override void Dispose() => _file?.Dispose();

    private void Open()
    {
        if (_next == _files.Count) (_next, _heard) = (0, false);
        _file?.Dispose();
        _file = new FileStream(_files[_next++].Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Pcm.BlockBytes * 4);
    }
}

/// <summary>A stream; where nothing comes there is silence, so that an emergency never waits for a network.</summary>
internal sealed class StreamTrack : Track
{
    private readonly CancellationTokenSource _stop = new();
    private Stream? _stream;
    private string? _trouble;

    public StreamTrack(ISoundSource source, string address)
    {
        IsEndless = true;
        try
        {
            _stream = source.Open(address, _stop.Token);
        }
        catch (IOException e)
        {
            _trouble = e.Message;
        }
    }

    public override string? Trouble => _trouble;

    public override int Read(Span<byte> block)
    {
        if (_stream is null) return 0;
        try
        {
            var filled = _stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            return filled - filled % 2;
        }
        catch (IOException e)
        {
            _trouble = e.Message;
            return 0;
        }
    }

    public override void Dispose()
    {
        _stop.Cancel();
        _stream?.Dispose();
        _stream = null;
        _stop.Dispose();
    }
}
