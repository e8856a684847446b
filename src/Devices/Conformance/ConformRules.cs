using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Devices.Conformance;

/// <summary>The rules that a device under test is held to, in the order of one run.</summary>
internal static class ConformRules
{
    private const double StartToleranceMs = 50;

    /// <summary>Enrols, connects, subscribes, measures the clock, reports; false when there is no device to go on with.</summary>
    public static async Task<bool> MeetAsync(ConformRun run, TimeSpan wait)
    {
        var server = run.Server;
        await server.DesireAsync(run.Desired(80), now: false);
        server.Serve(ConformSound.Media.Sha256, ConformSound.Bytes);
        if (!run.Rule("1", "Ghi danh bằng mã", await run.UntilAsync(() => !server.Enrolled.IsEmpty, wait) ? null : "không thấy POST /api/devices/enrol")) return false;
        var request = server.Enrolled.First();
        run.Rule("1", "Gửi code và version", EnrolCode.Clean(request.Code) == ConformServer.Code && !string.IsNullOrWhiteSpace(request.Version) ? null : "thiếu hoặc sai code, version");
        if (!run.Rule("2", "Nối bằng client id = user name = device, password = token", await run.UntilAsync(() => server.Connected.Any(c => c.Right), run.Patience)
            ? null : server.Connected.IsEmpty ? "không nối MQTT" : "sai tên hoặc token")) return false;
        run.Rule("2", "MQTT 3.1.1", server.Connected.First(c => c.Right).Version == "V311" ? null : "dùng " + server.Connected.First(c => c.Right).Version);
        string[] needed = [.. TopicRights.Hears(ConformServer.Device, server.Chain.Select(a => a.Unit))];
        await run.UntilAsync(() => needed.All(t => server.Subscribed.Any(s => s.Topic == t)));
        run.Rule("2", "Đăng ký đủ chủ đề của mình và của từng đơn vị", string.Join(", ", needed.Where(t => server.Subscribed.All(s => s.Topic != t))));
        run.Rule("2", "Không đăng ký chủ đề khác hay ký tự đại diện", string.Join(", ", server.Subscribed.Where(s => !s.Allowed).Select(s => s.Topic).Distinct()));
        var desiredAt = server.Subscribed.FirstOrDefault(s => s.Topic == Topics.Desired(ConformServer.Device)).At;
        var asked = server.Said.Count(s => s.Topic == Topics.TimeAsk(ConformServer.Device) && s.At <= desiredAt);
        run.Rule("6", "Hỏi giờ năm lần trước khi đăng ký desired", asked >= 5 ? null : $"hỏi {asked} lần");
        await run.UntilAsync(() => run.States.Any(s => s.Online));
        var beat = server.Said.FirstOrDefault(s => s.Topic == Topics.State(ConformServer.Device));
        run.Rule("7", "Báo nhịp, QoS 1 và retain", beat is null ? "không có nhịp báo" : beat is { Retain: true, Qos: 1 } ? null : "thiếu retain hoặc QoS 1");
        run.Rule("7", "Nhịp báo đọc được, có orders và notes", run.States.Any(s => s is { Orders: not null, Notes: not null }) ? null : "không đọc được nhịp báo");
        return beat is not null;
    }

