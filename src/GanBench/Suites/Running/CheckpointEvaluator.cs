using System.Globalization;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Discriminators;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Objectives;
using GanBench.Runs;
using GanBench.Suites.Schema;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using static TorchSharp.torch;

namespace GanBench.Suites.Running;

/// <summary>
/// Measures checkpoints with the metrics of GanBench. What a file already holds for the same checkpoint and settings is kept.
/// </summary>
/// <param name="dataDirectory">Where datasets and weights are looked for; null takes the default.</param>
public sealed class CheckpointEvaluator(string? dataDirectory) : IRunEvaluator
{
    internal const string RequestedSamples = "requestedSamples";

    // The level of the intervals that were asked for.
    private const string RequestedIntervals = "requestedIntervals";

    private const string Revision = ProtocolGroup.Revision, SetPrefix = ProtocolGroup.SetPrefix;

    /// <inheritdoc/>
    public void Evaluate(
        RunRequest request, int step, SuiteEvaluation evaluation, Device device,
        IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var missing = Missing(request, step, evaluation);
        if (missing.Count == 0)
            return;

        var extractor = ExtractorRegistry.Choose(evaluation.Extractor, dataDirectory);
        using var model = CheckpointModel.Load(request.Directory, request.Spec, step, device);
        var records = request.Data.Kind == SampleKind.Real
            ? MeasureNumbers(request, model, missing, evaluation, progress, cancellationToken)
            : Measure(request, model, step, missing, evaluation, extractor, device, progress, cancellationToken);
        var names = records.Select(r => r.Name).ToHashSet();
        var hash = model.State.Hash;
        request.Directory.WriteMetrics(new MetricFile
        {
            Step = step,
            CheckpointHash = hash,
            Metrics = [.. Known(request.Directory, step, hash).Where(r => !names.Contains(r.Name)), .. records],
        });
    }

    /// <inheritdoc/>
    public PassingMeasurement? InPassing(
        RunRequest request, IReadOnlyList<int> steps, SuiteEvaluation evaluation, Device device,
        IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var measured = evaluation with { Metrics = evaluation.Curve.Metrics, Samples = evaluation.Curve.Samples };
        // Pictures belong to checkpoints.
        var names = Applicable(measured.Metrics, request.Data.Kind).Where(metric => metric is not IFigureMetric)
            .Select(metric => metric.Name).ToList();
        if (steps.Count == 0 || names.Count == 0)
            return null;
        var due = steps.ToHashSet();
        var extractor = ExtractorRegistry.Choose(evaluation.Extractor, dataDirectory);
        return new PassingMeasurement(due.Contains, (model, step) =>
        {
            using var scope = NewDisposeScope();
            var standing = CheckpointModel.InTraining(request.Spec, model, step);
            var records = request.Data.Kind == SampleKind.Real
                ? MeasureNumbers(request, standing, names, measured, progress, cancellationToken)
                : Measure(request, standing, step, names, measured, extractor, device, progress, cancellationToken);
            request.Directory.WriteCurve(new MetricFile { Step = step, CheckpointHash = "", Metrics = records });
        });
    }

    /// <summary>
    /// What of an evaluation has no value yet, by the metric files alone: no weights are read, so asking for a finished run costs next
    /// to nothing.
    /// </summary>
    /// <param name="request">The run, with its data.</param>
    /// <param name="step">The checkpoint.</param>
    /// <param name="evaluation">What to measure.</param>
    /// <returns>Names of metrics.</returns>
    /// <exception cref="DataException">The checkpoint is missing, or its state damaged.</exception>
    internal IReadOnlyList<string> Missing(RunRequest request, int step, SuiteEvaluation evaluation)
    {
        var known = Known(request.Directory, step, CheckpointStore.ReadState(request.Directory, step).Hash);
        var extractor = ExtractorRegistry.Choose(evaluation.Extractor, dataDirectory);
        return [.. Applicable(evaluation.Metrics, request.Data.Kind).Where(IsMissing).Select(metric => metric.Name)];

        bool IsMissing(IMetric metric) =>
            !metric.Values.All(value =>
                known.FirstOrDefault(r => r.Name == value.Name) is { } record && IsCurrent(record, metric, evaluation, extractor))
            || (metric is IFigureMetric && known.Any(r => r.Value is not null && metric.Values.Any(v => v.Name == r.Name))
                && !File.Exists(request.Directory.FigureFile(step, metric.Name)));
    }

