using System.Net;
using System.Text.Json;
using LangSo.Foundation;

namespace LangSo.Bulletins.Tests.Pages;

/// <summary>The newsroom through real HTTP, on a real store.</summary>
public sealed class NewsroomPagesTests
{
    private static readonly BulletinDraft Flood = new("Bão số 9", "Bão số 9 đổ bộ tối nay, bà con không ra ngoài.", Village.Province, BulletinClass.Emergency, null);

    private static async Task<Bulletin> HandedInAsync(Site site, BulletinDraft? draft = null, Officer? by = null) =>
        (await site.Desk.SubmitAsync(null, 0, draft ?? Village.Vaccination, by ?? Village.Writer, House.Cancel)).Value;

    private static string Seen(Bulletin bulletin) => bulletin.Version.ToString(VnText.Culture);

    [Fact]
    public async Task A_word_is_corrected_from_the_composer_and_read_so_by_the_next_preview()
    {
        await using var site = await Site.OpenAsync();
        var page = await site.ReadAsync("/bulletins/new", Village.Writer);
        Assert.Contains("id=\"say\"", page, StringComparison.Ordinal);
        var (status, _, body) = await site.PostAsync("/bulletins/dictionary?handler=Correct", Village.Writer,
            new() { ["unit"] = Village.GiaoNinh.Value, ["written"] = "HCQ", ["spoken"] = "họp chợ quê" }, from: "/bulletins/new", accept: "application/json");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("họp chợ quê", JsonDocument.Parse(body).RootElement.GetProperty("spoken").GetString());
        var (_, _, preview) = await site.PostAsync("/bulletins/preview", Village.Writer, new() { ["Text"] = "Sáng mai HCQ mở.", ["Area"] = Village.LamPhu.Value, ["Class"] = "normal" }, from: "/bulletins/new");
        Assert.Contains("data-written=\"HCQ\" data-spoken=\"họp chợ quê\" data-nth=\"0\"", preview, StringComparison.Ordinal);
        (status, _, body) = await site.PostAsync("/bulletins/dictionary?handler=Correct", Village.Writer,
            new() { ["unit"] = Village.Province.Value, ["written"] = "HCQ", ["spoken"] = "khác" }, from: "/bulletins/new", accept: "application/json");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Bạn chưa có quyền sửa từ điển đọc của tỉnh Ninh Bình.", JsonDocument.Parse(body).RootElement.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dictionary_page_lists_searches_and_takes_back()
    {
        await using var site = await Site.OpenAsync();
        var (status, location, _) = await site.PostAsync("/bulletins/dictionary", Village.Writer, new() { ["unit"] = Village.GiaoNinh.Value, ["written"] = "HCQ", ["spoken"] = "họp chợ quê" }, from: "/bulletins/dictionary");
        Assert.Equal((HttpStatusCode.Redirect, "/bulletins/dictionary"), (status, location));
        var found = await site.ReadAsync("/bulletins/dictionary?q=cho+que", Village.Approver);
        Assert.Contains("họp chợ quê", found, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Remove", found, StringComparison.Ordinal);
        Assert.Contains("Không có mục nào như vậy", await site.ReadAsync("/bulletins/dictionary?q=zzz", Village.Writer), StringComparison.Ordinal);
        var refused = await site.PostAsync("/bulletins/dictionary", Village.Writer, new() { ["unit"] = Village.GiaoNinh.Value, ["written"] = "ABX", ["spoken"] = "" }, from: "/bulletins/dictionary");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("value=\"ABX\"", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_abbreviation_of_two_meanings_shows_both()
    {
        var spoken = new LangSo.Speech.SpokenForm("ủy ban", "CT", [new LangSo.Speech.SpokenPiece(0, 2, "CT", "chủ tịch", "abbreviation")]);
        using var writer = new StringWriter();
        LangSo.Bulletins.Pages.BulletinWords.Marked(spoken, new Plain(), editable: true).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        Assert.Contains("data-meanings=\"chủ tịch|chỉ thị|chương trình|công ty|công trình\"", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("mk two", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_filled_in_part_is_a_draft_with_its_open_places_named()
    {
        await using var site = await Site.OpenAsync();
        Assert.Contains("Ngừng cấp điện", await site.ReadAsync("/bulletins/templates?q=cap+dien", Village.Writer), StringComparison.Ordinal);
        var (status, location, _) = await site.PostAsync("/bulletins/templates/cat-dien", Village.Writer, new() { ["place"] = "Giao Thủy" }, from: "/bulletins/templates/cat-dien");
        Assert.Equal(HttpStatusCode.Redirect, status);
        var draft = await site.ReadAsync(location!, Village.Writer);
        Assert.Contains("Điện lực Giao Thủy thông báo", draft, StringComparison.Ordinal);
        Assert.Contains("data-place=\"‹giờ bắt đầu›\"", draft, StringComparison.Ordinal);
        using var missing = await site.GetAsync("/bulletins/templates/khong-co", Village.Writer);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Fifty_thousand_characters_and_a_table_come_back_whole_with_one_line()
    {
        await using var site = await Site.OpenAsync();
        var text = string.Join(' ', Enumerable.Repeat("tiếng", 9000))[..50_000];
        var (status, _, body) = await site.PostAsync("/bulletins/new", Village.Writer, new() { ["Seen"] = "0", ["Title"] = "Dài", ["Text"] = text, ["Class"] = "normal" }, from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Nội dung dài 50.000 ký tự, nhiều nhất 5.000.", body, StringComparison.Ordinal);
        Assert.Contains(text, body, StringComparison.Ordinal);
        (status, _, body) = await site.PostAsync("/bulletins/new?handler=Find", Village.Writer, new() { ["Text"] = "Xóm\tGiờ\nLâm Phú\t7h30", ["Class"] = "normal" }, from: "/bulletins/new");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Bảng dán vào đã đổi thành câu", body, StringComparison.Ordinal);
        Assert.Contains("Xóm: Lâm Phú, Giờ: 7h30.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_compared_and_remarks_stand_beside_the_bulletin()
    {
        await using var site = await Site.OpenAsync();
        var first = (await site.Desk.SaveAsync(null, 0, Village.Vaccination with { Text = "Họp lúc 7h30 sáng mai." }, Village.Writer, House.Cancel)).Value;
        await site.Desk.SubmitAsync(first.Id, 1, Village.Vaccination with { Text = "Họp lúc 8h sáng mai." }, Village.Writer, House.Cancel);
        var versions = await site.ReadAsync($"/bulletins/{first.Id}/versions", Village.Approver);
        Assert.Contains("<del>7h30 </del>", versions, StringComparison.Ordinal);
        Assert.Contains("<ins>8h </ins>", versions, StringComparison.Ordinal);
        var path = $"/bulletins/{first.Id}";
        var (status, _, _) = await site.PostAsync(path + "?handler=Comment", Village.Approver, new() { ["comment"] = "Ghi rõ nơi họp" }, from: path);
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Contains("Ghi rõ nơi họp", await site.ReadAsync(path, Village.Writer), StringComparison.Ordinal);
        using var stranger = await site.GetAsync($"/bulletins/{first.Id}/versions", Village.Stranger);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
    }

    [Fact]
    public async Task An_old_bulletin_is_taken_up_again_as_a_draft()
    {
        await using var site = await Site.OpenAsync();
        var old = await HandedInAsync(site);
        var (status, location, _) = await site.PostAsync($"/bulletins/{old.Id}?handler=Reuse", Village.Writer, [], from: $"/bulletins/{old.Id}");
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.EndsWith("/edit", location, StringComparison.Ordinal);
        Assert.Contains("Trạm Y tế xã Giao Ninh", await site.ReadAsync(location!, Village.Writer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_province_wide_emergency_takes_two_or_one_for_a_while_that_everybody_sees()
    {
        await using var site = await Site.OpenAsync();
        var two = await HandedInAsync(site, Flood, Village.ProvinceWriter);
        var path = $"/bulletins/{two.Id}";
        Assert.Contains("Khẩn cấp toàn tỉnh cần hai người duyệt.", await site.ReadAsync(path, Village.Province1), StringComparison.Ordinal);
        await site.PostAsync(path + "?handler=Approve", Village.Province1, new() { ["seen"] = Seen(two), ["confirm"] = "khẩn cấp" }, from: path);
        Assert.Empty(site.Sender.Published);
        Assert.DoesNotContain("handler=Approve", await site.ReadAsync(path, Village.Province1), StringComparison.Ordinal);
        await site.PostAsync(path + "?handler=Approve", Village.Province2, new() { ["seen"] = Seen((await site.Book.FindAsync(two.Id, House.Cancel))!), ["confirm"] = "khẩn cấp" }, from: path);
        Assert.Single(site.Sender.Published);

        var one = await HandedInAsync(site, Flood with { Title = "Vỡ đê" }, Village.ProvinceWriter);
        path = $"/bulletins/{one.Id}";
        var (status, _, body) = await site.PostAsync(path + "?handler=Alone", Village.Province1, new() { ["seen"] = Seen(one), ["confirm"] = "khan cap", ["alone"] = "" }, from: path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Viết lý do chưa có người thứ hai duyệt.", body, StringComparison.Ordinal);
        await site.PostAsync(path + "?handler=Alone", Village.Province1, new() { ["seen"] = Seen(one), ["confirm"] = "khan cap", ["alone"] = "Chủ tịch đang bay" }, from: path);
        Assert.Contains("Phó Chủ tịch tỉnh duyệt một mình bản tin khẩn cấp", await site.ReadAsync("/bulletins", Village.Writer), StringComparison.Ordinal);
        Assert.Contains("Chủ tịch đang bay", await site.ReadAsync("/bulletins/alone", Village.Province2), StringComparison.Ordinal);
        await site.PostAsync(path + "?handler=Confirm", Village.Province2, [], from: path);
        Assert.Contains("Chủ tịch tỉnh xác nhận lúc", await site.ReadAsync(path, Village.Province1), StringComparison.Ordinal);
        Assert.DoesNotContain("duyệt một mình bản tin khẩn cấp", await site.ReadAsync("/bulletins", Village.Writer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bulletins/calendar", "Từ 16/3/2026 đến 22/3/2026")]
    [InlineData("/bulletins/calendar?view=month&day=2026-02-10", "Tháng 2/2026")]
    [InlineData("/bulletins/calendar?day=9999-12-31", "Ngày 9999-12-31 không có.")]
    [InlineData("/bulletins?tab=all&q=tiem+phong", "Tiêm phòng dại")]
    [InlineData("/press?from=2026-13-01", "Ngày 2026-13-01 không có.")]
    [InlineData("/press?from=2026-03-10&to=2026-03-01", "Ngày cuối 1/3/2026 trước ngày đầu 10/3/2026.")]
    [InlineData("/press/items?topic=khong-co", "Không có mục nào")]
    public async Task A_page_answers_what_its_address_asks(string path, string words)
    {
        await using var site = await Site.OpenAsync();
        await HandedInAsync(site, Village.Vaccination with { PlayAt = Village.Now.UtcDateTime.AddHours(3) });
        Assert.Contains(words, await site.ReadAsync(path, Village.Writer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_number_of_the_tally_opens_to_its_items_and_goes_out_as_CSV_and_JSON()
    {
        await using var site = await Site.OpenAsync();
        var waiting = await HandedInAsync(site, Village.Vaccination with { Topic = "y-te" });
        await site.Desk.ApproveAsync(waiting.Id, waiting.Version, Village.Approver, House.Cancel);
        site.Evidence.Played[waiting.Id] = new PlayedBy(2, 1);
        var path = $"/bulletins/{waiting.Id}";
        var (status, _, _) = await site.PostAsync(path + "?handler=Attach", Village.Writer,
            new() { ["Kind"] = "video", ["Title"] = "Phóng sự tiêm phòng", ["Channel"] = "truyen-hinh", ["Day"] = "16/3/2026", ["Link"] = "https://example.vn/v" }, from: path);
        Assert.Equal(HttpStatusCode.Redirect, status);
        var page = await site.ReadAsync("/press", Village.Approver);
        Assert.Contains("kind=broadcast", page, StringComparison.Ordinal);
        Assert.Contains("Y tế, tiêm chủng, bảo hiểm y tế", page, StringComparison.Ordinal);
        var items = await site.ReadAsync("/press/items?topic=y-te&done=true", Village.Approver);
        Assert.Contains("3 mục", items, StringComparison.Ordinal);
        Assert.Contains("https://example.vn/v", items, StringComparison.Ordinal);
        Assert.Contains("\"3/2026\",\"Phóng sự\",\"Đài Phát thanh và Truyền hình tỉnh\",\"Y tế, tiêm chủng, bảo hiểm y tế\",1,1", await site.ReadAsync("/press.csv", Village.Approver), StringComparison.Ordinal);
        var json = JsonDocument.Parse(await site.ReadAsync("/api/press", Village.Approver)).RootElement;
        Assert.Equal((3, 3), (json.GetProperty("approved").GetInt32(), json.GetProperty("done").GetInt32()));
        Assert.Contains("Chưa có gì trong thời gian này", await site.ReadAsync("/press", Village.Stranger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directive_is_issued_read_adapted_and_relayed_and_its_lateness_shown()
    {
        await using var site = await Site.OpenAsync();
        var (status, location, body) = await site.PostAsync("/campaigns/new", Village.ProvinceWriter, new()
        {
            ["Unit"] = Village.Province.Value, ["Number"] = "12/KH-UBND", ["Signed"] = "10/3/2026", ["Title"] = "Chữ ký số", ["Topic"] = "chu-ky-so", ["From"] = "10/3/2026", ["To"] = "19/3/2026",
            ["Guidance"] = "Mỗi xã 2 bản tin.", ["Broadcasts"] = "2", ["Cards"] = "0", ["Articles"] = "", ["SampleTitle"] = "Chữ ký số là gì", ["SampleText"] = "Chữ ký số có giá trị như chữ ký tay.",
        }, from: "/campaigns/new");
        Assert.True(status == HttpStatusCode.Redirect, body);
        var commune = await site.ReadAsync(location!, Village.Writer);
        Assert.Contains("Tiếp nguyên văn, gửi duyệt", commune, StringComparison.Ordinal);
        Assert.DoesNotContain("Từng xã, phường", commune, StringComparison.Ordinal);
        (status, _, _) = await site.PostAsync(location + "?handler=Receive", Village.Writer, new() { ["unit"] = Village.GiaoNinh.Value }, from: location);
        Assert.Equal(HttpStatusCode.Redirect, status);
        (_, var draft, _) = await site.PostAsync(location + "?handler=Adapt", Village.Writer, new() { ["unit"] = Village.GiaoNinh.Value, ["sample"] = "0" }, from: location);
        Assert.Contains("Chữ ký số có giá trị", await site.ReadAsync(draft!, Village.Writer), StringComparison.Ordinal);
        (_, var relayed, _) = await site.PostAsync(location + "?handler=Relay", Village.Writer, new() { ["unit"] = Village.GiaoNinh.Value, ["sample"] = "0" }, from: location);
        Assert.Contains("Chữ ký số", await site.ReadAsync(relayed!, Village.Approver), StringComparison.Ordinal);
        var late = await site.ReadAsync(location + "?show=late", Village.ProvinceWriter);
        Assert.Contains("Phát thanh 0/2, đến nay cần 1.", late, StringComparison.Ordinal);
        Assert.Contains("Chưa nhận", late, StringComparison.Ordinal);
        Assert.Contains("1/2</b> xã, phường đã nhận", await site.ReadAsync("/campaigns", Village.ProvinceWriter), StringComparison.Ordinal);
        var summary = JsonDocument.Parse(await site.ReadAsync("/api/campaigns", Village.ProvinceWriter)).RootElement[0];
        Assert.Equal(("12/KH-UBND", 2, 1), (summary.GetProperty("number").GetString(), summary.GetProperty("communes").GetInt32(), summary.GetProperty("received").GetInt32()));
    }

    [Theory]
    [InlineData("/campaigns/new")]
    [InlineData("/press/new")]
    public async Task Who_does_not_write_does_not_get_the_forms(string path)
    {
        await using var site = await Site.OpenAsync();
        using var refused = await site.GetAsync(path, Village.Approver);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private sealed class Plain : LangSo.Look.IText
    {
        public string this[string vi, params object[] args] => string.Format(VnText.Culture, vi, args);
    }
}
