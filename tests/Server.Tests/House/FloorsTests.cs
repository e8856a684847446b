using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using LangSo.Testing;

namespace LangSo.Server.Tests.House;

/// <summary>The walls of the house: a module knows only modules on floors below its own.</summary>
public sealed class FloorsTests
{
    private static readonly Dictionary<string, int> Floor = new(StringComparer.Ordinal)
    {
        ["Foundation"] = 0, ["Store"] = 0, ["Look"] = 0,
        ["Territory"] = 1, ["Speech"] = 1, ["Airtime"] = 1,
        ["Criteria"] = 2, ["Bulletins"] = 2, ["Voices"] = 2,
        ["Recognition"] = 3, ["Devices"] = 3, ["Sheets"] = 3, ["SelfAssessment"] = 3, ["Surveys"] = 3,
        ["Reports"] = 4, ["Programmes"] = 4,
        ["Player"] = 5, ["Server"] = 6,
    };

    // on the ground floor Foundation bears the other two
    private static bool MayKnow(string module, string other) =>
        Floor[other] < Floor[module] || Floor[module] == 0 && other == "Foundation";

    public static TheoryData<string> Modules => [.. Floor.Keys];

    [Fact]
    public void Every_module_has_its_floor()
    {
        var found = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)!).Order().ToArray();
        Assert.Equal(Floor.Keys.Order(), found);
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_module_asks_only_for_modules_below_it(string module)
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", module, $"LangSo.{module}.csproj"));
        var wrong = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value).Replace("LangSo.", ""))
            .Where(other => !MayKnow(module, other)).ToArray();
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_compiled_module_uses_only_modules_below_it(string module)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"LangSo.{module}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var used = metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name))
            .Where(n => n.StartsWith("LangSo.", StringComparison.Ordinal)).Select(n => n["LangSo.".Length..]);
        Assert.DoesNotContain(used, other => !MayKnow(module, other));
    }

    [Theory, InlineData("Foundation"), InlineData("Airtime"), InlineData("Speech")]
    public void A_pure_module_knows_neither_web_nor_store(string module)
    {
        var used = Assembly.Load("LangSo." + module).GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(used, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
    }

    [Fact]
    public void No_folder_is_named_after_a_kind_of_code()
    {
        string[] banned = ["Helpers", "Services", "Utils", "Common"];
        Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories),
            d => !d.Contains("wwwroot", StringComparison.Ordinal) && banned.Contains(Path.GetFileName(d)));
    }
}
