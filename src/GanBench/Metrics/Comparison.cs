using GanBench.Datasets;
using GanBench.Datasets.Sources;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>What is compared, and the values.</summary>
/// <param name="Samples">What was judged.</param>
/// <param name="Reference">What it was judged by.</param>
/// <param name="Metrics">The values with their protocols.</param>
/// <param name="Notes">What a reader must know of the two sets, e.g. that a dataset is a part of the published one.</param>
public sealed record ComparisonResult(string Samples, string Reference, IReadOnlyList<MetricRecord> Metrics, IReadOnlyList<string> Notes);

/// <summary>
/// Compares two sets by name: <c>dataset:NAME/SPLIT</c>, a folder or zip archive of pictures, a <c>.npz</c> file of statistics or features,
/// a <c>.npy</c> or <c>.safetensors</c> file of features (<see cref="PrecomputedFile"/>), or whatever else the caller resolves (a run).
/// </summary>
/// <param name="options">What is measured and how.</param>
/// <param name="device">Where networks compute.</param>
/// <param name="resolve">Opens names that are none of these, such as runs; null when it does not know one.</param>
/// <param name="progress">Told about every batch.</param>
/// <param name="cancellationToken">Checked between batches and metrics.</param>
public sealed class Comparison(
    EvaluationOptions options,
    Device device,
    Func<string, ISampleSource?>? resolve = null,
    IProgress<EvaluationProgress>? progress = null,
    CancellationToken cancellationToken = default)
{
    private const string DatasetPrefix = "dataset:", ZipExtension = ".zip";

    // Once, because choosing an extractor may fetch one.
    private readonly Lazy<(EvaluationOptions Options, string? Note)> _resolved =
        new(() => ExtractorRegistry.Resolve(options, progress, cancellationToken));

    /// <summary>Whether a name says by its form that it is a dataset, pictures, or a file of statistics or features.</summary>
    /// <param name="name">The name; nothing needs to be there.</param>
    public static bool Understands(string name) =>
        name.StartsWith(DatasetPrefix, StringComparison.Ordinal) || name.StartsWith(FolderSource.Prefix, StringComparison.Ordinal)
        || PrecomputedFile.IsNamed(name) || name.EndsWith(ZipExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Measures one set by the other.</summary>
    /// <param name="samples">Name of the set to judge.</param>
    /// <param name="reference">Name of the set it is judged by.</param>
    /// <exception cref="UsageException">
    /// A name is not understood, no extractor fits, or of statistics from a file a part is asked for.
    /// </exception>
    /// <exception cref="DataException">Data is missing or damaged, or the two cannot be compared.</exception>
    public ComparisonResult Compare(string samples, string reference)
    {
        Evaluator.Validate(options);
        var (resolved, choice) = NeedsExtractor(samples, reference)
            ? _resolved.Value
            : (options with { Extractor = ExtractorRegistry.Choose(options.Extractor, options.DataDirectory) }, null);
        using var a = Open(samples);
        using var b = Open(reference);
        using var extractor = new OwnedExtractor(resolved, () => b.OpenDataset() ?? a.OpenDataset(), device, progress, cancellationToken);
        a.Set?.Limit(resolved, isReference: false);
        b.Set?.Limit(resolved, isReference: true);
        using var generated = a.Set ?? Evaluator.Generated(a.Source!, resolved, extractor.Lazy, progress, cancellationToken);
        using var judged = b.Set ?? Evaluator.Reference(b.Source!, resolved, extractor.Lazy, progress, cancellationToken);
        var records =
            Evaluator.Evaluate(new EvaluationInputs(resolved, generated, judged, discriminator: null), progress, cancellationToken);
        string[] notes =
        [
            .. new[] { choice, Part(generated, generated.Count), Part(judged, Math.Max(judged.Count, judged.StatisticsCount)) }
                .OfType<string>(),
            .. new[] { (generated.Name, a.Source?.Note), (judged.Name, b.Source?.Note) }
                .Where(side => side.Note is not null).Select(side => $"{side.Name}: {side.Note}").Distinct(),
        ];
        return new ComparisonResult(generated.Name, judged.Name, records, notes);
    }

    // Nothing is fetched for pixels, nor for features that are there.
    private bool NeedsExtractor(string samples, string reference) =>
        !(PrecomputedFile.IsNamed(samples) && PrecomputedFile.IsNamed(reference))
        && options.Metrics.Any(name => MetricRegistry.All.Has(name) && (MetricRegistry.All.Find(name).Needs
            & (MetricNeeds.Features | MetricNeeds.Logits | MetricNeeds.Statistics)) != 0);

    private static string? Part(SampleSet set, int used) =>
        set.Found > used ? FormattableString.Invariant($"{set.Name}: {used:N0} of {set.Found:N0} measured") : null;

    /// <summary>Writes the feature statistics of a set, which pytorch-fid reads too, so that later comparisons need no images.</summary>
    /// <param name="name">Name of the set.</param>
    /// <param name="path">The .npz file; an existing one is replaced.</param>
    /// <inheritdoc cref="Compare"/>
    public FeatureStatistics WriteStatistics(string name, string path)
    {
        var resolved = _resolved.Value.Options;
        using var side = Open(name);
        using var extractor = new OwnedExtractor(resolved, side.OpenDataset, device, progress, cancellationToken);
        side.Set?.Limit(resolved, isReference: true);
        using var set = side.Set ?? Evaluator.Reference(side.Source!, resolved, extractor.Lazy, progress, cancellationToken);
        var protocol = new Dictionary<string, string>(set.FeatureProtocol, StringComparer.Ordinal) { ["source"] = set.Name };
        StatisticsFile.Save(path, set.Statistics, protocol);
        return set.Statistics;
    }

    private Side Open(string name)
    {
        if (resolve?.Invoke(name) is { } source)
            return CheckSide(new Side(null, source));
        if (name.StartsWith(DatasetPrefix, StringComparison.Ordinal))
        {
            var parts = name[DatasetPrefix.Length..].Split('/');
            return parts.Length <= 2
                ? OpenDataset(parts[0], parts.Length == 2 ? parts[1] : DatasetRequest.Train)
                : throw new UsageException($"'{name}' is not understood: datasets are named {DatasetPrefix}NAME/SPLIT.");
        }
        if (name.StartsWith(FolderSource.Prefix, StringComparison.Ordinal))
            return OpenPictures(name[FolderSource.Prefix.Length..]);
        if (PrecomputedFile.IsNamed(name))
            return new Side(PrecomputedFile.Load(name), null);
        if (Directory.Exists(name) || name.EndsWith(ZipExtension, StringComparison.OrdinalIgnoreCase))
            return OpenPictures(name);
        throw new UsageException(
            $"'{name}' is not understood: give {DatasetPrefix}NAME/SPLIT, a folder or .zip of pictures, a run, or a file ending in .npz, "
            + $".npy or .safetensors.");
    }

    // A generator makes the size that it makes.
    private Side CheckSide(Side side)
    {
        if (options.Pictures.Side is not { } asked || side.Source?.Shape is not { } shape || (shape.Height, shape.Width) == (asked, asked))
            return side;
        side.Dispose();
        throw new UsageException(
            $"{side.Source.Name} makes images of {shape.Width}×{shape.Height} pixels: leave out --image-size {asked}, or give "
            + "it that size.");
    }

    // The classifier learns from the folders of a set that has them, as from a dataset.
    private Side OpenPictures(string path)
    {
        var pictures = PictureSamples.Open(path, options.Pictures, options.Seed, progress, cancellationToken);
        var learns = pictures.ClassNames is not null && Directory.Exists(path)
            && options.Extractor != ExtractorRegistry.Auto && ExtractorRegistry.Find(options.Extractor).KnowsClasses;
        return new Side(null, pictures)
        {
            Dataset = learns ? new(() => OpenSplit(FolderSource.Prefix + path, DatasetRequest.Train)) : null,
            OwnsDataset = true,
        };
    }

    private Side OpenDataset(string name, string split)
    {
        var dataset = OpenSplit(name, split);
        return new Side(null, new DatasetSamples(dataset, options.Seed, owns: true))
        {
            Dataset = dataset.HasLabels ? new(dataset) : null,
        };
    }

    private Dataset OpenSplit(string name, string split) =>
        DatasetRegistry.Open(
            new DatasetRequest
            {
                Name = name,
                Split = split,
                ImageSize = options.Pictures.Side,
                DataDirectory = options.DataDirectory,
                CacheDirectory = options.CacheDirectory,
                Offline = options.Offline,
            },
            new Relay(progress),
            cancellationToken);

    /// <summary>One side: a finished set, or images; and the labelled dataset they are from, opened when an extractor needs it.</summary>
    private sealed record Side(SampleSet? Set, ISampleSource? Source) : IDisposable
    {
        public Lazy<Dataset>? Dataset { get; init; }

        /// <summary>Whether the dataset is not the source's own.</summary>
        public bool OwnsDataset { get; init; }

        public Dataset? OpenDataset() => Dataset?.Value;

        public void Dispose()
        {
            Set?.Dispose();
            if (OwnsDataset && Dataset is { IsValueCreated: true })
                Dataset.Value.Dispose();
            Source?.Dispose();
        }
    }

    private sealed class OwnedExtractor(
        EvaluationOptions options, Func<Dataset?> dataset, Device device, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken) : IDisposable
    {
        public Lazy<IFeatureExtractor> Lazy { get; } =
            new(() => ExtractorRegistry.Open(new ExtractorRequest(options, dataset(), device, progress, cancellationToken)));

        public void Dispose()
        {
            if (Lazy.IsValueCreated)
                Lazy.Value.Dispose();
        }
    }

    private sealed class Relay(IProgress<EvaluationProgress>? progress) : IProgress<DatasetProgress>
    {
        public void Report(DatasetProgress value) =>
            progress?.Report(new EvaluationProgress($"{value.Stage} {value.Dataset}", value.Done, value.Total ?? 0));
    }
}
