using System.CommandLine;
using System.Globalization;
using GanBench.Cli.Display;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Runs;
using GanBench.Text;

namespace GanBench.Cli.Commands;

/// <summary>Bounds that values of a comparison must keep, so that a job fails by the exit code.</summary>
/// <param name="limits">Name of a value, whether it is bounded from above, and the bound.</param>
internal sealed class CompareLimits(IReadOnlyList<(string Name, bool FromAbove, double Bound)> limits)
{
    /// <summary>Upper bounds.</summary>
    public static Option<string[]> AtMost { get; } = new("--at-most")
    {
        Description = "Exit code 1 when a value is above a bound, e.g. fid=40, or cannot be computed. Repeatable.",
        HelpName = "VALUE=BOUND",
    };

    /// <summary>Lower bounds.</summary>
    public static Option<string[]> AtLeast { get; } = new("--at-least")
    {
        Description = "The same below a bound, e.g. recall=0.3. Repeatable.",
        HelpName = "VALUE=BOUND",
    };

    /// <summary>Reads what was typed.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="options">What is measured.</param>
    /// <exception cref="UsageException">A bound is no number, or is of a value that is not measured or not always the same.</exception>
    public static CompareLimits Read(ParseResult result, EvaluationOptions options)
    {
        var typed = new[] { AtMost, AtLeast }.SelectMany(option => (result.GetValue(option) ?? []).Select(text => (option, text)));
        return new CompareLimits([.. typed.Select(t => Parse(t.option, t.text, options))]);
    }

    /// <summary>Prints how values stand to their bounds.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="values">The values.</param>
    public void Write(TextWriter output, IReadOnlyList<MetricRecord> values)
    {
        if (limits.Count == 0)
            return;
        output.WriteLine();
        TextTable.Write(output, ["limit", "bound", "value", ""], limits.Select(limit => new[]
        {
            limit.Name, (limit.FromAbove ? "at most " : "at least ") + Text(limit.Bound), Text(ValueOf(limit.Name, values)),
            IsKept(limit, values) ? "kept" : "BROKEN",
        }));
    }

    /// <summary>Fails when a bound is broken.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="RunFailedException">At least one is.</exception>
    public void Check(IReadOnlyList<MetricRecord> values)
    {
        var broken = limits.Where(limit => !IsKept(limit, values)).ToList();
        if (broken.Count > 0)
            throw new RunFailedException("Limits are broken: " + string.Join(", ", broken.Select(limit =>
                $"{limit.Name} must be at {(limit.FromAbove ? "most" : "least")} {Text(limit.Bound)} "
                + $"(was {Text(ValueOf(limit.Name, values))})")) + ".");
    }

    private static (string, bool, double) Parse(Option<string[]> option, string text, EvaluationOptions options)
    {
        if (text.Split('=', 2) is not [var name, var number]
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) || !double.IsFinite(bound))
            throw new UsageException($"{option.Name} needs VALUE=BOUND, such as fid=40 (was '{text}').");
        var measured = options.Metrics.Select(MetricRegistry.All.Find).ToList();
        if (MetricRegistry.Of(name) is not { } metric || !measured.Contains(metric))
            throw new UsageException(MetricRegistry.Of(name) is { } other
                ? $"{option.Name} {text}: {name} is not measured; add {other.Name} to --metrics."
                : NearestName.Unknown("value", name, [.. measured.SelectMany(m => m.Values).Select(value => value.Name)]));
        // Where Inception's weights cannot be fetched other features would take their place, and the bound would mean nothing.
        if (options.Extractor == ExtractorRegistry.Auto && metric.OwnExtractor is null
            && (metric.Needs & (MetricNeeds.Features | MetricNeeds.Logits | MetricNeeds.Statistics)) != 0)
            throw new UsageException(
                $"{option.Name} {text}: a bound on {name} holds for one extractor; name it, e.g. --extractor "
                + $"{InceptionExtractor.ExtractorName}.");
        return (name, option == AtMost, bound);
    }

    private static double? ValueOf(string name, IReadOnlyList<MetricRecord> values) =>
        values.FirstOrDefault(value => value.Name == name)?.Value;

    private static bool IsKept((string Name, bool FromAbove, double Bound) limit, IReadOnlyList<MetricRecord> values) =>
        ValueOf(limit.Name, values) is { } value && (limit.FromAbove ? value <= limit.Bound : value >= limit.Bound);

    private static string Text(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "no value";
}
