using LangSo.Testing;

namespace LangSo.Server.Tests.Commands;

/// <summary>The ledger as anyone can check it.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task A_ledger_as_it_was_written_is_intact()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        var answer = await Cli.RunAsync("verify", "--data", folder.Path);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches(@"^Sổ cái nguyên vẹn: \d+ mục\.\r?\n", answer.Out);
        Assert.Matches(@"\nHồ sơ khớp sổ cái: 7 hồ sơ, \d+ việc, 2 bản đã nộp; \d+ quyết định\.\r?\n", answer.Out);
    }

    [Theory]
    [InlineData("update ledger set body = substr(body, 1, 5) || case when substr(body, 6, 1) = 'x' then 'y' else 'x' end || substr(body, 7) where number = 3")]
    [InlineData("update ledger set actor = 'ai-do' where number = 3")]
    public async Task One_altered_byte_names_its_row(string alter)
    {
        using var folder = await RunningServer.DemoFolderAsync();
        await Sql.RunAsync(folder.Path, alter);
        var answer = await Cli.RunAsync("verify", "--data", folder.Path);
        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("langso: sổ cái bị sửa từ mục 3 trong ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_gone_is_noticed()
    {
        using var folder = await RunningServer.DemoFolderAsync();
        await Sql.RunAsync(folder.Path, "delete from ledger where number = 2");
        var answer = await Cli.RunAsync("verify", "--data", folder.Path);
        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.StartsWith("langso: sổ cái bị sửa từ mục ", answer.Error, StringComparison.Ordinal);
    }
}
