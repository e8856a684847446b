using System.Text;

namespace LangSo.Voices;

/// <summary>Phonemes into the numbers of a model, as its teacher wrote them: start, then each phoneme with a rest after it, then the end.</summary>
internal static class PhonemeIds
{
    /// <summary>Phonemes are single scalars of the decomposed text; one that the model never learned is passed over.</summary>
    public static long[] Of(string phonemes, PiperConfig config)
    {
        var ids = new List<long>();
        ids.AddRange(config.Ids["^"]);
        ids.AddRange(config.Ids["_"]);
        foreach (var rune in phonemes.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (!config.Ids.TryGetValue(rune.ToString(), out var known)) continue;
            ids.AddRange(known);
            ids.AddRange(config.Ids["_"]);
        }
        ids.AddRange(config.Ids["$"]);
        return [.. ids];
    }
}
