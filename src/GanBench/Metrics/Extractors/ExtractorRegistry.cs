using GanBench.Configuration;
using GanBench.Datasets;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>What an extractor is opened for.</summary>
/// <param name="Options">The evaluation.</param>
/// <param name="Reference">The data, or null where there is no dataset (a comparison of statistics).</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Progress">Told about fetching and training.</param>
/// <param name="CancellationToken">Stops both.</param>
public sealed record ExtractorRequest(
    EvaluationOptions Options, Dataset? Reference, Device Device, IProgress<EvaluationProgress>? Progress,
    CancellationToken CancellationToken);

/// <summary>All extractors by name. A new one is one file and one line here.</summary>
public static class ExtractorRegistry
{
    /// <summary>Stands for the first comparable extractor whose weights are there, else for the first that needs none.</summary>
    public const string Auto = "auto";

    /// <summary>The extractors.</summary>
    public static Registry<Extractor> All { get; } = new("extractor", extractor => extractor.Name)
    {
        ClassifierExtractor.Entry,
        InceptionExtractor.Entry,
    };

    /// <summary>The extractor that a name stands for on this machine.</summary>
    /// <param name="name">A name, or <see cref="Auto"/>.</param>
    /// <param name="dataDirectory">Where weights are looked for; null takes the machine's.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static string Choose(string name, string? dataDirectory) => name == Auto
        ? All.OrderByDescending(extractor => extractor.IsComparable).First(extractor => extractor.IsPresent(dataDirectory)).Name
        : All.Find(name).Name;

    /// <summary>Opens the extractor that the options name.</summary>
    /// <param name="request">What it is opened for.</param>
    /// <exception cref="UsageException">It is not known, or cannot be used on this data.</exception>
    /// <exception cref="DataException">Its weights or data are missing or damaged.</exception>
    public static IFeatureExtractor Open(ExtractorRequest request) => All.Find(request.Options.Extractor).Open(request);

    /// <summary>The extractor that a protocol names, with or without a version after the name; null when it is not known here.</summary>
    /// <param name="text">What the protocol says, e.g. "inception-2015-12-05".</param>
    public static Extractor? Of(string text) =>
        All.FirstOrDefault(extractor => text.StartsWith(extractor.Name, StringComparison.OrdinalIgnoreCase));
}
