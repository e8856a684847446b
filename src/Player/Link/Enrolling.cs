using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LangSo.Airtime;
using LangSo.Foundation;

namespace LangSo.Player;

/// <summary>Enrols with a code. A server that is not there yet is tried again for a while: both may just have been switched on.</summary>
internal static class Enrolling
{
    private const int Tries = 6;

    public static async Task<Outcome<Identity>> EnrolAsync(PlayerOptions options, TimeProvider time, CancellationToken cancel)
    {
        if (options.Enrol is null) return new Problem("--enrol", "Loa này chưa ghi danh. Xin mã ở trang Thiết bị rồi thêm --enrol MÃ.");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        var why = "";
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0) await Task.Delay(TimeSpan.FromSeconds(Math.Min(8, 1 << (i - 1))), time, cancel);
            try
            {
                using var answer = await http.PostAsJsonAsync(
                    new Uri(options.Server, "/api/devices/enrol"), new EnrolRequest(options.Enrol, PlayerProgram.Version), LangSoJson.Compact, cancel);
                if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<EnrolReply>(LangSoJson.Compact, cancel) is { } reply)
                    return new Identity(options.Server, reply.Device, reply.Token, reply.Name, reply.Root, reply.Mqtt, reply.NextRecord, reply.Desired);
                why = await DetailAsync(answer, cancel);
                if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest) return new Problem("--enrol", "{0}", why);
                if (answer.StatusCode is HttpStatusCode.TooManyRequests) return new Problem("--server", "{0}", why);
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                why = e.Message;
            }
        }
        return new Problem("--server", "Không ghi danh được với {0}: {1}", options.Server, why);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            if (json.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } text) return text;
        }
        catch (JsonException)
        {
            // Not a problem document: the status says enough.
        }
        return $"máy chủ trả lời {(int)answer.StatusCode}.";
    }
}
