using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>One loudspeaker put together: the book of orders in the middle, link, shelf and conductor around it.</summary>
internal sealed class Loudspeaker : ILinkTraffic, IAsyncDisposable
{
    private const string DesiredName = "desired";

    private readonly Identity _identity;
    private readonly PlayerStore _store;
    private readonly PlayerClock _clock;
    private readonly OrderBook _book;
    private readonly SoundShelf _shelf;
    private readonly Conductor _conductor;
    private readonly ServerLink _link;
    private readonly StatusLines _status;
    private Desired? _desired;

    private Loudspeaker(PlayerOptions options, Identity identity, ISink sink, StatusLines status, TimeProvider time, PlayerRules rules)
    {
        (_identity, _status) = (identity, status);
        _store = new PlayerStore(options.State, identity.NextRecord);
        _clock = new PlayerClock(time);
        _book = new OrderBook(_store, _clock, rules);
        _shelf = new SoundShelf(options.State, options.Server, _book, time);
        _conductor = new Conductor(_book, _shelf.PcmOf, new NoSoundSource(), sink, _clock, status);
        _link = new ServerLink(identity with { Server = options.Server }, this, _store, _clock, status, time, rules);
        _book.Changed += _conductor.Wake;
        _book.Changed += _shelf.Wake;
        _book.Changed += _link.Wake;
        _conductor.Recorded += _link.RecordsWait;
    }

    /// <summary>Reads what was kept, so that it can play before there is any network.</summary>
    public static Loudspeaker Build(PlayerOptions options, Identity identity, ISink sink, StatusLines status, TimeProvider time, PlayerRules rules)
    {
        var loudspeaker = new Loudspeaker(options, identity, sink, status, time, rules);
        if (loudspeaker.Open(loudspeaker._store[DesiredName] ?? identity.Desired) is { } desired) loudspeaker.Apply(desired, first: true);
        loudspeaker._book.Load(loudspeaker._shelf.IsThere);
        return loudspeaker;
    }

    /// <summary>Plays until cancelled; what plays then is broken off and recorded before the goodbye.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var hangUp = new CancellationTokenSource();
        var conducting = _conductor.RunAsync();
        var fetching = _shelf.RunAsync(ending.Token);
        var linking = _link.RunAsync(hangUp.Token);
        await using (cancel.UnsafeRegister(static c => ((Conductor)c!).Stop(), _conductor))
        {
            await Task.WhenAny(conducting, fetching, linking);
        }
        _conductor.Stop();
        await ending.CancelAsync();
        await conducting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await hangUp.CancelAsync();
        await Task.WhenAll(fetching, linking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var task in new[] { conducting, fetching, linking })
            if (task.IsFaulted) await task;
    }

    public ValueTask DisposeAsync()
    {
        _link.Dispose();
        _shelf.Dispose();
        _conductor.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<string> OrderTopics => [.. _book.Chain.Select(Topics.AreaOrder)];

    public void OrderCame(ReadOnlySpan<byte> payload) => Judge(Verifier.Verify(payload, _clock.UtcNow, _book.Seen), payload);

    public void DesiredCame(string signed)
    {
        if (Open(signed) is not { } desired || (_desired is not null && desired.Version <= _desired.Version)) return;
        Apply(desired, first: false);
        _store[DesiredName] = signed;
        _link.Wake();
    }

    public DeviceState State(bool online) => new(
        _clock.UtcNow, online, PlayerProgram.Version, _desired?.Version ?? 0, _book.WholeIds(), _clock.ErrorMs is { } error ? Math.Round(error, 1) : null,
        _desired?.Settings.Volume ?? 100, _shelf.FreeMb(), _store.UnsentCount(), online ? _book.Playing : null,
        _shelf.DecoderMissing ? ["Thiếu ffmpeg nên chưa giải mã được âm thanh."] : []);

    private OrderVerifier Verifier => new(_identity.Root, _book.Chain);

    /// <summary>A desired state for this device by the pinned root, or null.</summary>
    private Desired? Open(string signed) =>
        Jws.TryOpen<Desired>(signed.Trim(), Desired.Type, _identity.Root, out var desired) && desired is { Areas: not null, Orders: not null, Settings: not null }
            && desired.Device == _identity.Device ? desired : null;

    private void Apply(Desired desired, bool first)
    {
        _desired = desired;
        _book.Place([.. desired.Areas.Select(a => a.Unit)], desired.Settings);
        // At the start the kept orders are newer than this; they were judged when they came.
        if (first) return;
        foreach (var envelope in desired.Orders) Judge(Verifier.Verify(envelope, _clock.UtcNow, _book.Seen), JsonSerializer.SerializeToUtf8Bytes(envelope, LangSoJson.Compact));
    }

    private void Judge(Verdict verdict, ReadOnlySpan<byte> payload)
    {
        if (verdict.Order is { } order)
        {
            if (verdict.Again) return;
            _book.Accept(order, verdict.Fingerprint, _shelf.IsThere);
            _status.Say(order.Kind == Order.Withdraw ? $"Nhận lệnh thu hồi “{order.Title}”." : $"Nhận lệnh “{order.Title}”, phát lúc {VnTime.ClockSeconds(order.At)}.");
            return;
        }
        var refusal = verdict.Refusal!;
        var record = _store.Refuse(
            Convert.ToHexStringLower(SHA256.HashData(payload)), _clock.UtcNow,
            n => new PlayRecord(n, refusal.ClaimedOrder, refusal.ClaimedBulletin, null, null, null, _clock.UtcNow, PlayResult.Refused, refusal.Reason, null));
        if (record is null) return;
        _status.Say("Từ chối một lệnh. " + refusal.Text);
        _link.RecordsWait();
    }
}
