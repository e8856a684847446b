using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using LangSo.Store.Media;

namespace LangSo.Recognition.Dossiers;

/// <summary>
/// Files of a dossier's papers: checked by their content and looked through for viruses as evidence is, kept in the vault under their hash. Only who
/// may add the paper may leave a file.
/// </summary>
public sealed class DossierPapers(EvidenceDesk files, IMediaVault vault)
{
    private const int MostName = 200;

    /// <summary>Of one file, megabytes.</summary>
    public long MostMegabytes => files.MostBytes >> 20;

    /// <summary>What people are told of the scanner.</summary>
    public Problem Scanning => files.Scanning;

    /// <summary>The paper with its file, once that is kept; or why the paper or the file is not taken.</summary>
    public async Task<Outcome<Deed>> PutAsync(DossierState state, Attaching paper, Asker asker, Circumstances now, ReadOnlyMemory<byte> bytes, string name, CancellationToken cancel)
    {
        var allowed = Proceeding.Act(state, paper, asker, "", now);
        if (!allowed.Ok) return allowed.Problems.ToList();
        var clean = VnText.Clean(Path.GetFileName(name));
        var shown = clean.Length <= MostName ? clean : clean[..MostName];
        var kept = await files.KeepPaperAsync(bytes, shown, asker.User, cancel);
        return kept.Then<Deed>(k => paper with { File = new PaperFile(k.Sha256, shown, k.MediaType, bytes.Length) });
    }

    /// <summary>The bytes of a file, or why they cannot be had now.</summary>
    public async Task<Outcome<Stream>> OpenAsync(PaperFile file, CancellationToken cancel)
    {
        try
        {
            return await vault.OpenAsync(file.Sha256, cancel) is { } bytes ? bytes : new Problem("file", "Tệp của văn bản không còn trong kho. Báo quản trị phục hồi từ bản sao lưu.");
        }
        catch (MediaUnavailableException e)
        {
            return e.Problem;
        }
    }
}