    /// <summary>
    /// The metrics that are measured: those named that fit the data. Suites name metrics of images for all their cells, so for data of
    /// numbers, where none of these fits, all that fit are meant.
    /// </summary>
    /// <param name="names">Names of metrics.</param>
    /// <param name="kind">What the samples are.</param>
    public static IReadOnlyList<IMetric> Applicable(IEnumerable<string> names, SampleKind kind)
    {
        var fitting = names.Select(MetricRegistry.All.Find).Where(metric => metric.Kind == kind).ToList();
        return fitting.Count > 0 || kind == SampleKind.Image ? fitting : [.. MetricRegistry.All.Where(metric => metric.Kind == kind)];
    }

    /// <summary>The metrics by the extractor that each is measured with: its own, or the chosen one.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="chosen">Name of the extractor that the evaluation chose.</param>
    internal static IEnumerable<IGrouping<string, IMetric>> ByExtractor(IEnumerable<IMetric> metrics, string chosen) =>
        metrics.GroupBy(metric => metric.OwnExtractor?.Name ?? chosen);

    /// <summary>What of a metric's options was set when a value was measured.</summary>
    /// <param name="record">The value.</param>
    internal static IEnumerable<(string Key, string Value)> SetOptions(MetricRecord record) =>
        record.Protocol.Where(entry => entry.Key.StartsWith(SetPrefix, StringComparison.Ordinal))
            .Select(entry => (entry.Key[SetPrefix.Length..], entry.Value));

    private static List<MetricRecord> MeasureNumbers(
        RunRequest request, CheckpointModel model, IReadOnlyList<string> metrics, SuiteEvaluation evaluation,
        IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var options = new EvaluationOptions { Metrics = metrics, Samples = evaluation.Samples, MetricOptions = evaluation.Options };
        var data = request.Data;
        using var samples = new NumberSampleSet(request.Directory.Id, options.Samples, count => model.Sample(request.Spec.Seed, 0, count));
        using var reference = new NumberSampleSet(
            data.Info.Name, data.Count, count => [.. Enumerable.Range(0, Math.Min(count, data.Count)).Select(i => data.GetValues(i)[0])]);
        return [.. Evaluator.Evaluate(new EvaluationInputs(options, samples, reference, discriminator: null), progress, cancellationToken)
            .Select(record => Stamp(record, evaluation))];
    }

    private List<MetricRecord> Measure(
        RunRequest request, CheckpointModel model, int step, IReadOnlyList<string> metrics, SuiteEvaluation evaluation, string extractor,
        Device device, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var spec = request.Spec;
        var options = new EvaluationOptions
        {
            Samples = evaluation.Samples,
            ClassifierDataset = request.Data.HasLabels ? null : evaluation.ClassifierDataset,
            MetricOptions = evaluation.Options,
            Intervals = evaluation.Intervals,
            DataDirectory = dataDirectory,
        };
        var registered = metrics.Select(MetricRegistry.All.Find).ToList();
        using var samples = model.EvaluationSamples(request.Directory.Id);
        var judgesDiscriminator = registered.Exists(m => m.Needs.HasFlag(MetricNeeds.Discriminator));
        using var heldOut = judgesDiscriminator ? HeldOut(request) : null;
        using var real = judgesDiscriminator ? new DatasetSamples(heldOut ?? request.Data, options.Seed) : null;
        try
        {
            var probe = real is null ? null : Probe(model, spec, real, trainedOn: heldOut is null);
            var records = ByExtractor(registered, extractor)
                .SelectMany(group => Evaluator.Evaluate(
                    samples, request.Data, options with { Extractor = group.Key, Metrics = [.. group.Select(m => m.Name)] }, device,
                    progress, cancellationToken, probe))
                .Select(record => Stamp(record, evaluation)).ToList();
            foreach (var metric in registered.OfType<IFigureMetric>())
            {
                using var reference = new DatasetSamples(request.Data, options.Seed);
                Directory.CreateDirectory(request.Directory.MetricsFolder);
                metric.Draw(request.Directory.FigureFile(step, metric.Name), samples, reference);
            }
            return records;
        }
        catch (RunFailedException e)
        {
            // A generator that gives NaN is a result: the values are absent, and say why.
            return [.. registered.SelectMany(m => m.Values)
                .Select(value => Stamp(new MetricRecord { Name = value.Name, Note = e.Message }, evaluation))];
        }
    }

