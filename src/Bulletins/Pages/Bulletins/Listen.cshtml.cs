using LangSo.Foundation;
using LangSo.Look;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Bulletins.Pages;

/// <summary>The sound of the text typed: audio, or a problem (RFC 9457) in the reader's words.</summary>
[Authorize(Policy = Rights.WriteBulletins)]
internal sealed class ListenModel(BulletinDesk desk, SoundBooth booth, IText words) : PageModel
{
    public IActionResult OnGet() => Redirect("/bulletins/new");

    public async Task<IActionResult> OnPostAsync([FromForm] ComposeForm form, CancellationToken cancel)
    {
        var sound = form.Source == "recording"
            ? await booth.OfAsync(form.ReadSource(), null, "", cancel)
            : await desk.ListenAsync(PastedTable.Told(form.Text ?? ""), form.ReadSource(), string.IsNullOrWhiteSpace(form.Area) ? null : new UnitId(form.Area.Trim()), Officer.Of(User), cancel);
        if (sound.Ok && await booth.OpenAsync(sound.Value, cancel) is { } stream) return File(stream, "audio/ogg");
        var problem = sound.Ok ? new Problem("voice", "Chưa lấy được tiếng vừa đọc. Bấm nghe lại.") : sound.Problems[0];
        var status = problem.Field is "text" or "sound" ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status503ServiceUnavailable;
        // Without JavaScript the answer opens as a page of its own: then it is a plain sentence.
        if (Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
            return new ContentResult { Content = words.Say(problem), ContentType = "text/plain; charset=utf-8", StatusCode = status };
        return new ObjectResult(new ProblemDetails { Title = words.Say(problem), Status = status }) { StatusCode = status, ContentTypes = { "application/problem+json" } };
    }
}
