using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CsCheck;
using LangSo.Criteria.Evidence;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.SelfAssessment.Tests;

/// <summary>What is taken as evidence, what is not, and how it comes over a weak line.</summary>
public sealed class EvidenceTests
{
    private static async Task<IReadOnlyList<EvidenceFile>> KeptAsync(DeskHouse house)
    {
        await using var db = house.Get<StoreFactory>().Open();
        return await house.Get<IEvidenceBook>().OfAsync(db, house.Unit, DeskHouse.Year, Cancel);
    }

    private static CancellationToken Cancel => DeskHouse.Cancel;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [Fact]
    public void The_four_kinds_are_known_by_their_content_whatever_they_are_called()
    {
        Assert.Equal("image/jpeg", EvidenceKinds.Of(Pictures.Jpeg(), "a.pdf").Value);
        Assert.Equal("image/png", EvidenceKinds.Of(Pictures.Png(), "a").Value);
        Assert.Equal("image/webp", EvidenceKinds.Of(Pictures.WebP(), "a.jpg").Value);
        Assert.Equal("application/pdf", EvidenceKinds.Of(Pictures.Pdf(), "a.exe").Value);
        // a phone's own trailer behind the picture stays a picture
        Assert.True(EvidenceKinds.Of([.. Pictures.Jpeg(), .. "SEFT ftypmp42"u8], "a.jpg").Ok);
    }

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "khong-phai-anh.jpg", "<html><script>alert(1)</script>"u8.ToArray() },
        { "chuong-trinh.jpg", [0x4D, 0x5A, 0x90, 0, .. new byte[200]] },
        { "mot-nua.jpg", Pictures.Jpeg(5_000)[..3_000] },
        { "mot-nua.png", Pictures.Png()[..40] },
        { "chi-co-dau.jpg", [0xFF, 0xD8, 0xFF, 0xD9] },
        { "anh-kem-zip.jpg", [.. Pictures.Jpeg(), .. "PK\x03\x04"u8, .. new byte[30], .. "PK\x05\x06"u8] },
        { "anh-kem-ma.png", [.. Pictures.Png(), .. "<script>alert(1)</script>"u8] },
        { "anh-la-pdf.jpg", [.. Pictures.Jpeg()[..2], 0xFF, 0xFE, 0, 12, .. "%PDF-1.4\n\n"u8, .. Pictures.Jpeg()[2..]] },
        { "giay-kem-zip.pdf", [.. Pictures.Pdf(), .. "PK\x05\x06"u8, .. new byte[18], .. "startxref\n9\n%%EOF"u8] },
        { "giay-chay-ma.pdf", Pictures.Pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>") },
        { "sua-mot-byte.png", Flip(Pictures.Png(), 30) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_file_that_is_none_of_them_or_two_things_at_once_is_refused_by_name(string name, byte[] bytes) =>
        Assert.Contains(name, Assert.Single(EvidenceKinds.Of(bytes, name).Problems).ToString());

    [Fact]
    public void No_bytes_whatever_break_the_reader() => Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 3], Gen.Int[0, 300]).Sample((noise, kind, at) =>
    {
        byte[] file = kind switch { 0 => Pictures.Jpeg(), 1 => Pictures.Png(), 2 => Pictures.WebP(), _ => Pictures.Pdf() };
        EvidenceKinds.Of([.. file.Take(at), .. noise], "a");
    }, iter: 20_000);

    [Fact]
    public async Task A_picture_that_broke_off_goes_on_where_it_was_and_is_kept_byte_for_byte()
    {
        await using var house = await DeskHouse.OpenAsync();
        var (uploads, picture) = (house.Get<EvidenceUploads>(), Pictures.Jpeg(300_000));
        var hash = Hash(picture);
        await house.DoAsync("a", house.Op("evidence-add", file: "x") with { Sha256 = hash, Name = "Nhà văn hóa.jpg", Bytes = picture.Length });
        Assert.Empty(await KeptAsync(house));

        Assert.Equal(100_000, (await Put(0, 100_000)).Received);
        Assert.Equal(100_000, (await uploads.StateAsync(hash, "lan", Cancel)).Received);
        Assert.Equal(100_000, (await Put(50_000, 150_000)).Received);
        Assert.Equal(0, (await uploads.StateAsync(hash, "minh", Cancel)).Received);
        Assert.True((await Put(100_000, picture.Length)).Kept);
        Assert.True((await Put(100_000, picture.Length)).Kept);

        var file = Assert.Single(await KeptAsync(house));
        Assert.Equal(("image/jpeg", (long)picture.Length, "Nhà văn hóa.jpg"), (file.MediaType, file.Bytes, file.Name));
        await using var kept = await house.Get<IMediaVault>().OpenAsync(hash, Cancel);
        var bytes = new byte[picture.Length];
        await kept!.ReadExactlyAsync(bytes, Cancel);
        Assert.Equal(picture, bytes);
        Assert.Contains(hash, await WantedAsync(house));

        async Task<UploadState> Put(int from, int to) => (await uploads.PutAsync(hash, "lan", from, picture.Length, "Nhà văn hóa.jpg", picture.AsMemory(from, to - from), Cancel)).Value;
    }

    [Fact]
    public async Task Bytes_that_came_wrong_are_asked_for_again_and_a_file_that_is_no_picture_is_refused()
    {
        await using var house = await DeskHouse.OpenAsync();
        var (uploads, picture) = (house.Get<EvidenceUploads>(), Pictures.Jpeg(1_000));
        var wrong = Flip(picture, 700);
        Assert.Equal(new UploadState(0, false), (await uploads.PutAsync(Hash(picture), "lan", 0, wrong.Length, "a.jpg", wrong, Cancel)).Value);
        Assert.True((await uploads.PutAsync(Hash(picture), "lan", 0, picture.Length, "a.jpg", picture, Cancel)).Value.Kept);

        var text = "không phải ảnh"u8.ToArray();
        Assert.Contains("a.jpg", (await uploads.PutAsync(Hash(text), "lan", 0, text.Length, "a.jpg", text, Cancel)).Problems[0].ToString());
        Assert.Equal("file", (await uploads.PutAsync(Hash(text), "lan", 0, 16 * 1024 * 1024, "to.jpg", text, Cancel)).Problems[0].Field);
    }

    [Fact]
    public async Task A_flipped_byte_of_evidence_no_longer_answers_to_its_name()
    {
        await using var house = await DeskHouse.OpenAsync();
        var hash = (await house.Get<EvidenceDesk>().KeepAsync(Pictures.Pdf(), "qd.pdf", "lan", Cancel)).Value;
        Assert.True(await house.Get<IMediaVault>().VerifyAsync(hash, Cancel));
        var path = Path.Combine(house.Get<DataFolder>().Path, "media", hash);
        await File.WriteAllBytesAsync(path, Flip(Pictures.Pdf(), 20), Cancel);
        Assert.False(await house.Get<IMediaVault>().VerifyAsync(hash, Cancel));
    }

    [Theory, InlineData("stream: OK\0", null), InlineData("stream: Eicar-Test-Signature FOUND\0", "file"), InlineData("INSTREAM size limit exceeded. ERROR\0", "scan"), InlineData(null, "scan")]
    public async Task A_scanner_is_asked_by_its_own_protocol(string? answer, string? field)
    {
        using var clamd = new FakeClamd(answer);
        await using var house = await DeskHouse.OpenAsync(s => s.AddSingleton<IEvidenceScan>(new ClamdScan(clamd.Address, TimeProvider.System)));
        var picture = Pictures.Jpeg(150_000);
        var kept = await house.Get<EvidenceDesk>().KeepAsync(picture, "anh.jpg", "lan", Cancel);
        Assert.Equal(field, kept.Ok ? null : kept.Problems[0].Field);
        if (!kept.Ok) Assert.Contains("anh.jpg", kept.Problems[0].ToString());
        if (answer is not null) Assert.Equal(picture, clamd.Received);
        Assert.Equal(kept.Ok ? picture.Length : null, await house.Get<IMediaVault>().SizeAsync(Hash(picture), Cancel));
    }

    private static async Task<List<string>> WantedAsync(DeskHouse house)
    {
        var wanted = new List<string>();
        await using var db = house.Get<StoreFactory>().Open();
        foreach (var module in house.Get<IEnumerable<IMediaWanted>>())
            await foreach (var name in module.WantedAsync(db, Cancel)) wanted.Add(name);
        return wanted;
    }

    private static byte[] Flip(byte[] bytes, int at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }

    /// <summary>Reads what INSTREAM says and answers; without an answer it hangs up.</summary>
    private sealed class FakeClamd : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public FakeClamd(string? answer)
        {
            _listener.Start();
            _ = ServeAsync(answer);
        }

        public string Address => "127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port;

        public byte[] Received { get; private set; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync(string? answer)
        {
            using var socket = await _listener.AcceptSocketAsync();
            if (answer is null) return;
            await using var line = new NetworkStream(socket);
            var command = new byte[10];
            await line.ReadExactlyAsync(command);
            if (!command.AsSpan().SequenceEqual("zINSTREAM\0"u8)) return;
            using var all = new MemoryStream();
            var length = new byte[4];
            while (true)
            {
                await line.ReadExactlyAsync(length);
                var size = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length);
                if (size == 0) break;
                var piece = new byte[size];
                await line.ReadExactlyAsync(piece);
                all.Write(piece);
            }
            Received = all.ToArray();
            await line.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        }
    }
}
