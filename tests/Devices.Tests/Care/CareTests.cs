using LangSo.Airtime;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Devices.Tests.Care;

/// <summary>What officers and technicians do with devices, through a real broker and a real store.</summary>
public sealed class CareTests : IAsyncLifetime
{
    private DeviceServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private RemoteDesk Remote => _server.Services.GetRequiredService<RemoteDesk>();

    private DrillDesk Drills => _server.Services.GetRequiredService<DrillDesk>();

    private RepairDesk Repairs => _server.Services.GetRequiredService<RepairDesk>();

    private ComplaintDesk Complaints => _server.Services.GetRequiredService<ComplaintDesk>();

    private ReleaseDesk Releases => _server.Services.GetRequiredService<ReleaseDesk>();

    public async ValueTask InitializeAsync() => _server = await DeviceServer.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_command_reaches_the_device_signed_and_its_answer_is_kept_once()
    {
        var (enrolled, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        var id = (await Remote.CommandAsync(enrolled.Device, DeviceCommand.Tone, 3, "kythuat", Cancel)).Value;
        var desired = await device.DesiredAsync(enrolled, d => d.Commands is { Count: > 0 }, Cancel);
        var command = Assert.Single(desired.Commands!);
        Assert.Equal((id, DeviceCommand.Tone, 3), (command.Id, command.Kind, command.Value));
        Assert.Null((await Remote.OfAsync(enrolled.Device, 5, Cancel)).Single().Result);

        for (var beat = 0; beat < 3; beat++)
            await device.SayAsync(Topics.State(enrolled.Device), State() with { Commands = [new CommandAnswer(id, CommandAnswer.Done, Now) { Says = "Đã kêu." }] }, Cancel);
        await DeviceServer.UntilAsync(async () => (await Remote.OfAsync(enrolled.Device, 5, Cancel)).Single().Result == CommandAnswer.Done, Cancel);
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        Assert.Equal("Đã kêu.", (await db.Set<CommandAnswerRow>().SingleAsync(Cancel)).Says);
        Assert.Single(await _server.Services.GetRequiredService<Ledger>().OfActAsync("device-command", Cancel));
    }

    [Fact]
    public async Task An_answer_to_a_command_that_nobody_gave_is_not_kept()
    {
        var (enrolled, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        var ingest = _server.Services.GetRequiredService<AnswerIngest>();
        await ingest.StoreAsync([new CommandAnswerRow { Command = "cforged", Device = enrolled.Device, Result = "done", At = Now, Received = Now, Volume = 1 }], Cancel);
        await using var db = _server.Services.GetRequiredService<StoreFactory>().Open();
        Assert.Equal(0, await db.Set<CommandAnswerRow>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Wrong_commands_are_refused_in_words()
    {
        var (waiting, _) = await _server.AddAsync("Loa chờ", DeviceServer.Hamlet, Cancel);
        Assert.Equal("kind", (await Remote.CommandAsync(waiting, "format-disk", null, "kythuat", Cancel)).Problems[0].Field);
        Assert.Equal("value", (await Remote.CommandAsync(waiting, DeviceCommand.Tone, 600, "kythuat", Cancel)).Problems[0].Field);
        Assert.Contains("chưa ghi danh", (await Remote.CommandAsync(waiting, DeviceCommand.Restart, null, "kythuat", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_put_off_says_so_on_its_page_and_in_its_signed_settings_and_comes_back()
    {
        var (enrolled, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        Assert.Equal(DeviceCondition.Off, (await _server.Desk.SetOffAsync(enrolled.Device, true, "kythuat", Cancel)).Value.Condition);
        Assert.True((await device.DesiredAsync(enrolled, d => d.Settings.Off is not null, Cancel)).Settings.Off);
        await _server.Desk.SetOffAsync(enrolled.Device, false, "kythuat", Cancel);
        Assert.Null((await device.DesiredAsync(enrolled, d => d.Settings.Off is null, Cancel)).Settings.Off);
    }

    [Fact]
    public async Task Place_and_groups_are_kept_and_found_again()
    {
        var (id, _) = await _server.AddAsync("Loa xóm 5", DeviceServer.Hamlet, Cancel);
        await _server.Desk.SetPointAsync(id, "20.23456, 106.4321", "kythuat", Cancel);
        await _server.Desk.SetLabelsAsync(id, "ven biển, Trường học, ven  biển", "kythuat", Cancel);
        Assert.False((await _server.Desk.SetPointAsync(id, "106.4, 20.2", "kythuat", Cancel)).Ok);
        await _server.StopAsync(Cancel);
        await _server.StartAgainAsync(Cancel);
        var found = Assert.Single(_server.Desk.List(new DeviceFilter(Label: "ven biển")).Devices);
        Assert.Equal(("20.23456, 106.43210", 2), (found.Point!.Shown, found.Labels.Count));
        Assert.Single(_server.Desk.List(new DeviceFilter(Text: "truong hoc")).Devices);
        Assert.Empty(_server.Desk.List(new DeviceFilter(Label: "miền núi")).Devices);
    }

    [Fact]
    public async Task Lists_begin_with_what_needs_a_person()
    {
        var (hot, first) = await ConnectAsync("B nóng", DeviceServer.Hamlet);
        await using var a = first;
        var (well, second) = await ConnectAsync("A khỏe", DeviceServer.Hamlet);
        await using var b = second;
        await _server.AddAsync("C chờ", DeviceServer.Hamlet, Cancel);
        await first.SayAsync(Topics.State(hot.Device), State() with { TemperatureC = 95 }, Cancel);
        await second.SayAsync(Topics.State(well.Device), State(), Cancel);
        await DeviceServer.UntilAsync(() => Task.FromResult(_server.Desk.Find(well.Device)!.Condition == DeviceCondition.Ready && _server.Desk.Find(hot.Device)!.Condition == DeviceCondition.Fault), Cancel);
        Assert.Equal(["B nóng", "C chờ", "A khỏe"], _server.Desk.List(new DeviceFilter()).Devices.Select(d => d.Name));
    }

    [Fact]
    public async Task A_silent_drill_tells_who_answered_how_late_and_at_what_volume()
    {
        var (near, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        await _server.EnrolAsync("Loa B", DeviceServer.OtherHamlet, Cancel);
        var id = (await Drills.SilentAsync(DeviceServer.Commune, "kythuat", Cancel)).Value;
        var command = (await device.DesiredAsync(near, d => d.Commands is { Count: > 0 }, Cancel)).Commands!.Single();
        Assert.Equal((id, DeviceCommand.Drill), (command.Id, command.Kind));
        await device.SayAsync(Topics.State(near.Device), State() with { Volume = 70, Commands = [new CommandAnswer(id, CommandAnswer.Done, command.Issued.AddMilliseconds(420))] }, Cancel);
        await DeviceServer.UntilAsync(async () => (await Drills.ListAsync(5, Cancel)).Single().Answered == 1, Cancel);

        var (drill, sheets) = (await Drills.SheetsAsync(id, Cancel))!.Value;
        var sheet = Assert.Single(sheets);
        Assert.Equal(("xã Giao Ninh", 2, 1), (sheet.Name, sheet.Lines.Count, drill.Answered));
        Assert.Equal(["Loa B", "Loa A"], sheet.Lines.Select(l => l.Name));
        Assert.Equal((true, 420d, 70), (sheet.Lines[1].Answered, sheet.Lines[1].LateMs, sheet.Lines[1].Volume));
        Assert.False(sheet.Lines[0].Answered);
    }

    [Fact]
    public async Task An_audible_drill_is_an_order_signed_by_one_who_may_and_its_sheet_comes_from_the_records()
    {
        var (near, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        await device.HearAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel);
        Assert.Contains("chưa được giao ký", (await Drills.AudibleAsync(DeviceServer.Commune, Now.AddMinutes(5), "kythuat", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);

        var id = (await Drills.AudibleAsync(DeviceServer.Commune, Now.AddMinutes(5), "phochutich", Cancel)).Value;
        var envelope = OrderEnvelope.Read(await device.NextAsync(Topics.AreaOrder(DeviceServer.Commune), Cancel))!;
        var order = new OrderVerifier(near.Root, [.. near.Chain.Select(a => a.Unit)]).Verify(envelope, Now, _ => null).Order!;
        Assert.Equal(id, order.Bulletin);
        var sound = await _server.Http.GetByteArrayAsync($"{_server.Url}/media/{order.Media!.Sha256}", Cancel);
        Assert.Equal(order.Media.Bytes, sound.Length);

        var record = new PlayRecord(1, order.Id, id, order.Media.Sha256, order.At, order.At.AddMilliseconds(4), order.At.AddSeconds(3), PlayResult.Played, null, 4);
        await device.SayAsync(Topics.Played(near.Device), new PlayBatch([record]), Cancel);
        await DeviceServer.UntilAsync(async () => (await Drills.ListAsync(5, Cancel)).Single().Answered == 1, Cancel);
        var line = (await Drills.SheetsAsync(id, Cancel))!.Value.Sheets.Single().Lines.Single();
        Assert.Equal((true, 4d), (line.Answered, line.LateMs));
    }

    [Fact]
    public async Task A_device_has_one_open_ticket_that_closes_with_what_was_done_and_a_picture()
    {
        var (id, _) = await _server.AddAsync("Loa xóm 5", DeviceServer.Hamlet, Cancel);
        var number = (await Repairs.OpenAsync(id, "Loa rè", "hand", "xa", Cancel)).Value;
        Assert.Equal(number, (await Repairs.OpenAsync(id, "Mất tiếng", "hand", "xa", Cancel)).Value);
        await Repairs.AssignAsync(number, "kythuat", "xa", Cancel);
        Assert.Equal("photo", (await Repairs.CloseAsync(number, "Thay nguồn", "<svg onload=alert(1)>"u8.ToArray(), "kythuat", Cancel)).Problems[0].Field);
        Assert.Equal("done", (await Repairs.CloseAsync(number, " ", default, "kythuat", Cancel)).Problems[0].Field);
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6, 7, 8];
        Assert.True((await Repairs.CloseAsync(number, "Thay nguồn", picture, "kythuat", Cancel)).Ok);
        var closed = (await Repairs.FindAsync(number, Cancel))!;
        Assert.Equal(("Thay nguồn", "kythuat", "kythuat"), (closed.Done, closed.ClosedBy, closed.Assigned));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await _server.Http.GetAsync($"{_server.Url}/media/{closed.Photo}", Cancel)).StatusCode);
        Assert.False((await Repairs.CloseAsync(number, "Lần nữa", default, "kythuat", Cancel)).Ok);
        Assert.NotEqual(number, (await Repairs.OpenAsync(id, "Lại rè", "hand", "xa", Cancel)).Value);
    }

    [Fact]
    public async Task A_complaint_stands_beside_what_the_device_recorded_at_that_minute_and_opens_a_repair()
    {
        var (enrolled, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        var about = Now.AddHours(-2);
        var record = new PlayRecord(1, "o1", "b1", null, about, about, about.AddMinutes(2), PlayResult.Played, null, 2);
        await device.SayAsync(Topics.Played(enrolled.Device), new PlayBatch([record, record with { N = 2, Started = about.AddHours(1), Ended = about.AddHours(1.1) }]), Cancel);
        await DeviceServer.UntilAsync(async () => (await _server.Desk.PlaysOfAsync(enrolled.Device, 5, Cancel)).Count == 2, Cancel);

        var number = (await Complaints.TakeAsync(enrolled.Device, "unclear", about.AddMinutes(1), "Nghe rè", "0912 345 678", Cancel)).Value;
        var complaint = (await Complaints.FindAsync(number, Cancel))!;
        Assert.Equal(1, Assert.Single(await Complaints.PlayedAtAsync(enrolled.Device, complaint.About, Cancel)).N);
        Assert.Equal("complaint", (await Repairs.FindAsync(complaint.Repair!.Value, Cancel))!.Origin);
        Assert.Empty(await Complaints.PlayedAtAsync(enrolled.Device, about.AddMinutes(-30), Cancel));
        var act = Assert.Single(await _server.Services.GetRequiredService<Ledger>().OfActAsync("device-complaint", Cancel));
        Assert.DoesNotContain("0912", act.Body, StringComparison.Ordinal);

        Assert.True((await Complaints.AnswerAsync(number, "Đã thay màng loa.", "kythuat", Cancel)).Ok);
        Assert.Equal(["kind", "words", "about"], (await Complaints.TakeAsync(enrolled.Device, "bogus", about.AddDays(-30), new string('x', 1_200), null, Cancel)).Problems.Select(p => p.Field));
    }

    [Fact]
    public async Task An_update_goes_to_its_share_signed_and_stops_by_itself_when_devices_fail()
    {
        byte[] program = [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 2, 3, 4, 5, 6, 7, 8];
        var (enrolled, device) = await ConnectAsync("Loa A", DeviceServer.Hamlet);
        await using var _ = device;
        Assert.False((await Releases.AddAsync("0.2.0", [("linux-x64", "#!/bin/sh"u8.ToArray())], "kythuat", Cancel)).Ok);
        Assert.True((await Releases.AddAsync("0.2.0", [("linux-x64", program)], "kythuat", Cancel)).Ok);
        Assert.Contains("không mới hơn", (await Releases.AddAsync("0.1.9", [("linux-x64", program)], "kythuat", Cancel)).Problems[0].ToString(), StringComparison.Ordinal);
        await Releases.ShareAsync("0.2.0", 100, "kythuat", Cancel);
        var offer = (await device.DesiredAsync(enrolled, d => d.Update is not null, Cancel)).Update!;
        Assert.True(Jws.TryOpen<UpdateManifest>(offer.Manifest, UpdateManifest.Type, enrolled.Root, out var manifest));
        Assert.Equal(program, await _server.Http.GetByteArrayAsync($"{_server.Url}/media/{manifest.Files.Single().Sha256}", Cancel));

        var others = new List<RawDevice>();
        foreach (var name in new[] { "Loa B", "Loa C" })
        {
            var (other, connected) = await ConnectAsync(name, DeviceServer.OtherHamlet);
            others.Add(connected);
            await connected.SayAsync(Topics.State(other.Device), State() with { Update = new UpdateProgress("0.2.0", UpdateProgress.Failed) }, Cancel);
        }
        Assert.Empty(await Releases.StopFailingAsync(Cancel));
        await device.SayAsync(Topics.State(enrolled.Device), State() with { Update = new UpdateProgress("0.2.0", UpdateProgress.Refused) { Reason = "bad-file: Tệp hỏng." } }, Cancel);
        await DeviceServer.UntilAsync(async () => (await Releases.ListAsync(Cancel)).Single().Failed == 3, Cancel);
        Assert.Equal(["0.2.0"], await Releases.StopFailingAsync(Cancel));
        Assert.Null((await device.DesiredAsync(enrolled, d => d.Update is null, Cancel)).Update);
        foreach (var other in others) await other.DisposeAsync();
    }

    private static DeviceState State() => new(Now, true, "langso-player 0.1.0", 1, [], 3, 80, 900, 0, null, []);

    private async Task<(EnrolReply Enrolled, RawDevice Device)> ConnectAsync(string name, UnitId unit)
    {
        var enrolled = await _server.EnrolAsync(name, unit, Cancel);
        var device = (await RawDevice.ConnectAsync(_server, enrolled.Device, enrolled.Token, Cancel)).Device;
        await device.HearAsync(Topics.Desired(enrolled.Device), Cancel);
        return (enrolled, device);
    }
}
