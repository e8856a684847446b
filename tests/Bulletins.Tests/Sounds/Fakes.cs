using System.Security.Cryptography;
using LangSo.Foundation;
using LangSo.Speech;
using LangSo.Speech.Voice;

namespace LangSo.Bulletins.Tests.Sounds;

/// <summary>Two voices that can be chosen and a broken one.</summary>
internal sealed class FakeVoices : IVoices
{
    public IReadOnlyList<VoiceInfo> All { get; } =
        [new("north", "Giọng máy miền Bắc", null), new("south", "Giọng máy miền Nam", null), new("piper/mai", "mai", new Problem("voice", "Giọng mai: tệp hỏng."))];

    public VoiceInfo Usual => All[0];
}

/// <summary>A studio that hears nothing wrong, unless the file says what it should hear.</summary>
internal sealed class FakeStudio : IStudio
{
    public Problem? Missing => null;

    public async Task<Outcome<StudioSound>> FinishAsync(StudioOrder order, CancellationToken cancel)
    {
        var file = await File.ReadAllBytesAsync(order.File, cancel);
        if (file.AsSpan().IndexOf("corrupt"u8) >= 0) return new Problem("file", "Tệp bị hỏng.");
        IReadOnlyList<SoundFinding> findings = file.AsSpan().IndexOf("clipped"u8) >= 0 ? [new SoundFinding(SoundFault.Clipped, true, 3, 0.5)]
            : file.AsSpan().IndexOf("gap"u8) >= 0 ? [new SoundFinding(SoundFault.Gap, false, 12, 4.5)] : [];
        return new StudioSound(new Announcement([.. "OggS"u8, .. SHA256.HashData(file)], (int)(((order.To ?? 10) - order.From) * 1000)), findings, SoundForm.Wav);
    }
}

/// <summary>A video is what it says: "silent" has no sound, "corrupt" can't be read.</summary>
internal sealed class FakeFilms : IFilmProbe
{
    public async Task<Outcome<FilmLook>> LookAsync(string file, CancellationToken cancel)
    {
        var bytes = await File.ReadAllBytesAsync(file, cancel);
        if (bytes.AsSpan().IndexOf("corrupt"u8) >= 0) return new Problem("file", "Tệp video bị hỏng.");
        return new FilmLook(12, bytes.AsSpan().IndexOf("silent"u8) < 0);
    }
}
