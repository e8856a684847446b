using LangSo.Store.Media;

namespace LangSo.Bulletins;

/// <summary>One file out of its pieces in the vault, so that a browser can ask for any part of it and no memory holds the whole.</summary>
internal sealed class PieceStream(IMediaVault vault, IReadOnlyList<UploadPiece> pieces) : Stream
{
    private Stream? _open;
    private int _at = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = pieces.Sum(p => (long)p.Length);

    public override long Position
    {
        get => _position;
        set => _position = Math.Clamp(value, 0, Length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.Length == 0) return 0;
        // Every piece but the last has the same length.
        var index = (int)(_position / Uploads.PieceBytes);
        if (index != _at)
        {
            if (_open is not null) await _open.DisposeAsync();
            _open = await vault.OpenAsync(pieces[index].Sha256, cancellationToken) ?? throw new IOException($"Piece {index} is not in the vault.");
            _at = index;
        }
        _open!.Position = _position - pieces[index].Start;
        var read = await _open.ReadAsync(buffer, cancellationToken);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (_open is not null) await _open.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _open?.Dispose();
        base.Dispose(disposing);
    }
}
