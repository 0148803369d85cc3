using System.Globalization;
using System.Runtime.InteropServices;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Storage;

namespace GanBench.Datasets;

/// <summary>Takes the samples of a split one after the other and writes them as a decoded dataset; memory stays small.</summary>
public sealed class DatasetBuilder
{
    private const int HeaderLength = 4096;

    private readonly Stream _stream;
    private readonly ContentHash _hash;
    private readonly List<int> _labels = [];
    private readonly DatasetPlan _plan;

    private int _before;

    internal DatasetBuilder(
        Stream stream, DatasetPlan plan, DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        (_stream, _plan, SquareFit, Split, Progress, CancellationToken) =
            (stream, plan, request.Fit, request.Split, progress, cancellationToken);
        _hash = new ContentHash(plan.Info.Kind, plan.Shape);
        SampleBytes = plan.Shape.Length * (plan.Info.Kind == SampleKind.Image ? 1 : sizeof(float));
        stream.Write(new byte[HeaderLength]);
    }

    /// <summary>Size of a finished sample.</summary>
    public SampleShape Shape => _plan.Shape;

    /// <summary>The split that is made; of several in a row, the one that is under way.</summary>
    public string Split { get; private set; }

    /// <summary>How pictures that are no squares become squares.</summary>
    public SquareFit SquareFit { get; }

    /// <summary>Samples added so far.</summary>
    public int Count { get; private set; }

    /// <summary>Those of the split that is under way.</summary>
    public int CountOfSplit => Count - _before;

    /// <summary>Bytes per sample.</summary>
    public int SampleBytes { get; }

    /// <summary>
    /// What a report must say about these samples, e.g. "24,000 of 60,000 training images"; null when they are the release.
    /// </summary>
    public string? Note { get; set; }

    /// <summary>Stops the work.</summary>
    public CancellationToken CancellationToken { get; }

    private IProgress<DatasetProgress>? Progress { get; }

    /// <summary>Writes a picture of any size as a sample of this dataset.</summary>
    /// <param name="picture">Any size and number of channels.</param>
    /// <param name="sample">Where it goes (C, H, W).</param>
    public void Fit(RasterImage picture, Span<byte> sample) => ImagePipeline.Fit(picture, Shape, SquareFit, sample);

    /// <summary>Adds whole samples, planes in order (N, C, H, W).</summary>
    /// <param name="samples">A multiple of <see cref="SampleBytes"/>.</param>
    /// <param name="labels">One per sample, or none at all for a dataset without labels.</param>
    public void Add(ReadOnlySpan<byte> samples, ReadOnlySpan<int> labels = default)
    {
        if (samples.Length % SampleBytes != 0)
            throw new ArgumentException($"{samples.Length} bytes are not a number of samples of {Shape}.", nameof(samples));
        CancellationToken.ThrowIfCancellationRequested();
        try
        {
            _stream.Write(samples);
        }
        catch (IOException e)
        {
            // Told apart here from trouble with the files that are read.
            throw new EnvironmentException(
                $"Cannot write the decoded samples of {_plan.Info.Name}: {e.Message} Set {DataDirectories.CacheVariable} to a folder with "
                + $"space.", e);
        }
        _hash.Add(samples);
        foreach (var label in labels)
        {
            if (label < 0 || label >= _plan.Info.ClassNames.Count)
                throw new DataException($"A label of {_plan.Info.Name} is {label}; 0 to {_plan.Info.ClassNames.Count - 1} exist.");
            _labels.Add(label);
        }
        Count = checked(Count + (samples.Length / SampleBytes));
        Report(Count, null);
    }

    /// <summary>Adds one sample and its label.</summary>
    /// <param name="sample"><see cref="SampleBytes"/> bytes.</param>
    /// <param name="label">The class.</param>
    public void Add(ReadOnlySpan<byte> sample, int label) => Add(sample, [label]);

    /// <summary>Tells how far decoding is.</summary>
    /// <param name="done">Samples done.</param>
    /// <param name="total">Of how many, when known.</param>
    public void Report(long done, long? total) =>
        Progress?.Report(new DatasetProgress(_plan.Info.Name, _plan.Inputs.Count == 0 ? "generate" : "decode", "samples", done, total));

    // What follows belongs to this split.
    internal void StartSplit(string split) => (Split, Note, _before) = (split, null, Count);

    // Writes the labels, then the header into the space that was left for it.
    internal void Finish(string key, long sealedAt)
    {
        if (Count == 0)
            throw new DataException($"{_plan.Info.Name} has no samples in split '{Split}'.");
        if (_labels.Count != 0 && _labels.Count != Count)
            throw new InvalidOperationException($"{_plan.Info.Name}: {_labels.Count} labels for {Count} samples.");
        var labels = CollectionsMarshal.AsSpan(_labels);
        var samplesLength = (long)Count * SampleBytes;
        // Labels are read in place as 32-bit integers, so they start at a multiple of four.
        var padding = (int)(-samplesLength & 3);
        _stream.Write(stackalloc byte[padding]);
        _stream.Write(MemoryMarshal.AsBytes(labels));
        var type = _plan.Info.Kind == SampleKind.Image ? SafeTensorType.U8 : SafeTensorType.F32;
        List<SafeTensorEntry> entries =
            [new(DatasetCache.SamplesName, type, [Count, Shape.Channels, Shape.Height, Shape.Width], 0, samplesLength)];
        if (padding > 0)
            entries.Add(new("padding", SafeTensorType.U8, [padding], samplesLength, padding));
        if (labels.Length > 0)
            entries.Add(new(DatasetCache.LabelsName, SafeTensorType.I32, [Count], samplesLength + padding, 4L * Count));
        Dictionary<string, string> metadata = new()
        {
            ["format"] = DatasetCache.Format,
            ["dataset"] = _plan.Info.Name,
            ["split"] = Split,
            ["key"] = key,
            ["contentHash"] = _hash.Finish(labels),
            ["sealed"] = sealedAt.ToString(CultureInfo.InvariantCulture),
        };
        if (Note is not null)
            metadata["note"] = Note;
        _stream.Position = 0;
        _stream.Write(SafeTensorsHeader.Build(entries, metadata, HeaderLength));
        _hash.Dispose();
    }
}
