using System.Security.Cryptography;
using System.Text;

namespace LangSo.Bulletins.Tests.Sounds;

public sealed class LibraryTests
{
    private static CancellationToken Cancel => House.Cancel;

    [Fact]
    public async Task A_file_that_came_in_pieces_is_one_recording_however_often_it_is_finished()
    {
        await using var desk = await Desk.OpenAsync();
        var file = Desk.Wav("tốt", (2 * Uploads.PieceBytes) + 77);
        var id = await desk.SendAsync("Bão số 3.wav", file);
        var made = (await desk.Uploads.FinishAsync(id, new FinishAsked(null, RecordingKind.Uploaded, null, From: 1, To: 6), Village.Writer, Cancel)).Value;
        Assert.Equal(("Bão số 3", Village.GiaoNinh, 5000), (made.Title, made.Area, made.Sound.DurationMs));
        Assert.Equal(made.Id, (await desk.Uploads.FinishAsync(id, new FinishAsked("Khác", RecordingKind.Jingle, null), Village.Writer, Cancel)).Value.Id);
        Assert.Single((await desk.Library.PageAsync(new RecordingFilter(), Village.Writer, Cancel)).Rows);
        Assert.Single(await desk.House.ActsAsync(), a => a.Act == "recording-added");
        Assert.Null(await desk.Uploads.FindAsync(id, Village.Writer, Cancel));
    }

    [Fact]
    public async Task After_a_cut_the_sender_asks_how_far_it_came_and_goes_on()
    {
        await using var desk = await Desk.OpenAsync();
        var file = Desk.Wav("tốt", Uploads.PieceBytes + 500);
        var upload = (await desk.Uploads.BeginAsync("a.wav", file.Length, Village.Writer, Cancel)).Value;
        var first = file.AsMemory(0, Uploads.PieceBytes);
        await desk.Uploads.TakeAsync(upload, 0, first, Desk.Hash(first), Cancel);
        var back = (await desk.Uploads.FindAsync(upload.Id, Village.Writer, Cancel))!;
        Assert.Equal(Uploads.PieceBytes, back.Received);
        // the answer was lost and the same piece comes again, or one from beyond: nothing changes
        Assert.Equal(Uploads.PieceBytes, (await desk.Uploads.TakeAsync(back, 0, first, Desk.Hash(first), Cancel)).Value.Received);
        Assert.Equal(Uploads.PieceBytes, (await desk.Uploads.TakeAsync(upload, 0, first, Desk.Hash(first), Cancel)).Value.Received);
        Assert.Equal("Tệp mới tới 99 %. Gửi nốt phần còn lại.", (await desk.Uploads.FinishAsync(upload.Id, Desk.Plain, Village.Writer, Cancel)).Said());
        var rest = file.AsMemory(Uploads.PieceBytes);
        Assert.Equal("Phần tệp bị sai trên đường gửi. Gửi lại phần này.", (await desk.Uploads.TakeAsync(back, Uploads.PieceBytes, rest, Desk.Hash(first), Cancel)).Said());
        Assert.Equal(file.Length, (await desk.Uploads.TakeAsync(back, Uploads.PieceBytes, rest, Desk.Hash(rest), Cancel)).Value.Received);
        Assert.True((await desk.Uploads.FinishAsync(upload.Id, Desk.Plain, Village.Writer, Cancel)).Ok);
    }

    [Fact]
    public async Task What_is_no_sound_or_too_heavy_is_refused_with_the_first_piece()
    {
        await using var desk = await Desk.OpenAsync();
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7 and so on");
        var upload = (await desk.Uploads.BeginAsync("loa.mp3", 5_000_000, Village.Writer, Cancel)).Value;
        var piece = new byte[Uploads.PieceBytes];
        pdf.CopyTo(piece, 0);
        Assert.StartsWith("\"loa.mp3\" không phải tệp tiếng", (await desk.Uploads.TakeAsync(upload, 0, piece, Desk.Hash(piece), Cancel)).Said(), StringComparison.Ordinal);
        Assert.Null(await desk.Uploads.FindAsync(upload.Id, Village.Writer, Cancel));
        Assert.StartsWith("Tệp nặng 1.024 MB, nhiều nhất 350 MB", (await desk.Uploads.BeginAsync("x.wav", 1L << 30, Village.Writer, Cancel)).Said(), StringComparison.Ordinal);
        Assert.Equal("Tệp trống. Chọn tệp khác.", (await desk.Uploads.BeginAsync("x.wav", 0, Village.Writer, Cancel)).Said());
        var id = await desk.SendAsync("hong.wav", Desk.Wav("corrupt", 400));
        Assert.Equal("Tệp bị hỏng.", (await desk.Uploads.FinishAsync(id, Desk.Plain, Village.Writer, Cancel)).Said());
    }

