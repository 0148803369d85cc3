using GanBench.Configuration;
using GanBench.Suites.Schema;
using YamlDotNet.RepresentationModel;

namespace GanBench.Suites.Loading;

/// <summary>Reads suites with what they extend and include. All problems of all files are reported together.</summary>
public static class SuiteLoader
{
    /// <summary>Loads a suite by name or path. Whether its runs can work is found when it is planned.</summary>
    /// <param name="name">Name of a suite that comes with GanBench, or path of a file.</param>
    /// <exception cref="UsageException">There is none, or keys or values in it are not valid.</exception>
    public static Suite Load(string name)
    {
        var problems = new List<string>();
        var suite = Read(name, problems);
        return problems.Count == 0 ? suite : throw new UsageException($"Suite {name}", [.. problems.Distinct()]);
    }

    /// <summary>Reads a suite and collects what is wrong.</summary>
    internal static Suite Read(string name, List<string> problems) => Load(name, Directory.GetCurrentDirectory(), [], problems);

    private static Suite Load(string name, string folder, IReadOnlyList<string> chain, List<string> problems)
    {
        if (chain.Contains(name))
            throw new UsageException($"The suites {string.Join(" → ", [.. chain, name])} extend or include each other in a circle.");
        var (file, text) = SuiteCatalog.Read(name, folder);
        var node = YamlFile.Parse(text, file);
        var next = File.Exists(Path.Combine(folder, name)) ? Path.GetDirectoryName(Path.GetFullPath(Path.Combine(folder, name)))! : folder;
        IReadOnlyList<string> path = [.. chain, name];

        var start = new Suite();
        if (Scalar(node, "extends") is { } parent)
            start = Load(parent, next, path, problems) with { Extends = null, Name = "" };
        var suite = SettingsBinder.Bind(start, node, file, problems) with { File = file };
        if (suite.Name.Length == 0)
            suite = suite with { Name = Path.GetFileNameWithoutExtension(file) };
        if (suite.Include.Count > 0 && suite.Parts.Count == 0)
            suite = suite with { Parts = [.. suite.Include.Select(part => Load(part, next, path, problems))] };
        return suite;
    }

    private static string? Scalar(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar
            ? scalar.Value : null;
}
