using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using GanBench.Training;
using static TorchSharp.torch;

namespace GanBench.Suites.Running;

/// <summary>A run repeated from its specification, and how the repetition compares.</summary>
/// <param name="Repeated">Where the repetition was written.</param>
/// <param name="SameData">Whether the training data has the same content.</param>
/// <param name="Comparison">What differs.</param>
public sealed record Reproduction(RunDirectory Repeated, bool SameData, RunComparison Comparison)
{
    /// <summary>Relative difference of metrics up to which a run counts as reproduced on another machine or engine.</summary>
    public const double DefaultTolerance = 0.05;

    private const string Folder = "reproductions";

    /// <summary>Whether weights are equal bit for bit, or every metric is within the tolerance.</summary>
    /// <param name="tolerance">Largest relative difference.</param>
    public bool IsReproduced(double tolerance) =>
        SameData && (Comparison.SameWeights == true || (Metrics.Any() && Metrics.All(m => Math.Abs(m.Relative) <= tolerance)));

    /// <summary>The metrics of both.</summary>
    public IEnumerable<RunNumbers> Metrics =>
        Comparison.Results.Where(r => r.Name != "seconds" && !r.Name.StartsWith("loss-", StringComparison.Ordinal));

    /// <summary>
    /// Repeats a run beside the original, in the folder "reproductions", and measures what the original was measured for.
    /// </summary>
    /// <param name="original">The run; it must be done.</param>
    /// <param name="dataDirectory">Where datasets are looked for; null takes the default.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="progress">Told about every step.</param>
    /// <param name="cancellationToken">Saves the repetition and stops.</param>
    /// <exception cref="UsageException">The run is not done.</exception>
    public static Reproduction Repeat(
        RunDirectory original, string? dataDirectory, Device device, IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var state = original.ReadState();
        if (state?.Status is not (RunStatus.Completed or RunStatus.Diverged))
            throw new UsageException(
                $"Run {original.Id} is not done ({state?.Status.ToString().ToLowerInvariant() ?? "not started"}), so there is nothing to "
                + "reproduce yet.");
        var spec = original.ReadSpec();
        var runsFolder = System.IO.Path.GetDirectoryName(original.Path)!;
        var folder = System.IO.Path.Combine(runsFolder, Folder);
        Directory.CreateDirectory(folder);
        LinkSource(spec, runsFolder, folder);
        using var request = RunRequest.Prepare(spec, folder, dataDirectory, cancellationToken: cancellationToken);
        PrecisionGate.Check(request, device, force: true);
        using var threads = RecordedThreads.Use(original);
        Trainer.Run(request, device, progress, cancellationToken: cancellationToken);
        var evaluator = new CheckpointEvaluator(dataDirectory);
        foreach (var file in original.MetricSteps.Where(request.Directory.CheckpointSteps.Contains).Select(original.ReadMetrics)
            .OfType<MetricFile>())
        {
            foreach (var evaluation in Evaluations(file))
                evaluator.Evaluate(request, file.Step, evaluation, device, null, cancellationToken);
        }
        return new Reproduction(
            request.Directory, state.DatasetHash == request.Data.ContentHash, RunComparison.Of(original, request.Directory));
    }

    // What the original was measured with, read back from the protocols of its values.
    private static IEnumerable<SuiteEvaluation> Evaluations(MetricFile file) =>
        from metric in MetricRegistry.All
        let record = file.Metrics.FirstOrDefault(r => metric.Values.Any(v => v.Name == r.Name) && r.Value is not null)
        where record is not null
        let samples = record.Protocol.GetValueOrDefault(CheckpointEvaluator.RequestedSamples)
            ?? record.Protocol.GetValueOrDefault("samples")
        let count = int.TryParse(samples, out var n) ? n : EvaluationOptions.DefaultSamples
        group (metric.Name, Options: CheckpointEvaluator.SetOptions(record))
            by (count, record.Protocol.GetValueOrDefault("extractor", ExtractorRegistry.Auto)) into same
        select new SuiteEvaluation
        {
            Metrics = [.. same.Select(m => m.Name)],
            Samples = same.Key.count,
            Extractor = same.Key.Item2,
            Options = OwnOptions.Of(same.SelectMany(m => m.Options)),
        };

    private static void LinkSource(RunSpec spec, string runsFolder, string folder)
    {
        if (spec.InitFrom is null)
            return;
        var source = spec.InitFrom.Split('@')[0];
        var link = System.IO.Path.Combine(folder, source);
        if (!Directory.Exists(link))
            Directory.CreateSymbolicLink(link, System.IO.Path.Combine(runsFolder, source));
    }
}
