using System.Text;
using LangSo.Foundation;
using LangSo.Store.Media;

namespace LangSo.Bulletins.Tests.Counting;

/// <summary>A file that proves an article or a video report.</summary>
public sealed class PressFileTests
{
    private static readonly DateOnly Today = VnTime.DayOf(Village.Now);
    private static readonly PressDraft Film = new(PressKind.Video, "Giao Ninh vào vụ", "cong", "dich-vu-cong", Village.GiaoNinh, "10/3/2026", "");

    private static CancellationToken Cancel => House.Cancel;

    [Fact]
    public async Task A_video_in_pieces_is_kept_counted_as_evidence_and_opened_at_any_place()
    {
        await using var desk = await Sounds.Desk.OpenAsync();
        var file = Mp4("tiếng và hình", (2 * Uploads.PieceBytes) + 99);
        var item = (await desk.House.Press.RecordAsync(Film with { Upload = await desk.SendAsync("vu-mua.mp4", file, forPress: true) }, Village.Writer, Cancel)).Value;
        Assert.Equal((PressFileForm.Mp4, 12.0, false, "vu-mua.mp4"), (item.File!.Form, item.File.Seconds, item.File.Silent, item.File.Name));
        var fact = Assert.Single((await desk.House.Counts.TallyAsync(new DateOnly(2026, 3, 1), Today, [Village.Province], Cancel)).Facts);
        Assert.Equal((true, $"/press/files/{item.Id:n}"), (fact.Done, fact.Link));
        await using var open = (await desk.Uploads.OpenAsync(item.File, Cancel))!;
        var whole = new MemoryStream();
        await open.CopyToAsync(whole, Cancel);
        Assert.Equal(file, whole.ToArray());
        open.Position = Uploads.PieceBytes - 3;
        var part = new byte[7];
        await open.ReadExactlyAsync(part, Cancel);
        Assert.Equal(file[(Uploads.PieceBytes - 3)..(Uploads.PieceBytes + 4)], part);
        await using var db = desk.House.Stores.Open();
        var wanted = new List<string>();
        await foreach (var hash in new PressFilesWanted().WantedAsync(db, Cancel)) wanted.Add(hash);
        Assert.Equal(3, wanted.Distinct().Count());
        Assert.All(wanted, hash => Assert.True(MediaName.IsHash(hash)));
    }

    [Fact]
    public async Task A_video_without_sound_is_kept_and_named()
    {
        await using var desk = await Sounds.Desk.OpenAsync();
        var item = (await desk.House.Press.RecordAsync(Film with { Upload = await desk.SendAsync("cam.mp4", Mp4("silent", 300), forPress: true) }, Village.Writer, Cancel)).Value;
        Assert.True(item.File!.Silent);
    }

    [Fact]
    public async Task A_broken_video_half_a_file_and_a_strangers_file_are_one_line_each_and_record_nothing()
    {
        await using var desk = await Sounds.Desk.OpenAsync();
        var broken = await desk.SendAsync("hong.mp4", Mp4("corrupt", 300), forPress: true);
        Assert.Equal("Tệp video bị hỏng.", (await desk.House.Press.RecordAsync(Film with { Upload = broken }, Village.Writer, Cancel)).Said());
        var half = (await desk.Uploads.BeginAsync("dai.mp4", 3_000_000, forPress: true, Village.Writer, Cancel)).Value;
        Assert.StartsWith("Tệp mới tới 0 %", (await desk.House.Press.RecordAsync(Film with { Upload = half.Id }, Village.Writer, Cancel)).Said(), StringComparison.Ordinal);
        var whole = await desk.SendAsync("tot.mp4", Mp4("tốt", 300), forPress: true);
        Assert.StartsWith("Không còn giữ tệp", (await desk.House.Press.RecordAsync(Film with { Upload = whole }, Village.ProvinceWriter, Cancel)).Said(), StringComparison.Ordinal);
        // a sound is no evidence, and evidence is no sound
        var sound = await desk.SendAsync("loa.wav", Sounds.Desk.Wav("tốt", 300));
        Assert.StartsWith("Không còn giữ tệp", (await desk.House.Press.RecordAsync(Film with { Upload = sound }, Village.Writer, Cancel)).Said(), StringComparison.Ordinal);
        Assert.StartsWith("Không còn giữ tệp", (await desk.Uploads.FinishAsync(whole, Sounds.Desk.Plain, Village.Writer, Cancel)).Said(), StringComparison.Ordinal);
        Assert.Empty((await desk.House.Counts.TallyAsync(new DateOnly(2026, 3, 1), Today, [Village.Province], Cancel)).Facts);
    }

    [Fact]
    public async Task One_file_proves_one_thing()
    {
        await using var desk = await Sounds.Desk.OpenAsync();
        var paper = await desk.SendAsync("bao.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 and a page"), forPress: true);
        Assert.True((await desk.House.Press.RecordAsync(Film with { Kind = PressKind.Article, Upload = paper }, Village.Writer, Cancel)).Ok);
        Assert.StartsWith("Không còn giữ tệp", (await desk.House.Press.RecordAsync(Film with { Upload = paper }, Village.Writer, Cancel)).Said(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.mp4", 1_000, "%PDF-1.7 xxxx", "\"a.mp4\" có đuôi .mp4 nhưng bên trong là PDF. Đổi đúng đuôi tệp rồi gửi lại.")]
    [InlineData("a.exe", 1_000, "MZ\u0090xxxxxxxxxx", "\"a.exe\" không phải MP4, PDF, JPG hoặc PNG. Chọn tệp khác.")]
    [InlineData("a.pdf", 60_000_000, "%PDF-1.7 xxxx", "Tệp PDF nặng 57 MB, nhiều nhất 50 MB. Xuất lại nhẹ hơn hoặc ghi đường dẫn.")]
    [InlineData("A.PDF", 1_000, "%PDF-1.7 xxxx", null)]
    [InlineData("phong-su.mp4", 200_000_000, "....ftypisom", null)]
    public void A_file_is_what_its_first_bytes_say(string name, long bytes, string head, string? says) =>
        Assert.Equal(says, PressFiles.Refuse(name, bytes, Encoding.Latin1.GetBytes(head))?.ToString());

    private static byte[] Mp4(string what, int length)
    {
        var file = new byte[length];
        for (var i = 0; i < length; i++) file[i] = (byte)(i * 31 / 7);
        Encoding.UTF8.GetBytes("....ftypisom" + what).CopyTo(file, 0);
        return file;
    }
}
