namespace LangSo.Speech;

/// <summary>How long a spoken form will take, before anything is spoken: a syllable is a written word in Vietnamese.</summary>
/// <param name="Words">Syllables said.</param>
/// <param name="Seconds">Of speech, chime and pauses included.</param>
public sealed record SpeechEstimate(int Words, double Seconds)
{
    /// <summary>Measured on the built-in voice at its default speed.</summary>
    public const double WordsASecond = 2.7;

    /// <summary>Both chimes with the pauses around the voice.</summary>
    public const double ChimeSeconds = 2.7;

    /// <summary>Counts the words of a spoken form (not of a written text: "2024" is five words).</summary>
    public static SpeechEstimate Of(string spoken)
    {
        var words = 0;
        var inside = false;
        foreach (var c in spoken)
        {
            var letter = char.IsLetterOrDigit(c);
            if (letter && !inside) words++;
            inside = letter;
        }
        return new SpeechEstimate(words, words == 0 ? 0 : (words / WordsASecond) + ChimeSeconds);
    }
}
