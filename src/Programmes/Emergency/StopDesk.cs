using LangSo.Bulletins;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Territory;

namespace LangSo.Programmes;

/// <summary>What came of stopping.</summary>
/// <param name="Stopping">Titles that were taken off.</param>
/// <param name="Left">Titles that play on, because a unit above sends them.</param>
internal sealed record Stopped(IReadOnlyList<string> Stopping, IReadOnlyList<string> Left);

/// <summary>Dừng tất cả: takes off what plays now in a unit and below, each by its own way: bulletins are withdrawn, of programmes this occurrence ends.</summary>
internal sealed class StopDesk(Newsroom newsroom, ProgrammeDesk programmes, AirBoard board, Gazetteers gazetteers, Ledger ledger, TimeProvider clock)
{
    /// <summary>How far ahead an emergency that was signed and has not begun counts as playing.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>Stops what plays.</summary>
    public async Task<Outcome<Stopped>> StopAsync(UnitId area, string? reason, Officer by, CancellationToken cancel)
    {
        var places = Places.Today(gazetteers, clock);
        if (!places.Covers(by.Approves, area)) return new Problem("area", "Bạn chưa có quyền dừng phát ở {0}.", places.NameOf(area));
        var why = PlanRules.Reason(reason);
        if (!why.Ok) return why.Problems.ToList();
        var playing = await PlayingAsync(area, places, cancel);
        var (stopped, left) = (new List<string>(), new List<string>());
        await ledger.WriteAsync((_, acts) =>
        {
            acts.Record(by.Person.User, "stop-all", area.Value, new { reason = why.Value, playing = playing.Select(p => p.Entry.Order.Title).ToArray() });
            return Task.FromResult(true);
        }, cancel);
        foreach (var item in playing)
        {
            var order = item.Entry.Order;
            var done = !places.Covers(by.Approves, order.Area) ? null
                : item.Programme is { } programme ? (await programmes.BreakOffAsync(programme.Id, why.Value, by, cancel)).Problems
                : Guid.TryParseExact(order.Bulletin, "n", out var id) ? (await newsroom.WithdrawAsync(new BulletinId(id), by, cancel)).Problems : null;
            (done is { Count: 0 } ? stopped : left).Add(order.Title);
        }
        return new Stopped(stopped, left);
    }

    /// <summary>What plays now in a unit: what it hears itself, and what those below hear of their own.</summary>
    public async Task<IReadOnlyList<WeekItem>> PlayingAsync(UnitId area, Places places, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<WeekItem> playing = [];
        foreach (var unit in places.Units.Under(area, places.AsOf).Select(v => v.Unit).Take(100).Prepend(area))
            foreach (var item in await board.OnAirAsync(unit, now.AddHours(-6), now + Soon, cancel))
                if (item.Entry.Start is not null && item.Entry.Pieces.Any(p => p.Start <= now + Soon && p.End > now) && !playing.Exists(p => p.Entry.Order.Bulletin == item.Entry.Order.Bulletin)) playing.Add(item);
        return playing;
    }
}
