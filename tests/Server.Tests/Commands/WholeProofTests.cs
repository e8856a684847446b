using LangSo.Criteria.Evidence;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Recognition.Procedure;
using LangSo.SelfAssessment;
using LangSo.Server.Commands;
using LangSo.Server.Demo;
using LangSo.Server.Keeping;
using LangSo.Store.Media;
using LangSo.Territory;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Commands;

/// <summary>One altered character of anything that an official act rests on is named: of the ledger, a typed value, a file, a sheet, an act, a list line, a decision.</summary>
public sealed class WholeProofTests(FilledFolder filled) : IClassFixture<FilledFolder>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every text column that is held against the ledger, with which of its rows, and a word of what is said.</summary>
    public static TheoryData<string, string, string> Columns => new()
    {
        { "ledger", "body", "sổ cái" }, { "ledger", "actor", "sổ cái" }, { "ledger", "act", "sổ cái" }, { "ledger", "subject", "sổ cái" }, { "ledger", "hash", "sổ cái" }, { "ledger", "previous", "sổ cái" },
        { "dossier_acts", "body", "hồ sơ" }, { "dossier_acts", "actor", "hồ sơ" }, { "dossier_acts", "deed", "hồ sơ" }, { "dossier_acts", "hash", "hồ sơ" }, { "dossier_acts", "previous", "hồ sơ" },
        { "dossier_sheets", "body", "đã nộp" }, { "dossier_sheets", "digest", "đã nộp" },
        { "dossiers", "title", "hồ sơ" }, { "dossiers", "step", "hồ sơ" }, { "dossiers", "template", "hồ sơ" }, { "dossiers", "unit", "hồ sơ" }, { "dossiers", "set", "hồ sơ" },
        { "decisions", "number", "Quyết định" }, { "decisions", "title", "Quyết định" }, { "decisions", "source", "Quyết định" }, { "decisions", "unit", "Quyết định" }, { "decisions", "note", "Quyết định" },
        { "evidence", "name", "Minh chứng" }, { "evidence", "sha256", "Minh chứng" }, { "evidence", "indicator", "Minh chứng" }, { "evidence", "actor", "Minh chứng" }, { "evidence", "unit", "Minh chứng" },
        { "evidence_kept", "sha256", "inh chứng" }, { "evidence_kept", "media_type", "minh chứng" },
    };

    [Fact]
    public async Task What_nobody_touched_is_intact_part_by_part()
    {
        var proof = await ProveAsync(filled.Path);
        Assert.Null(proof.Broken);
        foreach (var words in (string[])["Sổ cái nguyên vẹn", "2 giá trị, 1 minh chứng", "Hồ sơ khớp sổ cái: 7 hồ sơ", "Tệp minh chứng nguyên vẹn: 1 tệp"])
            Assert.Contains(proof.Lines, l => l.Contains(words, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Columns))]
    public async Task One_altered_character_of_a_row_is_named(string table, string column, string named)
    {
        using var copy = filled.Copy();
        // any row that has something there, any place in it, but the same ones every time
        var random = new Random(table.Length * 31 + column.Length);
        var (rows, key) = (await Sql.ScalarAsync(copy.Path, $"select count(*) from {table} where length(\"{column}\") > 0"), table switch { "ledger" => "number", "dossier_acts" => "dossier, number", "dossier_sheets" => "digest", "evidence_kept" => "sha256", _ => "id" });
        var id = TestDatabase.OnPostgres ? "ctid" : "rowid";
        var row = $"(select {id} from {table} where length(\"{column}\") > 0 order by {key} limit 1 offset {random.Next((int)rows)})";
        var at = random.NextDouble().ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
        await Sql.RunAsync(copy.Path, $"""
            update {table} set "{column}" = substr("{column}", 1, cast({at} * (length("{column}") - 1) as int)) || case when substr("{column}", cast({at} * (length("{column}") - 1) as int) + 1, 1) = 'e' then 'f' else 'e' end
            || substr("{column}", cast({at} * (length("{column}") - 1) as int) + 2) where {id} = {row}
            """);

        var proof = await ProveAsync(copy.Path);

        Assert.NotNull(proof.Broken);
        Assert.True(proof.Broken.ToString().Contains(named, StringComparison.OrdinalIgnoreCase) || proof.Broken.Field == "row", proof.Broken.ToString());
    }

    [Theory]
    [InlineData("update facts set value = 'no' where source like 'Tự đánh giá%' and value = 'yes'", "plan-general")]
    [InlineData("update facts set value = '71' where source like 'Tự đánh giá%' and value = '70'", "road-commune")]
    [InlineData("update facts set source = 'Tự đánh giá của xã năm 2025' where source like 'Tự đánh giá%' and value = 'yes'", "plan-general")]
    [InlineData("update facts set source = 'Khác' where source like 'Tự đánh giá%' and value = 'yes'", "plan-general")]
    [InlineData("update dossiers set \"order\" = \"order\" + 1 where serial = 1", "số 1")]
    [InlineData("update dossiers set version = version + 1 where serial = 2", "số 2")]
    [InlineData("delete from dossier_acts where number = (select max(number) from dossier_acts) ", "đã mất")]
    [InlineData("delete from dossiers where serial = 3", "không còn trong danh sách")]
    [InlineData("delete from dossier_sheets", "không còn")]
    [InlineData("delete from decisions where id = (select max(id) from decisions)", "đã mất")]
    [InlineData("insert into decisions (unit, title, field, number, date, effective, recorded, kind, source, sample, note) select unit, title, field, 'giả', date, effective, recorded, kind, source, sample, note from decisions where id = (select max(id) from decisions)", "giả")]
    [InlineData("update evidence_kept set bytes = bytes + 1", "loại hoặc cỡ")]
    [InlineData("update evidence set added = not added", "Minh chứng")]
    public async Task A_row_that_is_altered_added_or_gone_is_named(string sql, string named)
    {
        using var copy = filled.Copy();
        await Sql.RunAsync(copy.Path, sql);
        Assert.Contains(named, (await ProveAsync(copy.Path)).Broken?.ToString());
    }

    [Fact]
    public async Task Any_altered_byte_of_an_evidence_file_is_named_by_the_command_with_exit_code_one()
    {
        using var copy = filled.Copy();
        var file = Directory.EnumerateFiles(copy.Path, filled.Picture, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[bytes.Length / 3] ^= 1;
        File.SetAttributes(file, FileAttributes.Normal);
        await File.WriteAllBytesAsync(file, bytes, Cancel);

        var answer = await Cli.RunAsync("verify", "--data", copy.Path);

        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("langso: Minh chứng “nhà văn hóa.png”", answer.Error, StringComparison.Ordinal);
        Assert.Contains("bị sửa trong kho", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("verify", "--rows", "--data", copy.Path)).Code);
    }

    private static async Task<ProofResult> ProveAsync(string folder)
    {
        await using var store = new OpenedStore(Place.Of(folder, TestDatabase.Of(folder)).Value);
        return await StoreProof.VerifyAsync(store, files: true, Cancel);
    }
}

