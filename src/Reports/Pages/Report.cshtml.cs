using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LangSo.Reports.Pages;

/// <summary>The report as a page: each sentence with the figures that it rests on, and the document to take along.</summary>
[Authorize(Policy = Rights.SeeFigures)]
public sealed class ReportModel(Figures figures, ReportBuilder builder, CampaignReporter campaigns, TimeProvider clock, IText text) : FigurePage(figures, clock, text)
{
    /// <summary>The report, when it could be made.</summary>
    public ReportDocument? Report { get; private set; }

    /// <summary>Why not.</summary>
    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    /// <summary>Whether the reader may open what the campaigns are counted from.</summary>
    public bool SeesBulletins => User.AreasFor(Rights.SeeBulletins).Count > 0;

    /// <summary>Shows the report.</summary>
    public async Task OnGetAsync(CancellationToken cancel)
    {
        ReadDays();
        var built = await campaigns.AddAsync(builder.Build(AsOf, Province?.Code), cancel);
        if (built.Ok) Report = built.Value;
        else Problems = built.Problems;
    }

    /// <summary>The report as a file: docx, json or text.</summary>
    public async Task<IActionResult> OnGetFileAsync(string? format, CancellationToken cancel)
    {
        ReadDays();
        if (Bar.Problem is { } wrong) return Problem(Text.Say(wrong), statusCode: 400);
        var form = format ?? "docx";
        var bytes = (await campaigns.AddAsync(builder.Build(AsOf, Province?.Code), cancel)).Then(report => ReportFormats.Render(report, form));
        if (!bytes.Ok) return Problem(string.Join(" ", bytes.Problems.Select(p => Text.Say(p))), statusCode: 400);
        var extension = form == "text" ? "txt" : form;
        return File(bytes.Value, ReportFormats.MediaType(form), $"bao-cao-{AsOf.Date.ToString("yyyy-MM-dd", VnText.Culture)}.{extension}");
    }

    private static ObjectResult Problem(string detail, int statusCode) => new(new ProblemDetails { Detail = detail, Status = statusCode }) { StatusCode = statusCode };
}