    [Fact]
    public async Task Nobody_goes_on_with_or_keeps_for_a_unit_what_is_not_theirs()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.SendAsync("a.wav", Desk.Wav("tốt", 400));
        Assert.Null(await desk.Uploads.FindAsync(id, Village.Stranger, Cancel));
        Assert.Equal("Bạn chưa có quyền giữ bản thu cho xã Giao Hưng.",
            (await desk.Uploads.FinishAsync(id, Desk.Plain with { Area = Village.GiaoHung.Value }, Village.Writer, Cancel)).Said());
        var made = await desk.AddAsync("Nhạc hiệu xã");
        Assert.False(desk.Library.MaySee(made, Village.Stranger));
        Assert.Empty((await desk.Library.PageAsync(new RecordingFilter(), Village.Stranger, Cancel)).Rows);
    }

    [Fact]
    public async Task The_library_is_paged_searched_without_marks_and_knows_what_was_withdrawn()
    {
        await using var desk = await Desk.OpenAsync();
        for (var i = 1; i <= 23; i++) await desk.AddAsync("Bản tin phòng chống bão " + i, kind: i % 2 == 0 ? RecordingKind.Jingle : RecordingKind.Recorded);
        var page = await desk.Library.PageAsync(new RecordingFilter(Text: "phong BAO", Page: 2), Village.Writer, Cancel);
        Assert.Equal((23, 2, 2, 3), (page.Total, page.Page, page.Pages, page.Rows.Count));
        Assert.Equal(11, (await desk.Library.PageAsync(new RecordingFilter(RecordingKind.Jingle), Village.Writer, Cancel)).Total);
        Assert.Empty((await desk.Library.PageAsync(new RecordingFilter(Text: "lũ quét"), Village.Writer, Cancel)).Rows);
        Assert.True((await desk.Library.WithdrawAsync(page.Rows[0].Id, Village.Approver, Cancel)).Ok);
        Assert.Contains("đã thu hồi bản thu này", (await desk.Library.WithdrawAsync(page.Rows[0].Id, Village.Approver, Cancel)).Said(), StringComparison.Ordinal);
        Assert.Contains("chưa có quyền", (await desk.Library.WithdrawAsync(page.Rows[1].Id, Village.Stranger, Cancel)).Said(), StringComparison.Ordinal);
        Assert.Equal(page.Rows[0].Id, Assert.Single((await desk.Library.PageAsync(new RecordingFilter(Withdrawn: true), Village.Writer, Cancel)).Rows).Id);
    }

    [Fact]
    public async Task A_bulletin_takes_a_recording_as_it_is_and_is_not_spoken()
    {
        await using var desk = await Desk.OpenAsync();
        var recording = await desk.AddAsync("Lời Chủ tịch xã");
        var bulletin = await desk.House.SubmitAsync(Village.Vaccination with { Source = recording.Source });
        Assert.Equal((recording.Sound, 0), (bulletin.Sound, desk.House.Announcer.Spoken));
        Assert.Equal(recording.Source, (await desk.House.StoredAsync(bulletin.Id)).Source);
        Assert.True((await desk.House.Desk.ApproveAsync(bulletin.Id, bulletin.Version, Village.Approver, Cancel)).Ok);
    }

    [Fact]
    public async Task A_grave_fault_is_not_handed_in_and_a_warning_is()
    {
        await using var desk = await Desk.OpenAsync();
        var clipped = await desk.AddAsync("Vỡ tiếng", "clipped");
        var refused = await desk.House.Desk.SubmitAsync(null, 0, Village.Vaccination with { Source = clipped.Source }, Village.Writer, Cancel);
        Assert.Equal("Bản thu \"Vỡ tiếng\" chưa phát được: Tiếng bị vỡ vì quá to ở 50 % thời lượng, bắt đầu từ giây 3. Cắt lại hoặc thu lại rồi chọn bản mới.", refused.Said());
        var gap = await desk.AddAsync("Có khoảng lặng", "gap");
        Assert.Equal("Lặng 4,5 giây từ giây 12.", FindingWords.Say(Assert.Single(gap.Findings)).ToString());
        Assert.True((await desk.House.Desk.SubmitAsync(null, 0, Village.Vaccination with { Source = gap.Source }, Village.Writer, Cancel)).Ok);
        Assert.Equal("Chưa chọn bản thu. Chọn một bản thu hoặc để máy đọc.",
            (await desk.House.Desk.SubmitAsync(null, 0, Village.Vaccination with { Source = new SoundSource(SoundKind.Recording) }, Village.Writer, Cancel)).Said());
    }

    [Fact]
    public async Task A_recording_withdrawn_while_a_bulletin_waits_is_not_approved()
    {
        await using var desk = await Desk.OpenAsync();
        var recording = await desk.AddAsync("Lời kêu gọi");
        var bulletin = await desk.House.SubmitAsync(Village.Vaccination with { Source = recording.Source });
        await desk.Library.WithdrawAsync(recording.Id, Village.Writer, Cancel);
        var refused = await desk.House.Desk.ApproveAsync(bulletin.Id, bulletin.Version, Village.Approver, Cancel);
        Assert.StartsWith("Bản thu \"Lời kêu gọi\" đã bị Cán bộ văn hóa thu hồi", refused.Said(), StringComparison.Ordinal);
        Assert.Equal(BulletinState.Submitted, (await desk.House.StoredAsync(bulletin.Id)).State);
    }

    [Fact]
    public async Task The_sweep_is_told_of_every_sound_of_the_library()
    {
        await using var desk = await Desk.OpenAsync();
        var kept = await desk.AddAsync("Một");
        var withdrawn = await desk.AddAsync("Hai", "gap");
        await desk.Library.WithdrawAsync(withdrawn.Id, Village.Writer, Cancel);
        await using var db = desk.House.Stores.Open();
        var wanted = await new LibrarySounds().WantedAsync(db, Cancel).ToListAsync(Cancel);
        Assert.Equal(new[] { kept.Sound.Sha256, withdrawn.Sound.Sha256 }.Order(), wanted.Order());
    }

    [Fact]
    public async Task The_voice_is_the_bulletins_own_or_that_of_the_nearest_unit()
    {
        await using var desk = await Desk.OpenAsync();
        Assert.Null(await desk.Voices.ForAsync(null, Village.LamPhu, Cancel));
        Assert.True((await desk.Voices.ChooseAsync(Village.GiaoNinh, "south", 100, Village.Writer, Cancel)).Ok);
        Assert.Equal(("south", 100), (await desk.Voices.ForAsync(null, Village.LamPhu, Cancel) is { } below ? (below.Id, below.WordsPerMinute) : default));
        Assert.Null(await desk.Voices.ForAsync(null, Village.GiaoHung, Cancel));
        Assert.True((await desk.Voices.ChooseAsync(Village.LamPhu, "north", 140, Village.Writer, Cancel)).Ok);
        Assert.Equal("north", (await desk.Voices.ForAsync(null, Village.LamPhu, Cancel))!.Id);
        Assert.Equal(("piper/mai", 140), (await desk.Voices.ForAsync(new SoundSource(SoundKind.Voice, "piper/mai"), Village.LamPhu, Cancel) is { } own ? (own.Id, own.WordsPerMinute) : default));
        Assert.True((await desk.Voices.ChooseAsync(Village.LamPhu, null, 118, Village.Writer, Cancel)).Ok);
        Assert.Equal("south", (await desk.Voices.ForAsync(null, Village.LamPhu, Cancel))!.Id);
        Assert.Equal("Bạn chưa có quyền chọn giọng đọc cho xã Giao Hưng.", (await desk.Voices.ChooseAsync(Village.GiaoHung, "south", 118, Village.Writer, Cancel)).Said());
        Assert.Equal(3, (await desk.House.ActsAsync()).Count(a => a.Act == "voice-chosen"));
    }
}

