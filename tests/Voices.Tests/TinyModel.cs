using System.Buffers.Binary;
using System.Text;

namespace LangSo.Voices.Tests;

/// <summary>
/// A model of a few nodes, written out by hand in ONNX's own form: every phoneme's number becomes a stretch of a tone of that many
/// hertz times a hundred, as loud as the noise scale says. It has Piper's inputs and output, and no training.
/// </summary>
internal static class TinyModel
{
    public const int Rate = 16000;
    public const int SamplesEach = 800;

    public static byte[] Make(string input = "input")
    {
        var ramp = new float[SamplesEach];
        for (var i = 0; i < ramp.Length; i++) ramp[i] = (float)(2 * Math.PI * 100 * i / Rate);
        var graph = new Message()
            .Put(1, Node("Cast", [input], "numbers", Attribute("to", 1)))
            .Put(1, Node("Unsqueeze", ["numbers", "last"], "column"))
            .Put(1, Node("Mul", ["column", "ramp"], "phase"))
            .Put(1, Node("Sin", ["phase"], "tone"))
            .Put(1, Node("Slice", ["scales", "zero", "one"], "loudness"))
            .Put(1, Node("Mul", ["tone", "loudness"], "heard"))
            .Put(1, Node("Reshape", ["heard", "shape"], "output"))
            .Put(2, "tiny")
            .Put(5, Longs("last", [2], [1])).Put(5, Longs("zero", [0], [1])).Put(5, Longs("one", [1], [1])).Put(5, Longs("shape", [1, 1, 1, -1], [4]))
            .Put(5, Floats("ramp", ramp, [1, 1, SamplesEach]))
            .Put(11, Value(input, 7, 1, "n")).Put(11, Value("input_lengths", 7, 1)).Put(11, Value("scales", 1, 3))
            .Put(12, Value("output", 1, 1, 1, 1, "t"));
        return new Message().Put(1, 8).Put(2, "langso tests").Put(7, graph).Put(8, new Message().Put(1, "").Put(2, 13)).Bytes();
    }

    /// <summary>Beside the model: every letter that espeak-ng may say has a number between 2 and 40.</summary>
    public static string Config()
    {
        var ids = new StringBuilder("\"_\":[0],\"^\":[1],\"$\":[2]");
        const string signs = "abcdefghijklmnopqrstuvwxyzəɛɔɲŋɣɨʈɗɓɤɜʂʐː1234567ˈˌ.,?! ";
        for (var i = 0; i < signs.Length; i++) ids.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"{signs[i]}\":[{3 + (i % 37)}]");
        return $$"""{"audio":{"sample_rate":{{Rate}}},"espeak":{"voice":"vi"},"inference":{"noise_scale":0.3,"length_scale":1,"noise_w":0.8},"num_speakers":1,"phoneme_id_map":{ {{ids}} } }""";
    }

    private static Message Node(string kind, string[] inputs, string output, Message? attribute = null)
    {
        var node = new Message();
        foreach (var name in inputs) node.Put(1, name);
        node.Put(2, output).Put(4, kind);
        return attribute is null ? node : node.Put(5, attribute);
    }

    private static Message Attribute(string name, long value) => new Message().Put(1, name).Put(3, value).Put(20, 2);

    private static Message Longs(string name, long[] values, long[] shape)
    {
        var raw = new byte[values.Length * 8];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * 8), values[i]);
        return Tensor(name, 7, raw, shape);
    }

    private static Message Floats(string name, float[] values, long[] shape)
    {
        var raw = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * 4), values[i]);
        return Tensor(name, 1, raw, shape);
    }

    private static Message Tensor(string name, long type, byte[] raw, long[] shape)
    {
        var tensor = new Message();
        foreach (var size in shape) tensor.Put(1, size);
        return tensor.Put(2, type).Put(8, name).Put(9, raw);
    }

    private static Message Value(string name, long type, params object[] shape)
    {
        var dimensions = new Message();
        foreach (var size in shape) dimensions.Put(1, size is string word ? new Message().Put(2, word) : new Message().Put(1, Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture)));
        return new Message().Put(1, name).Put(2, new Message().Put(1, new Message().Put(1, type).Put(2, dimensions)));
    }

    /// <summary>A protocol buffer, field by field.</summary>
    private sealed class Message
    {
        private readonly List<byte> _bytes = [];

        public Message Put(int field, long value)
        {
            Varint((ulong)(field << 3));
            Varint((ulong)value);
            return this;
        }

        public Message Put(int field, string text) => Put(field, Encoding.UTF8.GetBytes(text));

        public Message Put(int field, Message inner) => Put(field, inner.Bytes());

        public Message Put(int field, byte[] bytes)
        {
            Varint((ulong)((field << 3) | 2));
            Varint((ulong)bytes.Length);
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] Bytes() => _bytes.ToArray();

        private void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7) _bytes.Add((byte)(value | 0x80));
            _bytes.Add((byte)value);
        }
    }
}
