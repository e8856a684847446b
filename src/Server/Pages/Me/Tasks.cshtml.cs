using LangSo.Foundation;
using LangSo.Look;
using LangSo.Recognition.Dossiers;
using LangSo.Server.Waiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LangSo.Server.Pages.Me;

/// <summary>All that waits for the one who looks, most urgent first.</summary>
[Authorize]
public sealed class TasksModel(IServiceProvider services, Procedures procedures, TimeProvider clock) : PageModel
{
    private readonly TaskList _list = services.GetRequiredService<TaskList>();

    internal TaskPage Shown { get; private set; } = null!;

    /// <summary>True on a page after the first.</summary>
    public bool Later { get; private set; }

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string? after, CancellationToken cancel)
    {
        Later = after is not null;
        Shown = await _list.PageAsync(User, after, cancel);
    }

    /// <summary>Working days until a deadline, negative when late; null where the calendar does not reach.</summary>
    public int? DaysLeft(DateOnly due) => procedures.Current.Calendar.Count(clock.Today(), due) is { Ok: true } days ? days.Value : null;
}