/// <summary>A demonstration in which somebody typed two values and put a picture to one, made once.</summary>
public sealed class FilledFolder : IAsyncLifetime
{
    private TempFolder _folder = null!;

    internal string Path => _folder.Path;

    internal string Picture { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _folder = await RunningServer.DemoFolderAsync();
        var opened = await CommonOptions.OpenAsync(Place.Of(_folder.Path, TestDatabase.Of(_folder.Path)), create: false, CancellationToken.None);
        await using var services = opened.Value;
        var today = services.GetRequiredService<TimeProvider>().Today();
        var unit = services.GetRequiredService<Gazetteers>().Current.ByCode(DemoAccounts.CommuneCode, new AsOf(today, today))!.Unit;
        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        Picture = (await services.GetRequiredService<EvidenceDesk>().KeepAsync(png, "nhà văn hóa.png", "nongthon", CancellationToken.None)).Value;
        SyncOp Op(string id, string kind, string indicator, string? value, long n) => new(id, kind, unit.Value, "ntm-2026", today.Year, indicator, value, N: n);
        var results = await services.GetRequiredService<SyncDesk>().ApplyAsync(new SyncCaller("nongthon", [unit]), "may-00000001",
        [
            Op("giatri-0001", "create", "plan-general", "yes", 1), Op("giatri-0002", "create", "road-commune", "70", 2),
            Op("tepanh-0003", "evidence-add", "plan-general", null, 3) with { Sha256 = Picture, Name = "nhà văn hóa.png", Bytes = png.Length },
        ], CancellationToken.None);
        if (results.Any(r => r.Outcome != SyncOutcome.Applied)) throw new InvalidOperationException(string.Join(" ", results));
    }

    /// <summary>A copy of its own.</summary>
    internal TempFolder Copy() => RunningServer.CopyOf(_folder.Path);

    public ValueTask DisposeAsync()
    {
        TestDatabase.Drop(_folder.Path);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
