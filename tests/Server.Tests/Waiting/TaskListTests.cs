using System.Security.Claims;
using CsCheck;
using LangSo.Foundation;
using LangSo.Look;
using LangSo.Server.Waiting;
using LangSo.Store;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Server.Tests.Waiting;

/// <summary>All that waits for a person is one list, in the order of deadlines, whoever tells of it.</summary>
public sealed class TaskListTests(DemoServer demo) : IClassFixture<DemoServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly ClaimsPrincipal Somebody = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ai-do")], "test"));

    [Fact]
    public async Task Pages_through_any_sources_show_every_task_once_in_the_order_of_deadlines()
    {
        var task = Gen.Int[0, 9].Select(day => day == 9 ? (DateOnly?)null : new DateOnly(2026, 3, 1).AddDays(day));
        await Gen.Select(task.List[0, 90], task.List[0, 90], task.List[0, 90]).SampleAsync(async (a, b, c) =>
        {
            var sources = new[] { new Fixed("b", b), new Fixed("a", a), new Fixed("c", c) };
            var list = List(sources);
            var (seen, after) = (new List<WaitingTask>(), (string?)null);
            do
            {
                var page = await list.PageAsync(Somebody, after, CancellationToken.None);
                Assert.Equal(a.Count + b.Count + c.Count, page.Total);
                Assert.InRange(page.Tasks.Count, page.Total == 0 ? 0 : 1, TaskList.PageSize);
                seen.AddRange(page.Tasks);
                after = page.Next;
            }
            while (after is not null);
            Assert.Equal(sources.SelectMany(s => s.All).OrderBy(t => t.Order).ThenBy(t => t.Right, StringComparer.Ordinal).ThenBy(t => t.Rank), seen);
        }, iter: 60);
    }

    [Theory, InlineData("x"), InlineData("1-2"), InlineData("99999999999-a-1"), InlineData("-1-a-1")]
    public async Task An_address_that_cannot_be_read_is_the_first_page(string after) =>
        Assert.Equal(TaskList.PageSize, (await List(new Fixed("a", [.. Enumerable.Repeat((DateOnly?)null, 70)])).PageAsync(Somebody, after, Cancel)).Tasks.Count);

    [Fact]
    public async Task The_count_is_asked_for_again_once_an_official_act_was_written_here_or_elsewhere()
    {
        var source = new Fixed("a", [null, null]);
        var list = List(source);
        Assert.Equal(2, await list.CountAsync(Somebody, Cancel));
        Assert.Equal(2, await list.CountAsync(Somebody, Cancel));
        Assert.Equal(1, source.Asked);
        await demo.Server.Services.GetRequiredService<Ledger>().WriteAsync((_, acts) => Task.FromResult(acts.Record("ai-do", "thử", "việc", new { })), Cancel);
        await list.CountAsync(Somebody, Cancel);
        Assert.Equal(2, source.Asked);
        await list.HearAsync(new News(News.Acts, ["decision x"]), Cancel);
        await list.CountAsync(Somebody, Cancel);
        Assert.Equal(3, source.Asked);
    }

    [Fact]
    public async Task A_bulletin_waits_for_who_approves_and_for_nobody_else_and_the_sidebar_counts_it()
    {
        using var writer = await demo.Server.SignInAsync("vanhoa");
        var answer = await writer.PostFormAsync("/bulletins/new?handler=Submit", new()
        {
            ["Seen"] = "0", ["Title"] = "Tiêm phòng chó, mèo", ["Text"] = "Mời bà con đưa chó, mèo ra nhà văn hóa tiêm phòng lúc 7 giờ 30.", ["Class"] = "normal",
            ["Area"] = demo.Server.Services.GetRequiredService<Territory.Gazetteers>().Current.ByCode(Demo.DemoAccounts.CommuneCode, new AsOf(Day, Day))!.Unit.Value,
            ["When"] = "now", ["Date"] = "", ["Time"] = "", ["Headline"] = "", ["Facts"] = "",
        }, page: "/bulletins/new");
        using var approver = await demo.Server.SignInAsync("phochutich");

        var tasks = (await approver.GetAsync("/tasks")).Text;

        Assert.Contains("Duyệt bản tin: Tiêm phòng chó, mèo", tasks, StringComparison.Ordinal);
        Assert.Contains($"href=\"{answer.Location}\"", tasks, StringComparison.Ordinal);
        Assert.Matches("<span class=\"n\">[1-9]", tasks);
        Assert.DoesNotContain("Tiêm phòng chó, mèo", (await writer.GetAsync("/tasks")).Text, StringComparison.Ordinal);
        using var officer = await demo.Server.SignInAsync("nongthon");
        Assert.DoesNotContain("Tiêm phòng chó, mèo", (await officer.GetAsync("/tasks")).Text, StringComparison.Ordinal);
    }

    private static DateOnly Day => TimeProvider.System.Today();

    private TaskList List(params ITaskSource[] sources) => new(sources, demo.Server.Services.GetRequiredService<Ledger>(), TimeProvider.System);

    private sealed class Fixed(string id, List<DateOnly?> dues) : ITaskSource
    {
        public string Id => id;

        public int Asked { get; private set; }

        // the right tells the source, for comparing
        public List<WaitingTask> All { get; } = [.. dues.Select((due, n) => new WaitingTask(id + n, new Problem("", "việc"), "", new DateOnly(2026, 1, 1), due, "/", id) { Rank = n })];

        public Task<TaskStretch> WaitingAsync(ClaimsPrincipal user, TaskPlace after, int most, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult(TaskStretch.Of(All, after, most));
        }
    }
}
