using GanBench.Configuration;
using GanBench.Suites.Schema;
using YamlDotNet.RepresentationModel;

namespace GanBench.Suites.Loading;

/// <summary>Reads suites with what they extend and include. All problems of all files are reported together.</summary>
public static class SuiteLoader
{
    /// <summary>Loads a suite by name or path and checks everything that can be checked without data.</summary>
    /// <param name="name">Name of a suite that comes with GanBench, or path of a file.</param>
    /// <exception cref="UsageException">Anything is wrong with it.</exception>
    public static Suite Load(string name)
    {
        var problems = new List<string>();
        var suite = Load(name, Directory.GetCurrentDirectory(), [], problems);
        SuiteValidator.Check(suite, problems);
        if (problems.Count > 0)
            throw new UsageException($"Suite {name}", [.. problems.Distinct()]);
        return suite;
    }

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
            start = Load(parent, next, path, problems) with { Extends = null };
        var suite = SuiteBinder.Bind(start, node, file, problems) with { File = file };
        if (suite.Name.Length == 0)
            suite = suite with { Name = Path.GetFileNameWithoutExtension(file) };
        if (suite.Include.Count > 0 && suite.Parts.Count == 0)
            suite = suite with { Parts = [.. suite.Include.Select(part => Load(part, next, path, problems))] };
        return suite;
    }

    private static string? Scalar(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;
}
