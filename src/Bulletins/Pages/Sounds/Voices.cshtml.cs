using LangSo.Foundation;
using LangSo.Look;
using LangSo.Speech;
using LangSo.Speech.Voice;
using LangSo.Territory;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages.Sounds;

/// <summary>The machine voices: what is there, what is broken, and who reads for which unit.</summary>
[Authorize(Policy = Rights.SeeBulletins)]
internal sealed class VoicesModel(IVoices voices, PlaceVoices places, PlaceReadings readings, LocalReader reader, Gazetteers gazetteers, TimeProvider clock) : PageModel
{
    public IReadOnlyList<VoiceInfo> Voices => voices.All;
    public VoiceInfo Usual => voices.Usual;

    /// <summary>The units for which the caller chooses.</summary>
    public IReadOnlyList<AreaChoice> Areas { get; private set; } = [];

    /// <summary>The unit that is shown, its choice and whether the choice is its own.</summary>
    public UnitId? Unit { get; private set; }
    public UnitVoice? Chosen { get; private set; }
    public bool IsOwn => Chosen is not null && Chosen.Unit == Unit;
    public string ChosenBy { get; private set; } = "";
    public bool Saved { get; private set; }

    /// <summary>How figures are said in the unit that is shown, and whether that is its own choice.</summary>
    public UnitReading? Reading { get; private set; }
    public bool ReadsItsOwn => Reading is not null && Reading.Unit == Unit;
    public string ReadingBy { get; private set; } = "";

    /// <summary>Some figures, written and as they are said there now.</summary>
    public string Heard { get; private set; } = "";
    public const string Example = "102 hộ, 25.000 đồng, năm 2024";
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public async Task OnGetAsync(string? unit, bool saved, CancellationToken cancel)
    {
        Saved = saved;
        await ShowAsync(unit, cancel);
    }

    public async Task<IActionResult> OnPostAsync(string? unit, string? voice, int pace, CancellationToken cancel)
    {
        var chosen = string.IsNullOrEmpty(voice) ? null : voice;
        var done = chosen is not null && voices.All.All(v => v.Id != chosen)
            ? new Problem("voice", "Không còn giọng đọc này trên máy chủ.")
            : await places.ChooseAsync(new UnitId(unit ?? ""), chosen, pace, Officer.Of(User), cancel);
        if (done.Ok) return Redirect("/bulletins/sounds/voices?saved=true&unit=" + Uri.EscapeDataString(unit ?? ""));
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(unit, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostReadingAsync(string? unit, bool own, bool le, bool ngan, bool zero, CancellationToken cancel)
    {
        var done = await readings.ChooseAsync(new UnitId(unit ?? ""), own ? new ReadingStyle(le, ngan, zero) : null, Officer.Of(User), cancel);
        if (done.Ok) return Redirect("/bulletins/sounds/voices?saved=true&unit=" + Uri.EscapeDataString(unit ?? ""));
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync(unit, cancel);
        return Page();
    }

    private async Task ShowAsync(string? unit, CancellationToken cancel)
    {
        var ground = Ground.Today(gazetteers, clock);
        Areas = AreaChoices.For(ground, Officer.Of(User).Writes, null, null).Rows;
        var area = Areas.FirstOrDefault(a => a.Unit.Value == unit) ?? (Areas.Count > 0 ? Areas[0] : null);
        if (area is null) return;
        Unit = area.Unit;
        Chosen = await places.NearestAsync(area.Unit, cancel);
        if (Chosen is not null) ChosenBy = ground.NameOf(Chosen.Unit);
        Reading = await readings.NearestAsync(area.Unit, cancel);
        if (Reading is not null) ReadingBy = ground.NameOf(Reading.Unit);
        Heard = (await reader.OfAsync(area.Unit, cancel)).Read(Example).Text;
    }
}