/// <summary>The library's parts on a real store with a real vault.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public static readonly FinishAsked Plain = new("Tên", RecordingKind.Uploaded, null);

    public required House House { get; init; }
    public SoundLibrary Library => House.Part<SoundLibrary>();
    public Uploads Uploads => House.Part<Uploads>();
    public PlaceVoices Voices => House.Part<PlaceVoices>();

    public static async Task<Desk> OpenAsync() => new() { House = await House.OpenAsync() };

    public async Task<Guid> SendAsync(string name, byte[] file, bool forPress = false)
    {
        var upload = (await Uploads.BeginAsync(name, file.Length, forPress, Village.Writer, House.Cancel)).Value;
        for (var at = 0; at < file.Length; at += Uploads.PieceBytes)
        {
            var piece = file.AsMemory(at, Math.Min(Uploads.PieceBytes, file.Length - at));
            upload = (await Uploads.TakeAsync(upload, at, piece, Hash(piece), House.Cancel)).Value;
        }
        return upload.Id;
    }

    public async Task<Recording> AddAsync(string title, string what = "tốt", RecordingKind kind = RecordingKind.Uploaded) =>
        (await Uploads.FinishAsync(await SendAsync("a.wav", Wav(what + title, 300)), new FinishAsked(title, kind, null), Village.Writer, House.Cancel)).Value;

    public static byte[] Wav(string what, int length)
    {
        var file = new byte[length];
        Encoding.UTF8.GetBytes("RIFF....WAVE" + what).CopyTo(file, 0);
        return file;
    }

    public static string Hash(ReadOnlyMemory<byte> piece) => Convert.ToHexStringLower(SHA256.HashData(piece.Span));

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
