using System.Globalization;
using System.Runtime.InteropServices;

namespace LangSo.Bench;

/// <summary>What the numbers were measured on, and how busy it was.</summary>
internal static class Computer
{
    /// <summary>Cores, memory and runtime.</summary>
    public static string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} nhân, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {RuntimeInformation.OSDescription.Split('(')[0].Trim()}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>Programs that wanted a core, on average over the last minute; null where the system does not tell.</summary>
    public static double? Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    /// <summary>Memory of a process that lies in RAM now, and the most that ever did, in MB of a million bytes.</summary>
    public static (double Now, double Peak) Memory(int process)
    {
        var lines = File.ReadAllLines($"/proc/{process}/status");
        return (Of("VmRSS:"), Of("VmHWM:"));

        double Of(string name) => double.Parse(lines.First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture) * 1024 / 1_000_000;
    }

    /// <summary>The processes that a process has started and that still run.</summary>
    public static IReadOnlyList<int> Children(int process)
    {
        var children = new List<int>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                // "id (name) state parent …": the name may hold blanks and brackets.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture) == process) children.Add(id);
            }
            catch (IOException)
            {
                // ended meanwhile
            }
        }
        return children;
    }
}
