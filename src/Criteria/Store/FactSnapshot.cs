using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LangSo.Criteria.Store;

/// <summary>Up to which row of the store a snapshot goes, and the newest ledger row then: it proves that the snapshot is of this store.</summary>
internal sealed record SnapshotMark(long LastFact, long LedgerNumber, string LedgerHash);

/// <summary>
/// The columns of facts as a file beside the store, so that millions of them are there at once after a start. It holds nothing that the store
/// does not: a file that is torn, of another store or of another version is left aside and written anew. Its last 32 bytes are the SHA-256 of the rest.
/// </summary>
internal static class FactSnapshot
{
    private const long Magic = 0x4C53_4641_4354_0002;

    /// <summary>Writes it beside the old one and puts it in its place when it is whole.</summary>
    public static void Write(string path, FactBook.Parts parts, SnapshotMark mark)
    {
        var temporary = path + ".new";
        using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            using (var writer = new BinaryWriter(new Hashing(file, hash), Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(Magic);
                writer.Write(mark.LastFact);
                writer.Write(mark.LedgerNumber);
                writer.Write(mark.LedgerHash);
                writer.Write(parts.LastRecorded.DayNumber);
                Strings(writer, parts.Units);
                Strings(writer, parts.Texts);
                writer.Write(parts.Origins.Count);
                foreach (var (kind, source, sample, note) in parts.Origins)
                {
                    writer.Write(kind);
                    writer.Write(source);
                    writer.Write(sample);
                    writer.Write(note);
                }
                writer.Write(parts.Columns.Count);
                foreach (var (indicator, column) in parts.Columns)
                {
                    writer.Write(indicator);
                    Numbers(writer, column.Raw.Starts);
                    Numbers(writer, column.Raw.When.Places);
                    Numbers(writer, column.Raw.When.Days);
                    Numbers(writer, column.Raw.Values);
                    writer.Write(column.Raw.Origins.One);
                    Numbers(writer, column.Raw.Origins.Few);
                    Numbers(writer, column.Raw.Origins.Many);
                }
            }
            file.Write(hash.GetHashAndReset());
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>What a file holds, or null when there is none that is whole.</summary>
    public static (SnapshotMark Mark, FactBook.Parts Parts)? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var reader = new BinaryReader(new Hashing(file, hash), Encoding.UTF8, leaveOpen: true);
            if (reader.ReadInt64() != Magic) return null;
            var mark = new SnapshotMark(reader.ReadInt64(), reader.ReadInt64(), reader.ReadString());
            var recorded = DateOnly.FromDayNumber(reader.ReadInt32());
            var (units, texts) = (Strings(reader), Strings(reader));
            var origins = Enumerable.Range(0, reader.ReadInt32()).Select(_ => (reader.ReadString(), reader.ReadString(), reader.ReadBoolean(), reader.ReadString())).ToList();
            var columns = new Dictionary<string, FactColumn>(StringComparer.Ordinal);
            for (var left = reader.ReadInt32(); left > 0; left--)
                columns.Add(reader.ReadString(), FactColumn.Of(Numbers<int>(reader, file), new WhenColumn(Numbers<ushort>(reader, file), Numbers<ulong>(reader, file)), Numbers<int>(reader, file),
                    new OriginColumn(reader.ReadInt32(), Numbers<ushort>(reader, file), Numbers<int>(reader, file))));
            var said = new byte[32];
            file.ReadExactly(said);
            return hash.GetHashAndReset().AsSpan().SequenceEqual(said) && file.Position == file.Length ? (mark, new FactBook.Parts(units, texts, origins, columns, recorded)) : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException or UnauthorizedAccessException or OverflowException)
        {
            return null;
        }
    }

    private static void Strings(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts) writer.Write(text);
    }

    private static List<string> Strings(BinaryReader reader) => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];

    private static void Numbers<T>(BinaryWriter writer, T[] numbers)
        where T : unmanaged
    {
        writer.Write(numbers.Length);
        writer.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    private static T[] Numbers<T>(BinaryReader reader, FileStream file)
        where T : unmanaged
    {
        var count = reader.ReadInt32();
        // A torn file may say any number: no more than is there is asked for.
        if (count < 0 || (long)count * Marshal.SizeOf<T>() > file.Length) throw new FormatException();
        var numbers = GC.AllocateUninitializedArray<T>(count);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }

    /// <summary>Hashes what goes through.</summary>
    private sealed class Hashing(FileStream file, IncrementalHash hash) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = file.Read(buffer);
            hash.AppendData(buffer[..read]);
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            file.Write(buffer);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