    // What was asked for, so that it is known later whether the same is asked for again. Metrics on numbers have a count of their own.
    private static MetricRecord Stamp(MetricRecord record, SuiteEvaluation evaluation)
    {
        var metric = MetricRegistry.Of(record.Name);
        var protocol = new Dictionary<string, string>(record.Protocol);
        if (metric?.Kind != SampleKind.Real)
            protocol[RequestedSamples] = evaluation.Samples.ToString(CultureInfo.InvariantCulture);
        if (evaluation.Intervals is { } level)
            protocol[RequestedIntervals] = level.ToString(CultureInfo.InvariantCulture);
        if (metric is not null)
        {
            if (metric.Revision > 1)
                protocol[Revision] = metric.Revision.ToString(CultureInfo.InvariantCulture);
            foreach (var (key, value) in MetricOptions.Of(evaluation.Options, metric).Values)
                protocol[SetPrefix + key] = value;
        }
        return record with { Protocol = protocol };
    }

    private static DiscriminatorProbe Probe(CheckpointModel model, RunSpec spec, ISampleSource real, bool trainedOn) => new(
        images =>
        {
            using var noGrad = no_grad();
            model.Model.Discriminator.eval();
            using var moved = images.to(model.Model.Device);
            return model.Model.Discriminator.forward(moved).cpu();
        },
        ObjectiveRegistry.Create(spec.Recipe),
        real,
        trainedOn);

    // The test split, where the run was trained on the training split and there is one; else nothing is held out.
    private Dataset? HeldOut(RunRequest request) =>
        request.Spec.Recipe.Data.Split is null && request.Data.Info.PublishedCount.ContainsKey(DatasetRequest.Test)
            ? DatasetRegistry.Open(DatasetRequest.Of(request.Spec, dataDirectory) with { Split = DatasetRequest.Test })
            : null;

    private static IReadOnlyList<MetricRecord> Known(RunDirectory directory, int step, string hash)
    {
        try
        {
            return directory.ReadMetrics(step) is { } file && file.CheckpointHash == hash ? file.Metrics : [];
        }
        catch (DataException)
        {
            // A damaged file is measured again.
            return [];
        }
    }

    // What failed is tried again: data or weights that were missing may be there now.
    private static bool IsCurrent(MetricRecord record, IMetric metric, SuiteEvaluation evaluation, string extractor) =>
        !record.Protocol.ContainsKey(Evaluator.FailedKey)
        && (metric.Kind == SampleKind.Real
            || record.Protocol.GetValueOrDefault(RequestedSamples) == evaluation.Samples.ToString(CultureInfo.InvariantCulture))
        && (!record.Protocol.TryGetValue("extractor", out var measured)
            || measured == ExtractorRegistry.InProtocols(metric.OwnExtractor?.Name ?? extractor))
        && (evaluation.Intervals is not { } level
            || record.Protocol.GetValueOrDefault(RequestedIntervals) == level.ToString(CultureInfo.InvariantCulture))
        && record.Protocol.GetValueOrDefault(Revision, "1") == metric.Revision.ToString(CultureInfo.InvariantCulture)
        && MetricOptions.Of(evaluation.Options, metric).Equals(OwnOptions.Of(SetOptions(record)));
}