    /// <summary>What a desired state changes, and which ones must change nothing.</summary>
    public static async Task DesiredAsync(ConformRun run)
    {
        var server = run.Server;
        using var stranger = SigningKey.Create();
        run.Rule("5", "Nhận trạng thái mong muốn lúc đăng ký", await run.UntilAsync(() => run.States.Any(s => s.DesiredVersion == run.LastVersion && s.Volume == 80)) ? null : "desiredVersion hoặc volume chưa đúng");
        await server.DesireAsync(run.Desired(11, version: run.LastVersion - 1), keep: false);
        await server.DesireAsync(run.Desired(12, root: stranger, version: run.LastVersion + 5), keep: false);
        await server.DesireAsync(run.Desired(13, device: "dother", version: run.LastVersion + 6), keep: false);
        await server.DesireAsync(run.Desired(55));
        run.Rule("5", "Nhận bản mới hơn", await run.UntilAsync(() => run.States.Any(s => s.Volume == 55 && s.DesiredVersion == run.LastVersion)) ? null : "chưa báo volume 55");
        run.Rule("5", "Bỏ bản cũ hơn", run.States.Any(s => s.Volume == 11) ? "đã đặt volume 11 của bản cũ" : null);
        run.Rule("5", "Bỏ bản do khóa lạ ký", run.States.Any(s => s.Volume == 12) ? "đã đặt volume 12 của khóa lạ" : null);
        run.Rule("5", "Bỏ bản của máy khác", run.States.Any(s => s.Volume == 13) ? "đã đặt volume 13 của máy khác" : null);

        var (drill, odd) = (Command("cdrill", DeviceCommand.Drill), Command("codd", "dance"));
        await server.DesireAsync(run.Desired(55, commands: [drill, odd]));
        await run.UntilAsync(() => Answer("cdrill") is not null && Answer("codd") is not null);
        run.Rule("5.1", "Trả lời diễn tập im lặng", Answer("cdrill") is CommandAnswer.Done ? null : "trả lời: " + (Answer("cdrill") ?? "không"));
        run.Rule("5.1", "Trả lời unknown cho lệnh lạ", Answer("codd") is CommandAnswer.Unknown ? null : "trả lời: " + (Answer("codd") ?? "không"));

        DeviceCommand Command(string id, string kind) => new(id, kind, server.Now, server.Now.AddMinutes(5));
        string? Answer(string id) => run.States.SelectMany(s => s.Commands ?? []).FirstOrDefault(a => a.Id == id)?.Result;
    }

    /// <summary>An order is held, plays on time, and its record is sent until it is acknowledged.</summary>
    public static async Task PlayAsync(ConformRun run)
    {
        var server = run.Server;
        server.Acknowledges = false;
        var order = run.Play(TimeSpan.FromSeconds(5));
        await run.SendAsync(order);
        run.Rule("7", "Báo lệnh đã đủ trước giờ phát", await run.UntilAsync(() => run.States.Any(s => s.Orders?.Contains(order.Id) == true), TimeSpan.FromSeconds(5)) ? null : "orders không có mã lệnh");
        await run.UntilAsync(() => run.RecordOf(order.Id) is not null, TimeSpan.FromSeconds(9) + run.Patience);
        var record = run.RecordOf(order.Id);
        run.Rule("8", "Phiếu phát của lệnh", record is { Result: PlayResult.Played } ? null : record is null ? "không có phiếu" : $"{record.Result}, {record.Reason}");
        run.Rule("9", "Bắt đầu đúng planned, sai không quá 50 ms", record is { Started: { } started, Planned: { } planned } && planned == order.At
            && Math.Abs((started - planned).TotalMilliseconds) <= StartToleranceMs ? null : $"planned {record?.Planned:O}, started {record?.Started:O}, lệnh {order.At:O}");
        run.Rule("8", "Phiếu đầu mang số nextRecord", run.Records.Select(r => r.N).DefaultIfEmpty(0).First() == 1 ? null : "số đầu: " + run.Records.Select(r => r.N).FirstOrDefault());
        var before = run.Records.Count(r => r.Order == order.Id);
        run.Rule("8", "Gửi lại khi chưa được báo đã ghi", before > 0 && await run.UntilAsync(() => run.Records.Count(r => r.Order == order.Id) > before, TimeSpan.FromSeconds(12) + run.Patience) ? null : "không gửi lại");
        server.Acknowledges = true;
        if (run.Records.Any()) await server.AckAsync(run.Records.Max(r => r.N));
        await run.RestAsync(TimeSpan.FromSeconds(1));
        var acked = run.Records.Count(r => r.Order == order.Id);
        await run.RestAsync(TimeSpan.FromSeconds(Math.Min(12, run.Patience.TotalSeconds)));
        run.Rule("8", "Thôi gửi khi đã được báo", run.Records.Count(r => r.Order == order.Id) == acked ? null : "vẫn gửi phiếu đã ghi");
        await run.SendAsync(order, run.Envelope(order));
    }

