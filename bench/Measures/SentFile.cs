using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace LangSo.Bench;

/// <summary>A film of 64 MB sent as the browser sends it: pieces of 1 MB one after another, each with its hash, into the store and the vault.</summary>
internal static class SentFile
{
    private const int Rounds = 5;
    private const int Megabytes = 64;
    private const int Piece = 1024 * 1024;

    public static async Task RunAsync(Table table, Shelf shelf, string program, CancellationToken cancel)
    {
        await using var server = await ServerProgram.StartAsync(program, shelf, cancel);
        using var writer = await Browser.SignInAsync(server.Address, "vanhoa", cancel);
        var random = new Random(5);
        List<double> speeds = [];
        for (var round = -1; round < Rounds; round++)
        {
            var file = new byte[Megabytes * Piece];
            random.NextBytes(file);
            "\0\0\0\u0018ftypisom"u8.CopyTo(file);
            var clock = Stopwatch.StartNew();
            var begun = await writer.Http.PostAsJsonAsync("/bulletins/sounds/uploads", new { name = "phong-su.mp4", size = file.Length, @for = "press" }, cancel);
            begun.EnsureSuccessStatusCode();
            var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("id").GetString();
            for (var at = 0; at < file.Length; at += Piece)
            {
                using var put = new HttpRequestMessage(HttpMethod.Put, $"/bulletins/sounds/uploads/{id}?at={at}") { Content = new ByteArrayContent(file, at, Piece) };
                put.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                put.Headers.Add("X-Sha256", Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(at, Piece))));
                using var answer = await writer.Http.SendAsync(put, cancel);
                answer.EnsureSuccessStatusCode();
            }
            if (round >= 0) speeds.Add(file.Length / 1_000_000.0 / clock.Elapsed.TotalSeconds);
        }
        table.Add(new Row("upload", $"gửi tệp {Megabytes} MB từng phần, {shelf.Name}", "MB/s", new Samples(speeds), "một người gửi, phần 1 MB có băm, ghi kho và ổ đĩa; cần ≥ 5"));
    }
}
