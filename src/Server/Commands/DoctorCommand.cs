using System.CommandLine;
using System.Text.Json;
using LangSo.Foundation;
using LangSo.Server.Host;
using LangSo.Server.Keeping;
using LangSo.Server.Keeping.Doctor;

namespace LangSo.Server.Commands;

/// <summary><c>langso doctor</c>: what is wrong with an installation, a line each, with how to mend it. Changes nothing.</summary>
internal static class DoctorCommand
{
    private static readonly string[] Forms = ["text", "json"];

    public static Command Make()
    {
        var place = new Place();
        var full = new Option<bool>("--full") { Description = "Đọc mọi tệp âm thanh, thử mọi tài khoản" };
        var port = new Option<int?>("--port") { Description = "Kiểm cổng này còn trống", HelpName = "CỔNG" };
        var certificate = new Option<string?>("--certificate") { Description = "Chứng thư HTTPS (PEM) cần kiểm hạn", HelpName = "TỆP" };
        var format = CommonOptions.Format("text", Forms);
        var command = place.On(new Command("doctor", "Khám hệ thống: sai gì, sửa thế nào; không đổi gì. Thoát 0 khi không thấy gì sai, 1 khi có") { full, port, certificate, format });
        command.SetAction((parsed, cancel) => RunAsync(
            place.Read(parsed), parsed.GetValue(full), parsed.GetValue(port), parsed.GetValue(certificate), parsed.GetRequiredValue(format), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Outcome<Installation> place, bool full, int? port, string? certificate, string given, CancellationToken cancel)
    {
        var form = CommonOptions.Form(given, Forms);
        if (!form.Ok) return CommandLine.Refuse(form.Problems);
        if (!place.Ok) return CommandLine.Refuse(place.Problems);
        await using var store = new OpenedStore(place.Value);
        var patient = new Patient(store, await store.Factory.InspectAsync(cancel), TimeProvider.System, full, port, certificate, Patient.RunAsync);
        var findings = await Checks.LookAsync(patient, cancel);
        if (form.Value == "json")
            Console.WriteLine(JsonSerializer.Serialize(new { Checked = Checks.All.Select(c => c.Id), Findings = findings }, LangSoJson.Indented));
        else if (findings.Count == 0)
            Console.WriteLine($"Không thấy gì sai; đã kiểm {Checks.All.Count} mục.");
        else
            foreach (var finding in findings) Console.WriteLine($"{finding.Check}: {finding.Text} Cách sửa: {finding.Mend}");
        return findings.Count == 0 ? 0 : CommandLine.Failure;
    }
}