    /// <summary>Each way in which an order can be wrong: refused with its code, never played.</summary>
    public static async Task RefuseAsync(ConformRun run)
    {
        using var stranger = SigningKey.Create();
        var wrong = new List<(string Code, string Words, Order Order, byte[] Payload)>();
        void Add(string code, string words, Order order, OrderEnvelope envelope) => wrong.Add((code, words, order, envelope.Write()));
        var soon = TimeSpan.FromSeconds(8);
        var changed = run.Play(soon);
        var good = run.Envelope(changed);
        Add("bad-signature", "nội dung bị sửa trên đường", changed, new OrderEnvelope(run.Envelope(changed with { Title = "Sửa" }).Order.Split('.') is var p ? $"{p[0]}.{p[1]}.{good.Order.Split('.')[2]}" : "", good.Delegation));
        var foreign = run.Play(soon);
        Add("foreign-root", "giấy giao quyền của khóa gốc khác", foreign, run.Envelope(foreign, root: stranger));
        var other = run.Play(soon);
        Add("bad-signature", "lệnh do khóa khác ký", other, run.Envelope(other, signer: stranger));
        var late = run.Play(TimeSpan.FromMinutes(-30), life: TimeSpan.FromMinutes(10));
        Add("expired", "lệnh đã hết hạn", late, run.Envelope(late));
        var ended = run.Play(soon);
        Add("delegation-expired", "giấy giao quyền hết hạn", ended, run.Envelope(ended, until: run.Server.Now.AddMinutes(-1)));
        var elsewhere = run.Play(soon, area: ConformServer.Elsewhere);
        Add("not-for-this-device", "lệnh của xã khác", elsewhere, run.Envelope(elsewhere, area: ConformServer.Elsewhere));
        var outside = run.Play(soon);
        Add("outside-delegation", "người ký chỉ được giao xóm", outside, run.Envelope(outside, area: ConformServer.Hamlet));
        var above = run.Play(soon, BulletinClass.Emergency);
        Add("above-class", "người ký không được giao khẩn cấp", above, run.Envelope(above, highest: BulletinClass.Normal));
        var version = run.Play(soon) with { V = 9 };
        Add("wrong-version", "bản quy ước lạ", version, run.Envelope(version));
        foreach (var (_, _, _, payload) in wrong) await run.Server.OrderAsync(ConformServer.Commune, payload);
        await run.Server.OrderAsync(ConformServer.Commune, "{\"order\":1}"u8.ToArray());
        await run.UntilAsync(() => wrong.All(w => RefusalOf(w.Order) is not null) && run.Records.Any(r => r.Reason?.StartsWith("malformed", StringComparison.Ordinal) == true));
        foreach (var (code, words, order, _) in wrong)
        {
            var reason = RefusalOf(order);
            run.Rule("4.4", $"{code}: {words}", reason?.StartsWith(code + ":", StringComparison.Ordinal) == true ? null : reason is null ? "không có phiếu refused" : "lý do: " + reason);
        }
        run.Rule("4.4", "malformed: không phải phong bì", run.Records.Any(r => r.Result == PlayResult.Refused && r.Reason?.StartsWith("malformed", StringComparison.Ordinal) == true) ? null : "không có phiếu refused");
        await run.RestAsync(TimeSpan.FromSeconds(6));
        run.Rule("4.4", "Không lệnh sai nào được phát", string.Join(", ", wrong.Where(w => run.Records.Any(r => r.Order == w.Order.Id && r.Result is PlayResult.Played or PlayResult.Cut)).Select(w => w.Words)));

        string? RefusalOf(Order order) => run.Records.FirstOrDefault(r => r.Order == order.Id && r.Result == PlayResult.Refused)?.Reason;
    }

