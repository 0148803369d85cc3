using GanBench.Configuration;
using GanBench.Recipes;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Planning;

/// <summary>One point of a sweep.</summary>
/// <param name="Recipe">The recipe there.</param>
/// <param name="Budget">The budget there.</param>
/// <param name="Settings">Every axis with its value.</param>
/// <param name="Labels">The axes that tell it from its siblings.</param>
internal sealed record SweepPoint(
    Recipe Recipe, Budget Budget, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Labels);

/// <summary>Unfolds the sweep of a grid entry.</summary>
internal static class Sweep
{
    private const string TrainingPrefix = "training.", RecipePrefix = "recipe.";

    /// <summary>Unfolds; problems are collected.</summary>
    public static IReadOnlyList<SweepPoint> Unfold(GridEntry entry, SweepPoint start, ICollection<string> problems)
    {
        var axes = entry.Sweep.Where(a => a is { Keys.Count: > 0, Values.Count: > 0 }).ToList();
        start = start with { Settings = axes.ToDictionary(NameOf, a => Current(start, a.Keys[0])) };
        if (entry.SweepMode == SweepMode.OneAtATime)
        {
            // The recipe's own values are one run, which stands for every axis.
            IEnumerable<SweepPoint> moved = axes.SelectMany(axis => axis.Values.Select(value => Move(start, axis, value, problems)));
            return [.. moved.Prepend(start).DistinctBy(p => (p.Recipe, p.Budget))];
        }
        IEnumerable<SweepPoint> points = [start];
        foreach (var axis in axes)
            points = [.. points.SelectMany(point => axis.Values.Select(value => Move(point, axis, value, problems)))];
        return [.. points];
    }

    /// <summary>Name of an axis.</summary>
    public static string NameOf(SweepAxis axis) =>
        axis.Name.Length > 0 ? axis.Name : axis.Keys.Count == 0 ? "" : axis.Keys[0][(axis.Keys[0].LastIndexOf('.') + 1)..];

    private static SweepPoint Move(SweepPoint point, SweepAxis axis, string value, ICollection<string> problems)
    {
        var (recipe, budget) = (point.Recipe, point.Budget);
        foreach (var key in axis.Keys)
        {
            try
            {
                if (key.StartsWith(TrainingPrefix, StringComparison.Ordinal))
                    budget = budget.With(key[TrainingPrefix.Length..], value);
                else if (key.StartsWith(RecipePrefix, StringComparison.Ordinal))
                    recipe = SettingsBinder.With(recipe, key[RecipePrefix.Length..], value);
                else
                    problems.Add($"{axis.At}: a key of a sweep starts with training. or recipe. (was '{key}'{Suggest(point, key)})");
            }
            catch (UsageException e)
            {
                problems.Add($"{axis.At}: {e.Message}");
            }
        }
        var name = NameOf(axis);
        return new SweepPoint(recipe, budget, With(point.Settings, name, value), With(point.Labels, name, value));
    }

    // Keys are often copied from a recipe or a budget, where they have no beginning.
    private static string Suggest(SweepPoint point, string key)
    {
        IEnumerable<string> keys = [.. SettingsBinder.List(point.Budget, whole: true).Select(k => TrainingPrefix + k.Key),
            .. SettingsBinder.List(point.Recipe, whole: true).Select(k => RecipePrefix + k.Key)];
        return keys.FirstOrDefault(whole => NearestName.Shortens(key, whole)) is { } whole ? $"; did you mean '{whole}'?" : "";
    }

    private static string Current(SweepPoint point, string key) =>
        (key.StartsWith(TrainingPrefix, StringComparison.Ordinal)
            ? SettingsBinder.List(point.Budget, whole: true).FirstOrDefault(k => k.Key == key[TrainingPrefix.Length..]).Value
            : SettingsBinder.List(point.Recipe, whole: true).FirstOrDefault(k => RecipePrefix + k.Key == key).Value) ?? "";

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> settings, string name, string value) =>
        new(settings) { [name] = value };
}
