using LangSo.Foundation;
using LangSo.Look;
using LangSo.Territory.DataFiles;

namespace LangSo.Recognition.Procedure;

/// <summary>Every version of every procedure and the calendar that their deadlines are counted by: what the data folder says. Unchanging.</summary>
public sealed record ProcedureShelf(IReadOnlyList<ProcedureTemplate> Templates, WorkingCalendar Calendar)
{
    private static readonly HashSet<string> StepRights = [Rights.KeepDossiers, Rights.SelfAssess, Rights.VerifyDossiers, Rights.AppraiseDossiers, Rights.DecideDossiers];
    private static readonly string[] Levels = ["commune", "district", "province"];

    /// <summary>A shelf of nothing.</summary>
    public static ProcedureShelf Empty { get; } = new([], WorkingCalendar.Empty);

    /// <summary>The version in force, or null.</summary>
    public ProcedureTemplate? On(DossierKind kind, DateOnly day) => Templates.FirstOrDefault(t => t.Kind == kind && t.Holds(day));

    /// <summary>A version by id; asking for one that is gone is an error of the installation.</summary>
    public ProcedureTemplate Find(string id) => Templates.FirstOrDefault(t => t.Id == id)
        ?? throw new InvalidOperationException($"The data folder has no procedure {id}, by which there are dossiers.");

    /// <summary>Whoever goes on with the dossiers of a version, or null.</summary>
    public ProcedureTemplate? HeirOf(string id) => Templates.FirstOrDefault(t => t.TakesOver?.Template == id);

    /// <summary>Reads <c>recognition/procedures/*.json</c> and <c>calendar/*.json</c> below <paramref name="dataFolder"/>: all or nothing.</summary>
    public static Outcome<ProcedureShelf> Read(string dataFolder)
    {
        var problems = new List<Problem>();
        var templates = ReadAll<ProcedureTemplate>(Path.Combine(dataFolder, "recognition", "procedures"), problems);
        var years = ReadAll<CalendarYear>(Path.Combine(dataFolder, "calendar"), problems);
        if (problems.Count == 0) problems.AddRange(years.SelectMany(WorkingCalendar.Faults).Concat(Faults(templates)));
        return problems.Count > 0 ? problems : new ProcedureShelf([.. templates.OrderBy(t => t.Kind).ThenBy(t => t.From)], new WorkingCalendar(years));
    }

    /// <summary>What makes versions unusable, together and each.</summary>
    internal static IEnumerable<Problem> Faults(IReadOnlyList<ProcedureTemplate> templates)
    {
        foreach (var same in templates.GroupBy(t => t.Id).Where(g => g.Count() > 1)) yield return Fault(same.First(), "mã này có hai lần");
        foreach (var kind in templates.GroupBy(t => t.Kind))
            foreach (var (first, second) in kind.OrderBy(t => t.From).Zip(kind.OrderBy(t => t.From).Skip(1)))
                if (first.To is null || first.To > second.From) yield return Fault(second, "chồng ngày với " + first.Id);
        foreach (var template in templates)
        {
            foreach (var fault in Faults(template)) yield return Fault(template, fault);
            if (template.TakesOver is not { } rule) continue;
            if (templates.FirstOrDefault(t => t.Id == rule.Template) is not { } before) yield return Fault(template, "không có trình tự " + rule.Template);
            else
                foreach (var lost in before.Steps.Where(s => !rule.Steps.Any(m => m.From == s.Id)))
                    yield return Fault(template, "chưa nói bước " + lost.Id + " của " + before.Id + " đi đâu");
            foreach (var move in rule.Steps.Select(m => m.To).Append(rule.EndedUnit).Where(to => template.Step(to) is null)) yield return Fault(template, "không có bước " + move);
        }
    }

    private static IEnumerable<string> Faults(ProcedureTemplate template)
    {
        if (template.Steps.Count == 0) yield return "không có bước nào";
        if (template.To <= template.From) yield return "ngày cuối phải sau ngày đầu";
        if (template.Sample && template.Note.Length == 0) yield return "phần minh họa phải có ghi chú";
        foreach (var same in template.Steps.GroupBy(s => s.Id).Where(g => g.Count() > 1)) yield return "bước " + same.Key + " có hai lần";
        foreach (var step in template.Steps)
        {
            if (!StepRights.Contains(step.Right)) yield return "bước " + step.Id + ": không có quyền " + step.Right;
            if (!Levels.Contains(step.Level)) yield return "bước " + step.Id + ": không có cấp " + step.Level;
            if (step.Days <= 0) yield return "bước " + step.Id + ": hạn phải từ 1 ngày";
            if (step.Kind == StepKind.Vote && template.Vote is null) yield return "bước " + step.Id + ": chưa có quy tắc bỏ phiếu";
            foreach (var condition in step.Conditions.Where(c => !template.Conditions.Any(k => k.Id == c))) yield return "bước " + step.Id + ": không có điều kiện " + condition;
            foreach (var back in step.ReturnTo.Where(b => template.Place(b) < 0 || template.Place(b) >= template.Place(step.Id))) yield return "bước " + step.Id + ": không trả lại được về " + back;
        }
        if (template.Vote is { } vote && (vote.Quorum.Per <= 0 || vote.Yes.Per <= 0)) yield return "tỷ lệ bỏ phiếu phải có mẫu số dương";
    }

    private static Problem Fault(ProcedureTemplate template, string fault) => new("procedure", "Trình tự {0}: {1}.", template.Id, fault);

    private static List<T> ReadAll<T>(string folder, List<Problem> problems) where T : class
    {
        var read = new List<T>();
        if (!Directory.Exists(folder)) return read;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var one = JsonData.Read<T>(folder, Path.GetFileName(file));
            if (one.Ok) read.Add(one.Value);
            else problems.AddRange(one.Problems);
        }
        return read;
    }
}
