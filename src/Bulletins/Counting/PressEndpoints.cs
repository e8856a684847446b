using System.Text;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LangSo.Bulletins;

/// <summary>The counts of programme communication and of campaigns for other programs: CSV and JSON.</summary>
internal static class PressEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/press.csv", CsvAsync).RequireAuthorization(Rights.SeeBulletins);
        endpoints.MapGet("/api/press", JsonAsync).RequireAuthorization(Rights.SeeBulletins);
        endpoints.MapGet("/press/files/{id:guid}", FileAsync).RequireAuthorization(Rights.SeeBulletins);
        endpoints.MapGet("/api/campaigns", CampaignsAsync).RequireAuthorization(Rights.SeeBulletins);
    }

    private static async Task<FileContentHttpResult> CsvAsync(string? from, string? to, string? unit, HttpContext http, PressBook book, Gazetteers gazetteers, TimeProvider clock, CancellationToken cancel)
    {
        var period = PressPeriod.Read(from, to, unit, Officer.Of(http.User), Ground.Today(gazetteers, clock));
        var tally = await book.TallyAsync(period.From, period.To, period.Within, cancel);
        var csv = new StringBuilder("Tháng,Hình thức,Kênh,Chủ đề,Đã duyệt hoặc đã đăng,Có ghi nhận\r\n");
        foreach (var row in tally.Facts.GroupBy(f => (f.Month, f.Kind, f.Channel, f.Topic)).OrderBy(g => g.Key.Month).ThenBy(g => g.Key.Kind).ThenBy(g => g.Key.Channel, StringComparer.Ordinal).ThenBy(g => g.Key.Topic, StringComparer.Ordinal))
            csv.AppendJoin(',', Quoted(row.Key.Month.ToString("M/yyyy", VnText.Culture)), Quoted(PressTally.NameOf(row.Key.Kind)), Quoted(PressWords.ChannelName(row.Key.Channel) ?? ""),
                Quoted(PressWords.TopicName(row.Key.Topic) ?? "Chưa ghi chủ đề"), row.Count(), row.Count(f => f.Done)).Append("\r\n");
        // Excel reads UTF-8 by its mark.
        return TypedResults.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8", $"ket-qua-tuyen-truyen-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.csv");
    }

    private static async Task<IResult> FileAsync(Guid id, HttpContext http, PressBook book, Uploads uploads, CancellationToken cancel)
    {
        if (await book.FindAsync(id, cancel) is not { File: { } file } item || !book.MaySee(item, Officer.Of(http.User))) return Results.NotFound();
        if (await uploads.OpenAsync(file, cancel) is not { } stream) return Results.NotFound();
        // What a stranger made is shown as what it is, and nothing in it runs here.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
        return Results.Stream(stream, file.ContentType, enableRangeProcessing: true);
    }

    private static async Task<JsonHttpResult<object>> JsonAsync(string? from, string? to, string? unit, HttpContext http, PressBook book, Gazetteers gazetteers, TimeProvider clock, CancellationToken cancel)
    {
        var period = PressPeriod.Read(from, to, unit, Officer.Of(http.User), Ground.Today(gazetteers, clock));
        var tally = await book.TallyAsync(period.From, period.To, period.Within, cancel);
        return TypedResults.Json<object>(new { period.From, period.To, units = period.Within.Select(u => u.Value), tally.All.Approved, tally.All.Done, tally.ByKind, tally.ByChannel, tally.ByTopic, tally.ByMonth }, LangSoJson.Compact);
    }

    private static async Task<JsonHttpResult<IReadOnlyList<CampaignSummary>>> CampaignsAsync(string? from, string? to, string? unit, HttpContext http, ICampaignSummary campaigns, Gazetteers gazetteers, TimeProvider clock, CancellationToken cancel)
    {
        var period = PressPeriod.Read(from, to, unit, Officer.Of(http.User), Ground.Today(gazetteers, clock));
        var summaries = new List<CampaignSummary>();
        foreach (var within in period.Within) summaries.AddRange(await campaigns.OfAsync(period.From, period.To, within, cancel));
        return TypedResults.Json<IReadOnlyList<CampaignSummary>>([.. summaries.DistinctBy(s => s.Id)], LangSoJson.Compact);
    }

    private static string Quoted(string cell) => '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}

/// <summary>Which days and units are counted.</summary>
/// <param name="Within">Units, each with all below it; never more than the reader may see.</param>
/// <param name="Problem">Why what was asked for could not be used, or null.</param>
internal sealed record PressPeriod(DateOnly From, DateOnly To, IReadOnlyList<UnitId> Within, UnitId? Unit, Problem? Problem)
{
    /// <summary>Reads an address. Without days it is this year so far; without a unit all that the reader's rights reach.</summary>
    public static PressPeriod Read(string? from, string? to, string? unit, Officer officer, Ground ground)
    {
        var today = ground.AsOf.Date;
        Problem? problem = null;
        var first = Day("from", from, new DateOnly(today.Year, 1, 1));
        var last = Day("to", to, today);
        if (last < first)
        {
            problem ??= new Problem("to", "Ngày cuối {0} trước ngày đầu {1}. Chọn lại.", VnTime.Text(last), VnTime.Text(first));
            last = first;
        }
        var asked = string.IsNullOrWhiteSpace(unit) ? (UnitId?)null : new UnitId(unit.Trim());
        var within = asked is { } id && ground.Below(officer.Sees).Contains(id) ? [id] : officer.Sees;
        return new PressPeriod(first, last, within, within is [var only] && only == asked ? asked : null, problem);

        DateOnly Day(string field, string? text, DateOnly otherwise)
        {
            if (string.IsNullOrWhiteSpace(text)) return otherwise;
            if (VnTime.ParseDay(text) is { } day) return day;
            problem ??= VnTime.NoSuchDay(field, text);
            return otherwise;
        }
    }

    /// <summary>The part of an address that asks for the same.</summary>
    public string Query => $"from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}" + (Unit is { } unit ? "&unit=" + Uri.EscapeDataString(unit.Value) : "");
}
