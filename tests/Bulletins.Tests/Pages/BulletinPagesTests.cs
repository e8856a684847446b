using System.Net;
using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Pages;

public sealed class BulletinPagesTests
{
    private static Dictionary<string, string> Typed(params (string Field, string Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["Seen"] = "0", ["Title"] = Village.Vaccination.Title, ["Text"] = Village.Vaccination.Text, ["Class"] = "priority",
            ["Area"] = Village.GiaoNinh.Value, ["When"] = "now", ["Date"] = "", ["Time"] = "", ["Headline"] = "", ["Facts"] = "",
        };
        foreach (var (field, value) in changes) fields[field] = value;
        return fields;
    }

    private static async Task<Bulletin> HandedInAsync(Site site, BulletinDraft? draft = null) =>
        (await site.Desk.SubmitAsync(null, 0, draft ?? Village.Vaccination, Village.Writer, House.Cancel)).Value;

    private static Dictionary<string, string> Seen(Bulletin bulletin) => new() { ["seen"] = bulletin.Version.ToString(VnText.Culture) };

    [Fact]
    public async Task A_bulletin_is_typed_handed_in_approved_and_watched()
    {
        await using var site = await Site.OpenAsync();
        var (status, location, _) = await site.PostAsync("/bulletins/new?handler=Submit", Village.Writer, Typed(), from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.Redirect, status);

        var asWriter = await site.ReadAsync(location!, Village.Writer);
        Assert.Contains("Người soạn không tự duyệt.", asWriter, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Approve", asWriter, StringComparison.Ordinal);

        Assert.Contains("Tiêm phòng dại", await site.ReadAsync("/bulletins", Village.Approver), StringComparison.Ordinal);
        var asApprover = await site.ReadAsync(location!, Village.Approver);
        Assert.Contains("<mark title=\"Viết: NVH\">nhà văn hóa</mark>", asApprover, StringComparison.Ordinal);
        Assert.Contains("42 cụm loa, 3 bảng tin", asApprover, StringComparison.Ordinal);
        var id = new BulletinId(Guid.Parse(location![^32..]));
        var waiting = (await site.Book.FindAsync(id, House.Cancel))!;
        (status, _, _) = await site.PostAsync(location + "?handler=Approve", Village.Approver, Seen(waiting), from: location);
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Single(site.Sender.Published);

        site.Evidence.Devices.Add(new DeviceEvidence("d1", "Loa xóm Lâm Phú", "xóm Lâm Phú, xã Giao Ninh", false, "played", Village.Now.UtcDateTime, 12, null));
        site.Evidence.Devices.Add(new DeviceEvidence("d2", "Loa xóm 5", "xóm 5, xã Giao Ninh", false, "refused", Village.Now.UtcDateTime, null, "Chữ ký không đúng"));
        var evidence = await site.ReadAsync(location + "/evidence", Village.Writer);
        Assert.Contains("1/2", evidence, StringComparison.Ordinal);
        Assert.Contains("chậm 0,012 giây", evidence, StringComparison.Ordinal);
        Assert.Contains("Chữ ký không đúng", evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_thousand_characters_come_back_in_the_form_with_their_number()
    {
        await using var site = await Site.OpenAsync();
        var text = string.Join(' ', Enumerable.Repeat("tiếng", 3334))[..20_000];
        var (status, _, body) = await site.PostAsync("/bulletins/new?handler=Submit", Village.Writer, Typed(("Text", text)), from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Nội dung dài 20.000 ký tự, nhiều nhất 5.000.", body, StringComparison.Ordinal);
        Assert.Contains(text, body, StringComparison.Ordinal);
        Assert.Contains("value=\"Tiêm phòng dại cho chó, mèo\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text", "", "Bản tin chưa có nội dung.")]
    [InlineData("Area", "", "Chưa chọn nơi nghe.")]
    [InlineData("Area", "khong-co", "Nơi nghe đã chọn không có trong địa giới hôm nay.")]
    [InlineData("Area", "ninhbinh", "Bạn chưa có quyền soạn bản tin cho tỉnh Ninh Bình.")]
    [InlineData("Class", "loud", "Chọn một mức: thông thường, ưu tiên hoặc khẩn cấp.")]
    public async Task Bad_input_is_one_clear_sentence_and_nothing_is_kept(string field, string value, string sentence)
    {
        await using var site = await Site.OpenAsync();
        var (status, _, body) = await site.PostAsync("/bulletins/new?handler=Submit", Village.Writer, Typed((field, value)), from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
        Assert.All(await site.Book.CountsAsync(new BulletinFilter(BulletinTab.Drafts), Village.Writer, House.Cancel), count => Assert.Equal(0, count.Value));
    }

    [Theory]
    [InlineData("2026-03-16", "08:00", "Giờ phát 08:00, 16/3/2026 đã qua.")]
    [InlineData("2026-05-16", "08:00", "Giờ phát 08:00, 16/5/2026 quá xa.")]
    [InlineData("32/13/2024", "08:00", "Ngày 32/13/2024 không có. Viết ngày/tháng/năm, ví dụ 18/3/2024.")]
    [InlineData("2026-03-17", "25:00", "Giờ 25:00 không có. Viết giờ:phút, ví dụ 17:00.")]
    [InlineData("2026-03-17", "", "Chưa chọn giờ phát.")]
    public async Task A_time_that_cannot_be_is_told_and_stays_in_the_form(string date, string time, string sentence)
    {
        await using var site = await Site.OpenAsync();
        var (status, _, body) = await site.PostAsync(
            "/bulletins/new?handler=Submit", Village.Writer, Typed(("When", "at"), ("Date", date), ("Time", time)), from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
        Assert.Contains($"name=\"Date\" value=\"{date}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_kept_and_opened_again_as_it_was()
    {
        await using var site = await Site.OpenAsync();
        var (_, location, _) = await site.PostAsync("/bulletins/new", Village.Writer,
            Typed(("When", "at"), ("Date", "17/3/2026"), ("Time", "17:00"), ("Facts", "Sáng mai\r\nXóm 5"), ("AutoFacts", "x")), from: "/bulletins/new");
        var page = await site.ReadAsync(location!, Village.Writer);
        Assert.Contains("Đã lưu nháp lúc 08:42.", page, StringComparison.Ordinal);
        Assert.Contains("name=\"Date\" value=\"17/3/2026\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"Time\" value=\"17:00\"", page, StringComparison.Ordinal);
        Assert.Contains("Sáng mai\nXóm 5</textarea>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_approver_reads_who_was_first()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site);
        var path = "/bulletins/" + waiting.Id;
        Assert.Equal(HttpStatusCode.Redirect, (await site.PostAsync(path + "?handler=Approve", Village.Approver, Seen(waiting), from: path)).Status);
        var (status, _, body) = await site.PostAsync(path + "?handler=Approve", Village.Second, Seen(waiting), from: path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Phó Chủ tịch xã đã duyệt bản tin này lúc 08:42, 16/3/2026.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emergency_is_approved_only_with_its_word_typed()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site, Village.Vaccination with { Class = BulletinClass.Emergency });
        var path = "/bulletins/" + waiting.Id;
        var (status, _, body) = await site.PostAsync(path + "?handler=Approve", Village.Approver, Seen(waiting), from: path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Gõ KHẨN CẤP để xác nhận.", body, StringComparison.Ordinal);
        Assert.Empty(site.Sender.Signed);
        var confirmed = Seen(waiting);
        confirmed["confirm"] = " khẩn cấp";
        Assert.Equal(HttpStatusCode.Redirect, (await site.PostAsync(path + "?handler=Approve", Village.Approver, confirmed, from: path)).Status);
    }

    [Fact]
    public async Task Returning_without_a_reason_is_told_and_with_one_reaches_the_author()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site);
        var path = "/bulletins/" + waiting.Id;
        var (_, _, body) = await site.PostAsync(path + "?handler=Return", Village.Approver, Seen(waiting), from: path);
        Assert.Contains("Viết lý do trả lại để người soạn biết cần sửa gì.", body, StringComparison.Ordinal);
        var fields = Seen(waiting);
        fields["reason"] = "Sai giờ <b>";
        await site.PostAsync(path + "?handler=Return", Village.Approver, fields, from: path);
        var page = await site.ReadAsync(path + "/edit", Village.Writer);
        Assert.Contains("Phó Chủ tịch xã trả lại lúc 08:42, 16/3/2026.", page, StringComparison.Ordinal);
        Assert.Contains("Sai giờ <b>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bulletins/new")]
    [InlineData("/bulletins/preview")]
    [InlineData("/bulletins/listen")]
    public async Task A_form_without_its_token_is_refused(string path)
    {
        await using var site = await Site.OpenAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await site.PostAsync(path, Village.Writer, Typed(), from: null)).Status);
    }

    [Fact]
    public async Task Nobody_enters_without_the_right()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site);
        foreach (var path in (string[])["/bulletins", "/bulletins/new", "/bulletins/areas", $"/bulletins/{waiting.Id}", $"/bulletins/{waiting.Id}/edit",
            $"/bulletins/{waiting.Id}/evidence", $"/bulletins/{waiting.Id}/changes", $"/bulletins/{waiting.Id}/sound"])
        {
            using var answer = await site.GetAsync(path, null);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, answer.StatusCode));
        }
        using var approver = await site.GetAsync("/bulletins/new", Village.Approver);
        Assert.Equal(HttpStatusCode.Forbidden, approver.StatusCode);
        using var stranger = await site.GetAsync($"/bulletins/{waiting.Id}", Village.Stranger);
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
        Assert.Contains("Quyền của bạn ở xã Giao Hưng.", WebUtility.HtmlDecode(await stranger.Content.ReadAsStringAsync(House.Cancel)), StringComparison.Ordinal);
        foreach (var part in (string[])["evidence", "changes", "sound"])
        {
            using var answer = await site.GetAsync($"/bulletins/{waiting.Id}/{part}", Village.Stranger);
            Assert.Equal((part, HttpStatusCode.NotFound), (part, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Somebody_elses_bulletin_cannot_be_decided_by_a_stranger_who_knows_its_address()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site);
        var (status, _, _) = await site.PostAsync($"/bulletins/{waiting.Id}?handler=Approve", Village.Stranger, Seen(waiting), from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(site.Sender.Signed);
    }

    [Fact]
    public async Task Listening_gives_audio_or_the_reason_why_not()
    {
        await using var site = await Site.OpenAsync();
        var (status, _, body) = await site.PostAsync("/bulletins/listen", Village.Writer, Typed(), "/bulletins/new", "audio/ogg");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("OggS", body, StringComparison.Ordinal);

        site.Announcer.Missing = new Problem("voice", "Máy chủ chưa có giọng đọc.");
        (status, _, body) = await site.PostAsync("/bulletins/listen", Village.Writer, Typed(("Text", "Câu khác")), "/bulletins/new", "audio/ogg");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("Máy chủ chưa có giọng đọc.", JsonDocument.Parse(body).RootElement.GetProperty("title").GetString());
        Assert.Contains("Máy chủ chưa có giọng đọc. Bản tin vẫn lên được bảng tin.", await site.ReadAsync("/bulletins/new", Village.Writer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_marks_what_is_read_differently_and_makes_the_card()
    {
        await using var site = await Site.OpenAsync();
        var (status, _, body) = await site.PostAsync("/bulletins/preview", Village.Writer, Typed(), "/bulletins/new");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(">nhà văn hóa</button>", body, StringComparison.Ordinal);
        Assert.Contains("data-headline=\"Tiêm phòng dại cho chó, mèo\"", body, StringComparison.Ordinal);
        Assert.Contains("<span>7:30 đến 11:00, thứ Tư 18/3</span>", body, StringComparison.Ordinal);
        Assert.Contains("Tới 42 cụm loa, 3 bảng tin", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_text_is_shown_and_never_run()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site, Village.Vaccination with { Title = "<script>alert(1)</script>", Text = "<img src=x onerror=alert(1)> lúc 7h" });
        using var answer = await site.GetAsync("/bulletins/" + waiting.Id, Village.Approver);
        var raw = await answer.Content.ReadAsStringAsync(House.Cancel);
        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_live_stream_tells_of_an_approval()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site);
        using var stream = await site.GetAsync($"/bulletins/{waiting.Id}/changes", Village.Writer, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(House.Cancel));
        Assert.Equal(waiting.Version.ToString(VnText.Culture), (await NextAsync(reader)).Version);
        await site.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, House.Cancel);
        Assert.Equal(("changed", (waiting.Version + 1).ToString(VnText.Culture)), await NextAsync(reader));
    }

    [Fact]
    public async Task The_list_is_empty_in_words_and_keeps_its_filter_in_its_links()
    {
        await using var site = await Site.OpenAsync();
        Assert.Contains("Chưa có bản nháp nào", await site.ReadAsync("/bulletins", Village.Writer), StringComparison.Ordinal);
        await HandedInAsync(site);
        var page = await site.ReadAsync("/bulletins?tab=waiting&q=" + Uri.EscapeDataString("dua hau"), Village.Approver);
        Assert.Contains("Không có bản tin nào như vậy", page, StringComparison.Ordinal);
        Assert.Contains("/bulletins?tab=over&q=dua%20hau", page, StringComparison.Ordinal);
        Assert.Contains("Tiêm phòng dại", await site.ReadAsync("/bulletins?tab=waiting&class=priority&area=giaoninh&p=x", Village.Approver), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handed_in_bulletin_plays_its_sound_and_is_no_longer_edited()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site);
        using var sound = await site.GetAsync($"/bulletins/{waiting.Id}/sound", Village.Approver);
        Assert.Equal((HttpStatusCode.OK, "audio/ogg"), (sound.StatusCode, sound.Content.Headers.ContentType?.MediaType));
        using var edit = await site.GetAsync($"/bulletins/{waiting.Id}/edit", Village.Writer);
        Assert.Equal(HttpStatusCode.Redirect, edit.StatusCode);
        using var missing = await site.GetAsync($"/bulletins/{Guid.Empty:n}", Village.Writer);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static async Task<(string Type, string Version)> NextAsync(StreamReader reader)
    {
        string type = "", data = "";
        while (await reader.ReadLineAsync(House.Cancel) is { } line && line.Length > 0)
            if (line.StartsWith("event: ", StringComparison.Ordinal)) type = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
        return (type, data);
    }
}
