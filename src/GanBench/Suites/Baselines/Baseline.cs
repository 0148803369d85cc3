using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GanBench.Engine;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Storage;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Baselines;

/// <summary>
/// What a suite gave once, for later versions to be compared with: mean and spread over the seeds of every value of every cell.
/// </summary>
public sealed record Baseline
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Name of the suite.</summary>
    public required string Suite { get; init; }

    /// <summary>Name of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>Numerics of the runs.</summary>
    public required Numerics Numerics { get; init; }

    /// <summary>GanBench, libtorch, device and processor that gave the values; several where the runs differ.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>The values, cell by cell in the order of the suite.</summary>
    public required IReadOnlyList<BaselineValue> Values { get; init; }

    /// <summary>Takes the values from the runs of a suite.</summary>
    /// <param name="results">The suite with its runs.</param>
    public static Baseline Of(SuiteResults results) => new()
    {
        Suite = results.Plan.Suite.Name,
        Profile = results.Plan.Profile.Name,
        Numerics = results.Plan.Numerics,
        Environments =
            [.. results.Directories.Select(d => d.ReadEnvironment()).OfType<RunEnvironment>().Select(Describe).Distinct()
                .Order(StringComparer.Ordinal)],
        Values = [.. results.Cells.SelectMany(cell => ValuesOf(cell, results.Plan.Suite))],
    };

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="DataException">It is missing or damaged, or of a newer version.</exception>
    public static Baseline Read(string file)
    {
        try
        {
            var baseline = JsonSerializer.Deserialize<Baseline>(InputFile.ReadAllText(file), RunJson.Indented)
                ?? throw new DataException($"{file} holds no baseline.");
            return baseline.Schema == 1 ? baseline
                : throw new DataException($"{file} was written by a newer GanBench (schema {baseline.Schema}, known: 1).");
        }
        catch (FileNotFoundException e)
        {
            throw new DataException($"There is no baseline {file}; ganbench suite baseline makes it from finished runs.", e);
        }
        catch (JsonException e)
        {
            throw new DataException($"{file} is no baseline: {ParserMessages.Of(e)}", e);
        }
    }

    /// <summary>Writes a file.</summary>
    /// <param name="file">The file.</param>
    public void Write(string file) => AtomicFile.WriteAllText(file, JsonSerializer.Serialize(this, RunJson.Indented) + "\n");

    private static IEnumerable<BaselineValue> ValuesOf(CellResult cell, Suite suite)
    {
        var name = (cell.Plan!.Suite == suite.Name ? "" : cell.Plan.Suite + " ") + cell.Label;
        var settings = SettingsHash(cell);
        foreach (var record in Measured(cell))
        {
            var worse = MetricDirection.Of(record).Better switch
            {
                Better.Lower => Worse.Higher,
                Better.Higher => Worse.Lower,
                // Away from a target is either way.
                _ => Worse.Either,
            };
            if (cell.Summary(record.Name) is { } summary)
                yield return new BaselineValue(
                    name, record.Name, worse, summary.Mean, summary.StandardDeviation, summary.Count, settings)
                { Features = MetricKey.Of(record).Extractor };
        }
        // Before training has moved anything, a loss tells whether objective, initial weights and data are what they were.
        foreach (var loss in (string[])["loss-d", "loss-g"])
        {
            var bySeed = cell.Runs.Select(r => (r.Spec.Seed, Loss: r.Value(loss, CheckAt.Every, step: 1))).Where(r => r.Loss is not null)
                .ToDictionary(r => r.Seed, r => r.Loss!.Value);
            if (SampleSummary.Of(bySeed.Values) is { } summary)
                yield return new BaselineValue(
                    name, loss + "@1", Worse.Either, summary.Mean, summary.StandardDeviation, summary.Count, settings) { BySeed = bySeed };
        }
    }

    // Metrics of the last checkpoint that have a better direction, in the order of the first run that has them.
    private static IEnumerable<MetricRecord> Measured(CellResult cell) =>
        cell.Runs.SelectMany(run => run.Metrics.Where(m => m.Step == run.Spec.Training.Steps).SelectMany(m => m.Metrics))
            .Where(r => r.Value is not null && MetricDirection.Of(r).Better != Better.Neither)
            .DistinctBy(r => r.Name);

    // What is run and measured, whatever the seed: values of other settings are no baseline.
    private static string SettingsHash(CellResult cell)
    {
        var run = cell.Runs[0].Plan!;
        var measured = run.Evaluation;
        var text = (run with { Spec = run.Spec with { Seed = 0 } }).Key
            + FormattableString.Invariant(
                $"{string.Join(' ', measured.Metrics)} {measured.Samples} {measured.Extractor} {measured.ClassifierDataset}")
            + (measured.Options.IsEmpty ? "" : $" {measured.Options}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    private static string Describe(RunEnvironment e) =>
        $"GanBench {e.GanBench}, libtorch {e.Libtorch}, {e.Accelerator ?? e.Device}, {e.Processor}";
}

/// <summary>A value of a cell over its seeds.</summary>
/// <param name="Cell">Name of the cell, after its suite's where the suite includes others.</param>
/// <param name="Value">Name of the metric at the last checkpoint, or of a loss and the step at which it was taken.</param>
/// <param name="Worse">Which way is worse.</param>
/// <param name="Mean">Mean over the seeds.</param>
/// <param name="StandardDeviation">Standard deviation over the seeds (n − 1); null for one seed.</param>
/// <param name="Count">Seeds.</param>
/// <param name="Settings">Hash of what was run and measured.</param>
public sealed record BaselineValue(
    string Cell, string Value, Worse Worse, double Mean, double? StandardDeviation, int Count, string Settings)
{
    /// <summary>The kind of extractor that its features are of; null for what is of none, and in baselines that do not say.</summary>
    public string? Features { get => field; init => field = value is { Length: > 0 } ? value : null; }

    /// <summary>Values by seed, where a seed's value does not depend on chance; else null.</summary>
    public IReadOnlyDictionary<ulong, double>? BySeed { get; init; }

    /// <summary>The same as a summary, without its interval.</summary>
    internal SampleSummary Summary => new(Count, Mean, StandardDeviation, null, null);
}

/// <summary>Which way a value gets worse.</summary>
public enum Worse
{
    /// <summary>Lower is better.</summary>
    Higher,

    /// <summary>Higher is better.</summary>
    Lower,

    /// <summary>Any change is suspicious.</summary>
    Either,
}
