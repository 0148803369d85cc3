using System.Text.Json;
using System.Xml.Linq;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>The template is the example with a project file of its own; the target TestPackages builds and runs what it makes.</summary>
public sealed class TemplateTests
{
    private static readonly string Example = Repository.PathOf("examples", "OwnGan");

    [Fact]
    public void Files_OfTheExample_AreAllPacked()
    {
        var packed = MSBuild.Items(Repository.PathOf("src", "GanBench.Templates", "GanBench.Templates.csproj"), "None")["None"]
            .Where(item => item["PackagePath"] == "content/ganbench-architecture/").Select(item => item["FullPath"]).ToList();

        Assert.Equal(
            Directory.GetFiles(Example).Where(file => Path.GetExtension(file) != ".csproj").Order(StringComparer.Ordinal),
            packed.Order(StringComparer.Ordinal));
    }

    // What the template replaces is in the example: a path that moved would stay in a user's files.
    [Fact]
    public void Replacements_OfTheTemplate_AreInTheExample()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", "GanBench.Templates", "template.json")));
        var text = string.Concat(Directory.GetFiles(Example).Select(File.ReadAllText));
        var symbols = json.RootElement.GetProperty("symbols").EnumerateObject();
        var replaced = symbols.Select(symbol => symbol.Value.GetProperty("replaces").GetString()!).ToList();

        Assert.Equal(2, replaced.Count);
        Assert.All(replaced, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("examples", replaced.Aggregate(text, (rest, part) => rest.Replace(part, "", StringComparison.Ordinal))
            .Replace("docs/extending.md", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(Example), json.RootElement.GetProperty("sourceName").GetString());
    }

    [Fact]
    public void ProjectFile_OfTheTemplate_BuildsAsTheRepositoryDoes()
    {
        var ours = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants().ToLookup(e => e.Name.LocalName, e => e.Value);
        var template = XDocument.Load(Repository.PathOf("src", "GanBench.Templates", "project.xml"));

        Assert.All(["TargetFramework", "Nullable", "ImplicitUsings", "InvariantGlobalization", "PredefinedCulturesOnly"],
            name => Assert.Equal(Assert.Single(ours[name]), Assert.Single(template.Descendants(name)).Value));
        Assert.Equal(
            [("GanBench.Cli", "GANBENCH_VERSION"), ("libtorch-cpu-$(TorchPlatform)", "LIBTORCH_VERSION")],
            template.Descendants("PackageReference").Select(p => ((string)p.Attribute("Include")!, (string)p.Attribute("Version")!)));
    }
}
