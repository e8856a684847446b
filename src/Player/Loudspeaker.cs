using System.Security.Cryptography;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>What a loudspeaker is given from outside: one value, so that tests can give another.</summary>
/// <param name="Sink">The way to the ear.</param>
/// <param name="Clock">The server's time.</param>
/// <param name="Store">What it must not forget.</param>
/// <param name="Status">Lines for whoever watches.</param>
/// <param name="Time">The machine's time.</param>
/// <param name="Rules">The times that it keeps to.</param>
/// <param name="Settings">What the installer decided.</param>
/// <param name="Program">Where its program lies, when it may change it.</param>
internal sealed record LoudspeakerParts(
    ISink Sink, PlayerClock Clock, PlayerStore Store, StatusLines Status, TimeProvider Time, PlayerRules Rules, PlayerSettings Settings, ProgramFolder? Program);

/// <summary>One loudspeaker put together: the book of orders in the middle, link, shelf and conductor around it.</summary>
internal sealed class Loudspeaker : ILinkTraffic, IAsyncDisposable
{
    private const string DesiredName = "desired";

    private readonly LoudspeakerParts _parts;
    private readonly Identity _identity;
    private readonly OrderBook _book;
    private readonly SoundShelf _shelf;
    private readonly SharedSink _sink;
    private readonly Conductor _conductor;
    private readonly ServerLink _link;
    private readonly Hands _hands;
    private readonly CommandDesk _commands;
    private readonly Updater _updater;
    private readonly BoardHealth _board;
    private readonly CancellationTokenSource _ending = new();
    private readonly string _session = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private Task _commanded = Task.CompletedTask;
    private volatile Desired? _desired;
    private volatile bool _restart;

    private Loudspeaker(PlayerOptions options, Identity identity, LoudspeakerParts parts)
    {
        (_identity, _parts) = (identity, parts);
        var (_, clock, store, status, time, rules, settings, program) = parts;
        _book = new OrderBook(store, clock, rules);
        _shelf = new SoundShelf(options.State, options.Server, _book, store, clock, settings, identity.Device, time);
        _sink = new SharedSink(parts.Sink, clock, time);
        _conductor = new Conductor(_book, _shelf.PcmOf, new StreamSource(time), _sink, clock, status);
        _link = new ServerLink(identity with { Server = options.Server }, this, store, clock, status, time, rules);
        _board = new BoardHealth(settings);
        _hands = new Hands(this);
        _commands = new CommandDesk(store, clock, _hands);
        _updater = new Updater(program, store, _shelf.Downloads, _book, clock, identity.Root, PlayerProgram.Number, time, _hands.Restart, _link.Wake);
        _book.Changed += _conductor.Wake;
        _book.Changed += _shelf.Wake;
        _book.Changed += _link.Wake;
        _conductor.Recorded += _link.RecordsWait;
    }

    /// <summary>True when it ended because it is to be started again.</summary>
    public bool StartAgain => _restart;

    /// <summary>Of now and of an everyday bulletin, 0 to 100.</summary>
    private int Volume => _book.VolumeOf(BulletinClass.Normal);

    /// <summary>Reads what was kept, so that it can play before there is any network.</summary>
    public static Loudspeaker Build(PlayerOptions options, Identity identity, LoudspeakerParts parts)
    {
        var loudspeaker = new Loudspeaker(options, identity, parts);
        if (loudspeaker.Open(parts.Store[DesiredName] ?? identity.Desired) is { } desired) loudspeaker.Apply(desired, first: true);
        loudspeaker._book.Load(loudspeaker._shelf.IsThere);
        return loudspeaker;
    }

