using LangSo.Speech.Reading;
using LangSo.Speech.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Speech;

/// <summary>
/// Owns how written Vietnamese is said: the reading rules, their tables, the voice and the finished sound.
/// May know Foundation and the programs espeak-ng and ffmpeg; knows nothing of bulletins, units or devices.
/// A text or somebody's own recording goes in, a spoken form or an Ogg/Opus file comes out; nothing is stored.
/// </summary>
public static class Module
{
    /// <summary>Registers <see cref="INormaliser"/> and <see cref="IAnnouncer"/> with the house's reading and voice.</summary>
    public static IServiceCollection AddSpeech(this IServiceCollection services) => services.AddSpeech(ReadingStyle.Default, VoiceStyle.Default);

    /// <summary>The same with a region's own reading and voice.</summary>
    public static IServiceCollection AddSpeech(this IServiceCollection services, ReadingStyle reading, VoiceStyle voice)
        => services
            .AddSingleton<INormaliser>(new Normaliser(reading))
            .AddSingleton<ProgramFinder>()
            .AddSingleton<OpusEncoder>()
            .AddSingleton(at => new VoiceRack(at.GetRequiredService<ProgramFinder>(), voice, at.GetServices<IVoiceShelf>()))
            .AddSingleton<IVoices>(at => at.GetRequiredService<VoiceRack>())
            .AddSingleton<IAnnouncer, Announcer>()
            .AddSingleton<SoundProbe>()
            .AddSingleton<IFilmProbe, FilmProbe>()
            .AddSingleton<IStudio, Studio>();

    /// <summary>A normaliser with a place's own pronunciations, which come before every rule.</summary>
    public static INormaliser CreateNormaliser(ReadingStyle reading, PronunciationDictionary extra) => new Normaliser(reading, extra);
}