    /// <summary>A withdrawal, an emergency over what plays, a sound that is not what its name says.</summary>
    public static async Task ChangeAsync(ConformRun run)
    {
        var server = run.Server;
        var poisoned = ConformSound.Media with { Sha256 = new string('a', 64) };
        server.Serve(poisoned.Sha256, ConformSound.Bytes);
        var fake = run.Play(TimeSpan.FromSeconds(4), media: poisoned);
        await run.SendAsync(fake);

        var taken = run.Play(TimeSpan.FromSeconds(7));
        await run.SendAsync(taken);
        await run.UntilAsync(() => run.States.Any(s => s.Orders?.Contains(taken.Id) == true), TimeSpan.FromSeconds(4));
        await run.SendAsync(run.Play(TimeSpan.Zero) with { Kind = Order.Withdraw, Bulletin = taken.Bulletin, Media = null, Withdraws = taken.Id });
        await run.UntilAsync(() => run.RecordOf(taken.Id) is not null, TimeSpan.FromSeconds(12));
        run.Rule("4.3", "Lệnh thu hồi bỏ lệnh chưa phát", run.RecordOf(taken.Id) is { Result: PlayResult.Skipped, Reason: { } why } && why.StartsWith("withdrawn", StringComparison.Ordinal)
            ? null : run.RecordOf(taken.Id) is { } got ? $"{got.Result}, {got.Reason}" : "không có phiếu");

        var normal = run.Play(TimeSpan.FromSeconds(5));
        var urgent = run.Play(TimeSpan.FromSeconds(6.2), BulletinClass.Emergency);
        await run.SendAsync(normal);
        await run.SendAsync(urgent);
        await run.UntilAsync(() => run.RecordOf(normal.Id) is not null && run.RecordOf(urgent.Id) is not null, TimeSpan.FromSeconds(12) + run.Patience);
        run.Rule("9", "Khẩn cấp ngắt cái thấp hơn đang phát", run.RecordOf(normal.Id) is { Result: PlayResult.Cut } ? null : run.RecordOf(normal.Id) is { } n ? $"{n.Result}, {n.Reason}" : "không có phiếu");
        run.Rule("9", "Khẩn cấp phát đúng giờ", run.RecordOf(urgent.Id) is { Result: PlayResult.Played, Started: { } at } && Math.Abs((at - urgent.At).TotalMilliseconds) <= StartToleranceMs
            ? null : run.RecordOf(urgent.Id) is { } u ? $"{u.Result}, started {u.Started:O}" : "không có phiếu");
        run.Rule("4.5", "Không phát âm thanh sai mã băm", run.Records.Any(r => r.Order == fake.Id && r.Result is PlayResult.Played or PlayResult.Cut)
            || run.States.Any(s => s.Orders?.Contains(fake.Id) == true) ? "đã nhận hoặc phát tệp sai" : null);
    }

    /// <summary>The line breaks with an order held: it plays, comes back by itself, and tells.</summary>
    public static async Task OfflineAsync(ConformRun run)
    {
        var server = run.Server;
        var order = run.Play(TimeSpan.FromSeconds(8));
        await run.SendAsync(order);
        await run.UntilAsync(() => run.States.Any(s => s.Orders?.Contains(order.Id) == true), TimeSpan.FromSeconds(7));
        var cut = server.Now;
        server.Away = true;
        await server.HangUpAsync();
        var rest = order.At + TimeSpan.FromSeconds(4) - server.Now;
        if (rest > TimeSpan.Zero) await run.RestAsync(rest);
        server.Away = false;
        run.Rule("2", "Tự nối lại và đăng ký lại", await run.UntilAsync(() => server.Subscribed.Any(s => s.At > cut && s.Topic == Topics.Desired(ConformServer.Device)), TimeSpan.FromSeconds(60)) ? null : "chưa nối lại sau 60 giây");
        await run.UntilAsync(() => run.RecordOf(order.Id) is not null, TimeSpan.FromSeconds(15) + run.Patience);
        run.Rule("10", "Phát theo lịch đã giữ khi mất mạng, báo sau", run.RecordOf(order.Id) is { Result: PlayResult.Played, Started: { } at } && Math.Abs((at - order.At).TotalMilliseconds) <= StartToleranceMs
            ? null : run.RecordOf(order.Id) is { } r ? $"{r.Result}, {r.Reason}, started {r.Started:O}" : "không có phiếu");
        var numbers = run.Records.Select(r => r.N).Distinct().Order().ToList();
        run.Rule("8", "Số phiếu tăng từng một, không thiếu", numbers.Count > 0 && numbers[^1] == numbers.Count ? null : "các số: " + string.Join(", ", numbers.Take(20)));
        run.Rule("8", "Một số phiếu chỉ mang một nội dung", string.Join(", ", run.Records.GroupBy(r => r.N).Where(g => g.Distinct().Count() > 1).Select(g => g.Key)));
    }
}