    /// <summary>Plays until cancelled or asked to start again; what plays then is broken off and recorded before the goodbye.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, _ending.Token);
        using var hangUp = new CancellationTokenSource();
        var conducting = _conductor.RunAsync();
        var fetching = _shelf.RunAsync(ending.Token);
        var linking = _link.RunAsync(hangUp.Token);
        var keeping = KeepAsync(ending.Token);
        var updating = _updater.RunAsync(ending.Token);
        await using (ending.Token.UnsafeRegister(static c => ((Conductor)c!).Stop(), _conductor))
        {
            await Task.WhenAny(conducting, fetching, linking, keeping);
        }
        _conductor.Stop();
        await ending.CancelAsync();
        await conducting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await hangUp.CancelAsync();
        await Task.WhenAll(fetching, linking, keeping, updating, _commanded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _parts.Clock.Remember();
        foreach (var task in new[] { conducting, fetching, linking, keeping, updating })
            if (task.IsFaulted) await task;
    }

    public ValueTask DisposeAsync()
    {
        _link.Dispose();
        _shelf.Dispose();
        _conductor.Dispose();
        _ending.Dispose();
        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<string> OrderTopics => [.. _book.Chain.Select(Topics.AreaOrder)];

    public void OrderCame(ReadOnlySpan<byte> payload) => Judge(Verifier.Verify(payload, _parts.Clock.UtcNow, _book.Seen), payload);

    public void DesiredCame(string signed)
    {
        if (Open(signed) is not { } desired || (_desired is not null && desired.Version <= _desired.Version)) return;
        Apply(desired, first: false);
        _parts.Store[DesiredName] = signed;
        _link.Wake();
    }

    public void Connected() => _updater.Connected();

    public DeviceState State(bool online) => new(
        _parts.Clock.UtcNow, online, PlayerProgram.Version, _desired?.Version ?? 0, _book.WholeIds(), _parts.Clock.ErrorMs is { } error ? Math.Round(error, 1) : null,
        Volume, _shelf.FreeMb(), _parts.Store.UnsentCount(), online ? _book.Playing : null, [.. Notes()])
    {
        Session = _session,
        Power = _board.Power(),
        TemperatureC = _board.TemperatureC(),
        Signal = _board.Signal(),
        Commands = _commands.Answers() is { Count: > 0 } answers ? answers : null,
        Update = _updater.Progress,
    };

    private OrderVerifier Verifier => new(_identity.Root, _book.Chain);

    /// <summary>What a technician should know.</summary>
    private IEnumerable<string> Notes()
    {
        if (_shelf.DecoderMissing) yield return "Thiếu ffmpeg nên chưa giải mã được âm thanh.";
        if (_shelf.DiskFull) yield return "Đĩa đầy: không tải thêm âm thanh, bản đã có vẫn phát.";
        if (_parts.Store.DiskFull) yield return "Đĩa đầy: phiếu phát đang giữ trong bộ nhớ, mất điện lúc này sẽ mất phiếu.";
        if (_shelf.OverBudget) yield return "Hết hạn mức dữ liệu của SIM: chỉ còn tải bản tin khẩn cấp.";
        if (_parts.Clock.Doubt is { } doubt) yield return doubt;
        if (_sink.Trouble is { } trouble) yield return trouble;
        if (_board.Complaint() is { } complaint) yield return complaint;
    }

    /// <summary>A desired state for this device by the pinned root, or null.</summary>
    private Desired? Open(string signed) =>
        Jws.TryOpen<Desired>(signed.Trim(), Desired.Type, _identity.Root, out var desired) && desired is { Areas: not null, Orders: not null, Settings: not null }
            && desired.Device == _identity.Device ? desired : null;

    private void Apply(Desired desired, bool first)
    {
        _desired = desired;
        _book.Place([.. desired.Areas.Select(a => a.Unit)], desired.Settings);
        _updater.Take(desired.Update);
        // At the start the kept orders are newer than this; they were judged when they came.
        if (first) return;
        foreach (var envelope in desired.Orders) Judge(Verifier.Verify(envelope, _parts.Clock.UtcNow, _book.Seen), JsonSerializer.SerializeToUtf8Bytes(envelope, LangSoJson.Compact));
        // Beside the link: a tone takes seconds, and the link must go on hearing.
        if (desired.Commands is { Count: > 0 } commands) _commanded = CommandAsync(_commanded, commands);
    }

    private async Task CommandAsync(Task before, IReadOnlyList<DeviceCommand> commands)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(() => _commands.TakeAsync(commands, _ending.Token), _ending.Token);
    }

