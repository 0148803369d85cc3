using System.Text;

namespace GanBench.Build;

/// <summary>Reads the licences of all restored packages, refuses those that nobody allowed, and writes what users are to know.</summary>
/// <param name="folder">The repository.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class LicencesTarget(string folder, TextWriter output)
{
    /// <summary>The file that is written, and goes into every package.</summary>
    public const string Notices = "THIRD-PARTY-NOTICES.md";

    // What is distributed is what the tool is made of. One package stands for the same of four platforms.
    private const string Product = "src/GanBench.Tool", PerPlatform = "libtorch-cpu-";

    /// <summary>Checks the packages of all projects that were restored, and writes the notices.</summary>
    /// <param name="projects">Project files that must have been restored.</param>
    public Outcome Run(IReadOnlyCollection<string> projects)
    {
        var rules = LicenceRules.Read(Path.Combine(folder, "build/licences.json"));
        var all = Licences(projects, rules);
        foreach (var licences in all.GroupBy(licence => licence.Expression ?? "?").OrderByDescending(group => group.Count()))
            output.WriteLine($"{licences.Count(),4}  {licences.Key}");
        var refused = all.Where(licence => licence.Expression is null || !rules.Allows(licence.Expression))
            .Select(licence => $"{licence.Package.Name} {licence.Package.Version} ({licence.Expression ?? licence.Unread})").ToList();
        if (refused.Count > 0)
            return new Outcome(Problem: $"build/licences.json does not allow the licence of {string.Join(", ", refused)}.");
        File.WriteAllText(Path.Combine(folder, Notices), Write());
        return new Outcome($"{all.Count} packages, all under allowed licences; {Notices} is current");
    }

    /// <summary>The text of the notices: what is distributed, whichever platform this is.</summary>
    public string Write()
    {
        var rules = LicenceRules.Read(Path.Combine(folder, "build/licences.json"));
        var carried = Licences([Path.Combine(folder, "src/GanBench/GanBench.csproj")], rules)
            .Where(licence => rules.Carried.Contains(licence.Package.Name));
        var product = Licences([Path.Combine(folder, Product, "GanBench.Tool.csproj")], rules).Concat(carried);
        var text = new StringBuilder("""
            # Third-party notices

            GanBench is under the MIT licence (LICENSE). Its programs contain, and its packages contain or depend on, the packages below,
            each under its own licence. The licence files that these packages bring with them, with those of what they contain in turn,
            lie in `licences/` of the ganbench tool and in the packages themselves. `dotnet cake --target=Licences` writes this file from
            the packages that were restored.

            | package | version | licence | more in its files | from |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var licence in product.OrderBy(licence => licence.Package.Name, StringComparer.OrdinalIgnoreCase))
        {
            var package = licence.Package;
            var anywhere = !package.Name.StartsWith(PerPlatform, StringComparison.Ordinal);
            text.AppendJoin(" | ", "| " + (anywhere ? package.Name : PerPlatform + "*, that of the platform"), package.Version,
                licence.Expression, string.Join(", ", package.Notices), licence.Address + " |\n");
        }
        return text.ToString();
    }

    private static List<PackageLicence> Licences(IEnumerable<string> projects, LicenceRules rules)
    {
        var packages = projects.Select(Assets).SelectMany(RestoredPackage.Of).DistinctBy(package => (package.Name, package.Version));
        return [.. packages.Select(package => package.Licence(rules)).OrderBy(l => l.Package.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static string Assets(string project)
    {
        var assets = Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");
        return File.Exists(assets) ? assets : throw new TargetException($"{project} was not restored: dotnet restore {project}");
    }
}
