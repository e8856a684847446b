using System.IO.Compression;
using System.Text;
using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.Recognition.Store;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Tests.Dossiers;

/// <summary>Files of a dossier's papers: what is taken, by whom, and how it is bound.</summary>
public sealed class PaperTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_plain_document_of_Word_is_taken_as_what_it_is() => Assert.Equal(WordKind.Type, WordKind.Of(Word(), "báo cáo.docx").Value);

    [Theory]
    [InlineData("word/vbaProject.bin", "x")]
    [InlineData("word/embeddings/oleObject1.xlsx", "x")]
    [InlineData("word/activeX/activeX1.xml", "<x/>")]
    [InlineData("word/_rels/settings.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://x/attachedTemplate\" Target=\"http://x/t.dotm\" TargetMode=\"External\"/></Relationships>")]
    [InlineData("[Content_Types].xml", "<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>")]
    public void What_runs_hides_or_is_fetched_from_elsewhere_is_refused_by_name(string part, string content) =>
        Assert.Contains("“báo cáo.docx” có mã chạy", Refusal(Word((part, content))), StringComparison.Ordinal);

    [Fact]
    public void A_link_in_the_text_is_no_reason_to_refuse() =>
        Assert.True(WordKind.Of(Word(("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://x/hyperlink\" Target=\"http://x\" TargetMode=\"External\"/></Relationships>")), "a.docx").Ok);

    [Fact]
    public void A_workbook_an_archive_a_half_file_and_one_with_something_behind_it_are_refused()
    {
        Assert.Contains("không phải tệp PDF", Refusal(Zip(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<x/>"))), StringComparison.Ordinal);
        Assert.Contains("bị hỏng", Refusal(Word()[..^30]), StringComparison.Ordinal);
        Assert.Contains("bị hỏng", Refusal([.. Word(), .. "<script>"u8]), StringComparison.Ordinal);
        Assert.Contains("bị hỏng", Refusal([.. "MZ"u8, .. Word()]), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_of_a_part_that_is_flipped_is_noticed()
    {
        var whole = Zip(CompressionLevel.NoCompression, Parts());
        var at = whole.AsSpan().IndexOf("Giao Ninh"u8);
        Assert.True(WordKind.Of(whole, "a.docx").Ok);
        whole[at] ^= 1;
        Assert.Contains("bị hỏng", Refusal(whole), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_kept_once_and_its_hash_stands_in_the_hash_of_the_act()
    {
        await using var province = await FilledProvince.MakeAsync();
        var (papers, state) = (province.Store.Get<DossierPapers>(), await province.AtAsync("opinions"));
        var circumstances = await province.Store.Get<DossierGround>().OfAsync(state, Cancel);
        var put = await papers.PutAsync(state, new Attaching("opinions", "45/BC", province.Today, ""), province.Officer, circumstances, Pdf, "Ý kiến.pdf", Cancel);
        Assert.True(put.Ok, string.Join(" ", put.Problems));

        state = await province.DoAsync(state, put.Value, province.Officer);

        var paper = Assert.Single(state.Documents, d => d.File is not null);
        Assert.Equal((state.Version, "application/pdf", "Ý kiến.pdf", Pdf.Length), (paper.Act, paper.File!.MediaType, paper.File.Name, (int)paper.File.Bytes));
        await using (var bytes = (await papers.OpenAsync(paper.File, Cancel)).Value)
        {
            var read = new byte[Pdf.Length];
            await bytes.ReadExactlyAsync(read, Cancel);
            Assert.Equal(Pdf, read);
        }
        var acts = (await province.Desk.FindAsync(state.Id, Cancel))!.Value.Acts;
        Assert.Null(DossierAct.FirstBroken(acts));
        Assert.Contains(paper.File.Sha256, acts[^1].Body, StringComparison.Ordinal);
        var (key, number) = (state.Id.ToString(), acts[^1].Number);
        await using var db = province.Store.Get<StoreFactory>().Open();
        var other = acts[^1].Body.Replace(paper.File.Sha256, new string('0', 64), StringComparison.Ordinal);
        await db.Set<DossierActRow>().Where(r => r.Dossier == key && r.Number == number).ExecuteUpdateAsync(set => set.SetProperty(r => r.Body, other), Cancel);
        Assert.Equal(number, DossierAct.FirstBroken((await province.Desk.FindAsync(state.Id, Cancel))!.Value.Acts));
    }

    [Fact]
    public async Task Who_may_not_add_the_paper_leaves_no_file_behind()
    {
        await using var province = await FilledProvince.MakeAsync();
        var (papers, state) = (province.Store.Get<DossierPapers>(), await province.AtAsync("opinions"));
        var circumstances = await province.Store.Get<DossierGround>().OfAsync(state, Cancel);
        Assert.False((await papers.PutAsync(state, new Attaching("opinions", "45/BC", province.Today, ""), province.Verifier, circumstances, Pdf, "a.pdf", Cancel)).Ok);
        Assert.False((await papers.PutAsync(state, new Attaching("opinions", "", province.Today, ""), province.Officer, circumstances, Pdf, "a.pdf", Cancel)).Ok);
        Assert.Contains("không phải", (await papers.PutAsync(state, new Attaching("opinions", "45/BC", province.Today, ""), province.Officer, circumstances, "chữ"u8.ToArray(), "a.pdf", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(await province.Store.Get<EvidenceBook>().KeptAsync([Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Pdf))], Cancel));
    }

    [Fact]
    public void An_act_without_a_file_is_written_as_acts_were_before_there_were_files() =>
        Assert.DoesNotContain("file", System.Text.Json.JsonSerializer.Serialize<Deed>(new Attaching("opinions", "1", new DateOnly(2026, 1, 1), "a"), LangSoJson.Compact), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Signed_minutes_come_from_who_led_the_meeting_after_the_count_and_from_nobody_else()
    {
        var now = World.On(new DateOnly(2026, 3, 16));
        var minutes = new Attaching(Attaching.SignedMinutes, "12/BB-HĐTĐ", now.Today, "");
        var state = World.At("vote", now);
        var open = state.Voted(now, yes: 9, no: 1, close: false);
        Assert.Contains("sau khi kiểm phiếu", open.Refused(minutes, World.Appraiser(1), now), StringComparison.Ordinal);
        var counted = open.Do(new Closing(new Count(0, 0, 0, false), []), World.Appraiser(1), now);
        Assert.NotEqual("vote", counted.At.Step);

        var signed = counted.Do(minutes, World.Appraiser(1), now);

        Assert.Equal("Biên bản họp hội đồng đã ký", signed.Documents[^1].Name);
        Assert.Equal(World.Province, signed.Last.By.Scope);
        Assert.Equal(counted.At, signed.At);
        counted.Do(minutes, World.Appraiser(0), now);
        counted.Refused(minutes, World.Appraiser(5), now);
        counted.Refused(minutes, World.Leader, now);
        counted.Refused(minutes, World.Appraiser(1) with { Grants = [(Rights.AppraiseDossiers, World.Commune(1))] }, now);
    }

    private static string Refusal(byte[] bytes) => Assert.Single(WordKind.Of(bytes, "báo cáo.docx").Problems).ToString();

    private static (string, string)[] Parts() =>
    [
        ("[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
        ("_rels/.rels", "<Relationships/>"), ("word/document.xml", "<w>xã Giao Ninh</w>"),
    ];

    private static byte[] Word(params (string Name, string Text)[] more) => Zip([.. Parts().Where(p => !more.Any(m => m.Name == p.Item1)), .. more]);

    private static byte[] Zip(params (string Name, string Text)[] parts) => Zip(CompressionLevel.Optimal, parts);

    private static byte[] Zip(CompressionLevel level, (string Name, string Text)[] parts)
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name, level).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return to.ToArray();
    }
}
