namespace LangSo.Player;

/// <summary>A WAV file that is valid after each append.</summary>
internal sealed class WavFile : IDisposable
{
    private readonly FileStream _file;

    public WavFile(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        using var header = new MemoryStream();
        using (var writer = new BinaryWriter(header))
        {
            writer.Write("RIFF"u8);
            writer.Write(36);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write((short)1);
            writer.Write(Pcm.Rate);
            writer.Write(Pcm.Rate * 2);
            writer.Write((short)2);
            writer.Write((short)16);
            writer.Write("data"u8);
            writer.Write(0);
            _file.Write(header.ToArray());
        }
    }

    public void Append(ReadOnlySpan<byte> pcm)
    {
        _file.Seek(0, SeekOrigin.End);
        _file.Write(pcm);
        var data = (int)(_file.Length - 44);
        Patch(40, data);
        Patch(4, data + 36);
    }

    public void Dispose() => _file.Dispose();

    private void Patch(long at, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _file.Seek(at, SeekOrigin.Begin);
        _file.Write(bytes);
    }
}