    /// <summary>Small things that are done again and again, and the end when a restart was asked for and nothing plays.</summary>
    private async Task KeepAsync(CancellationToken cancel)
    {
        for (var round = 0; !cancel.IsCancellationRequested; round++)
        {
            if (_restart && !_sink.Busy) return;
            if (round % 5 == 0) _parts.Store.CatchUp();
            if (round % 300 == 0) _parts.Clock.Remember();
            await Task.Delay(TimeSpan.FromSeconds(1), _parts.Time, cancel);
        }
    }

    private void Judge(Verdict verdict, ReadOnlySpan<byte> payload)
    {
        var (clock, store, status) = (_parts.Clock, _parts.Store, _parts.Status);
        if (verdict.Order is { } order)
        {
            if (verdict.Again) return;
            _book.Accept(order, verdict.Fingerprint, _shelf.IsThere);
            status.Say(order.Kind == Order.Withdraw ? $"Nhận lệnh thu hồi “{order.Title}”." : $"Nhận lệnh “{order.Title}”, phát lúc {VnTime.ClockSeconds(order.At)}.");
            return;
        }
        var refusal = verdict.Refusal!;
        var record = store.Refuse(
            Convert.ToHexStringLower(SHA256.HashData(payload)), clock.UtcNow,
            n => new PlayRecord(n, refusal.ClaimedOrder, refusal.ClaimedBulletin, null, null, null, clock.UtcNow, PlayResult.Refused, refusal.Reason, null));
        if (record is null) return;
        status.Say("Từ chối một lệnh. " + refusal.Text);
        _link.RecordsWait();
    }

    /// <summary>What remote commands reach.</summary>
    private sealed class Hands(Loudspeaker owner) : ICommandHands
    {
        private const int ChirpMs = 600;

        private LoudspeakerParts Parts => owner._parts;

        public Task<string?> ToneAsync(int seconds, CancellationToken cancel) => SoundAsync(Tones.Plain(seconds * 1000), cancel);

        public async Task<(bool Heard, string Says)> SoundCheckAsync(CancellationToken cancel)
        {
            var chirp = Tones.Chirp(ChirpMs);
            var listening = Task.Run(() => AlsaMicrophone.Listen(Parts.Settings.Microphone, ChirpMs + 1_500), cancel);
            var trouble = await SoundAsync(chirp, cancel);
            try
            {
                var heard = await listening;
                if (trouble is not null) return (false, trouble);
                var (likeness, level) = Tones.Find(heard, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(chirp));
                return likeness >= 0.3
                    ? (true, string.Create(VnText.Culture, $"Nghe rõ tiếng thử, mức {level:0} dB, giống {likeness * 100:0} %."))
                    : (false, string.Create(VnText.Culture, $"Đã phát tiếng thử nhưng micrô không nghe thấy (giống {likeness * 100:0} %): xem dây loa, âm ly, micrô."));
            }
            catch (Exception e) when (e is CardException or DllNotFoundException)
            {
                return (false, trouble ?? $"Đã phát tiếng thử. Máy không có micrô ({(e is CardException ? e.Message : "chưa cài libasound2")}).");
            }
        }

        public void StopAll() => owner._conductor.StopAll();

        public void Restart()
        {
            owner._restart = true;
            Parts.Status.Say("Được bảo khởi động lại: sẽ dừng khi không phát.");
        }

        public void Answered() => owner._link.Wake();

        private async Task<string?> SoundAsync(byte[] pcm, CancellationToken cancel)
        {
            if (owner._book.IsQuiet) return "Đang giờ yên lặng của xóm, không thử loa.";
            return await owner._sink.ToneAsync("test", pcm, owner.Volume, cancel);
        }
    }
}
