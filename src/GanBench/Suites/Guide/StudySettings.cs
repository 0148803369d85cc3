using System.Globalization;
using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Suites.Planning;
using static GanBench.Suites.Guide.MarkdownPage;

namespace GanBench.Suites.Guide;

/// <summary>What the runs of a study are set to, where that is not the default or not the same in all cells.</summary>
internal static class StudySettings
{
    private static readonly string[] Titles = ["setting", "value", "cells"];

    /// <summary>Adds the table.</summary>
    /// <param name="page">Gets it.</param>
    /// <param name="cells">A run of each cell.</param>
    public static void Append(MarkdownPage page, IReadOnlyList<PlannedRun> cells)
    {
        var names = cells.Select(run => run.Cell.Name).ToList();
        var defaults = List(new Recipe(), new TrainingOptions()).ToDictionary();
        var rows =
            from setting in cells.SelectMany(run => List(run.Spec).Select(s => (s.Key, s.Value, run.Cell.Name)))
            group setting by setting.Key into key
            where key.Any(s => s.Value != defaults.GetValueOrDefault(s.Key, ""))
            from value in key.GroupBy(s => s.Value)
            select new[] { Code(key.Key), Code(value.Key), Cells([.. value.Select(s => s.Name)], names) };
        page.Table(Titles, rows);
    }

    /// <summary>How many parameters a run's networks have, generator first.</summary>
    public static (string Generator, string Discriminator) Parameters(PlannedRun run)
    {
        var architecture = ArchitectureRegistry.All.Find(run.Spec.Architecture);
        var network = run.Spec.Recipe.Network;
        return (Count(architecture.Generator(run.Cell.Shape, network)), Count(architecture.Discriminator(run.Cell.Shape, network)));

        static string Count(Networks.Network network) => network.Parameters.Total.ToString("N0", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(string Key, string Value)> List(RunSpec spec) => List(spec.Recipe, spec.Training);

    private static IEnumerable<(string Key, string Value)> List(Recipe recipe, TrainingOptions training) =>
        SettingsBinder.List(recipe).Concat(SettingsBinder.List(training).Select(s => ($"training.{s.Key}", s.Value)));

    // All cells, all of an architecture or of a dataset, or each by its name.
    private static string Cells(IReadOnlyList<string> some, IReadOnlyList<string> all)
    {
        if (some.Count == all.Count)
            return "all";
        var open = some.ToList();
        var patterns = new List<string>();
        var wanted = all.Select(name => name.Split('/')[0] + "/*").Concat(all.Select(name => "*/" + name.Split('/')[1])).Distinct()
            .Select(pattern => (pattern, Covered: all.Where(name => Covers(pattern, name)).ToList()))
            .Where(p => p.Covered.TrueForAll(some.Contains)).OrderByDescending(p => p.Covered.Count);
        foreach (var (pattern, covered) in wanted.Where(p => p.Covered.Count(open.Contains) > 1))
        {
            patterns.Add(pattern);
            open.RemoveAll(covered.Contains);
        }
        return Codes(patterns.Concat(open));
    }

    private static bool Covers(string pattern, string name) => pattern.StartsWith('*')
        ? name.EndsWith(pattern[1..], StringComparison.Ordinal)
        : name.StartsWith(pattern[..^1], StringComparison.Ordinal);
}
