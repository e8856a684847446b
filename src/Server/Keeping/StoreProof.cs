using System.Text.Json;
using LangSo.Criteria;
using LangSo.Criteria.Evidence;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.SelfAssessment;
using LangSo.Store.Keeping;

namespace LangSo.Server.Keeping;

/// <summary>What a whole check came to: the lines to print, or the first thing that is not as it was written.</summary>
/// <param name="Lines">What is intact, for people.</param>
/// <param name="Broken">The first that is not.</param>
/// <param name="Unusable">Why it could not be checked at all.</param>
internal sealed record ProofResult(IReadOnlyList<string> Lines, Problem? Broken = null, IReadOnlyList<Problem>? Unusable = null);

/// <summary>
/// Everything that official acts rest on, against the ledger: the ledger itself, typed values and evidence, facts, dossiers and decisions. Without the
/// rows themselves the ledger would only prove what was once done, not what pages and figures are made of now.
/// </summary>
internal static class StoreProof
{
    /// <summary>Checks it all, in the order in which one rests on the other; evidence files only when <paramref name="files"/>.</summary>
    public static async Task<ProofResult> VerifyAsync(OpenedStore store, bool files, CancellationToken cancel)
    {
        var lines = new List<string>();
        foreach (var part in (Func<OpenedStore, List<string>, CancellationToken, Task<ProofResult?>>[])[LedgerAsync, SheetsAsync, FactsAsync, DossiersAsync])
        {
            try
            {
                if (await part(store, lines, cancel) is { } broken) return broken;
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidCastException or InvalidOperationException or KeyNotFoundException)
            {
                // A row whose bytes no longer make a value at all.
                return new ProofResult(lines, new Problem("row", "có dòng không còn đọc được: {0}", e.Message.ReplaceLineEndings(" ")));
            }
        }
        if (!files) return new ProofResult(lines);
        var kept = await store.Services.GetRequiredService<EvidenceProof>().VerifyAsync(cancel);
        if (!kept.Ok) return new ProofResult(lines, kept.Problems[0]);
        if (kept.Value > 0) lines.Add($"Tệp minh chứng nguyên vẹn: {VnText.Number(kept.Value)} tệp.");
        return new ProofResult(lines);
    }

    private static async Task<ProofResult?> LedgerAsync(OpenedStore store, List<string> lines, CancellationToken cancel)
    {
        await using var picture = await StoreSnapshot.TakeAsync(store.Factory, cancel);
        var proof = await picture.ProveAsync(cancel);
        if (proof.FirstBroken is { } number) return new ProofResult(lines, new Problem("ledger", "sổ cái bị sửa từ mục {0} trong {1} mục.", number, proof.Rows));
        var checkpoints = await store.Services.GetRequiredService<LedgerCheckpoints>().VerifyAsync(cancel);
        if (!checkpoints.Ok) return new ProofResult(lines, Unusable: checkpoints.Problems);
        var (signed, unsigned) = checkpoints.Value;
        if (unsigned is { } mark) return new ProofResult(lines, new Problem("ledger", "mốc niêm phong ở mục {0} của sổ cái không phải do khóa gốc của tỉnh ký.", mark));
        lines.Add($"Sổ cái nguyên vẹn: {VnText.Number(proof.Rows)} mục{(signed == 0 ? "" : $", {VnText.Number(signed)} mốc niêm phong")}.");
        return null;
    }

    private static async Task<ProofResult?> SheetsAsync(OpenedStore store, List<string> lines, CancellationToken cancel)
    {
        var sheets = await store.Services.GetRequiredService<SheetProof>().VerifyAsync(cancel);
        if (!sheets.Ok) return new ProofResult(lines, sheets.Problems[0]);
        if (sheets.Value.Values + sheets.Value.Files > 0)
            lines.Add($"Phiếu tự đánh giá khớp sổ cái: {VnText.Number(sheets.Value.Values)} giá trị, {VnText.Number(sheets.Value.Files)} minh chứng.");
        return null;
    }

    private static async Task<ProofResult?> FactsAsync(OpenedStore store, List<string> lines, CancellationToken cancel)
    {
        var facts = await store.Services.GetRequiredService<FactProof>().VerifyAsync(cancel);
        if (!facts.Ok) return new ProofResult(lines, facts.Problems[0]);
        if (facts.Value > 0) lines.Add($"Số liệu ghi lẻ khớp sổ cái: {VnText.Number(facts.Value)} giá trị.");
        return null;
    }

    private static async Task<ProofResult?> DossiersAsync(OpenedStore store, List<string> lines, CancellationToken cancel)
    {
        var dossiers = await store.Services.GetRequiredService<DossierProof>().VerifyAsync(cancel);
        if (!dossiers.Ok) return new ProofResult(lines, dossiers.Problems[0]);
        var (count, acts, sheets, decisions) = dossiers.Value;
        if (count + decisions > 0)
            lines.Add($"Hồ sơ khớp sổ cái: {VnText.Number(count)} hồ sơ, {VnText.Number(acts)} việc, {VnText.Number(sheets)} bản đã nộp; {VnText.Number(decisions)} quyết định.");
        return null;
    }
}
