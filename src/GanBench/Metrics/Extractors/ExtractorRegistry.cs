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
    /// <summary>Stands for Inception where its weights are, else for the features that come with GanBench.</summary>
    public const string Auto = "auto";

    /// <summary>Environment variable that forbids fetching weights: anything but empty, 0 and false.</summary>
    public const string OfflineVariable = "GANBENCH_OFFLINE";

    /// <summary>Whether <see cref="OfflineVariable"/> is set.</summary>
    public static bool IsOffline =>
        Environment.GetEnvironmentVariable(OfflineVariable) is { Length: > 0 } value && value is not ("0" or "false");

    /// <summary>The extractors.</summary>
    public static Registry<Extractor> All { get; } = new("extractor", extractor => extractor.Name)
    {
        InceptionExtractor.Entry,
        ResNet18Extractor.Entry,
        ClassifierExtractor.Entry,
        OnnxExtractor.Entry,
    };

    /// <summary>How the extractors are named in settings, for help texts.</summary>
    public static IEnumerable<string> Names => All.Select(
        extractor => extractor.Argument is null ? extractor.Name : $"{extractor.Name}:{extractor.Argument}");

    /// <summary>The extractor that a name stands for on this machine.</summary>
    /// <param name="name">A name, or <see cref="Auto"/>.</param>
    /// <param name="dataDirectory">Where weights are looked for; null takes the machine's.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static string Choose(string name, string? dataDirectory) => name == Auto
        ? All.First(extractor => extractor.IsAutomatic && extractor.IsPresent(dataDirectory)).Name
        : Find(name) is { Argument: { } argument } && !name.Contains(':', StringComparison.Ordinal)
            ? throw new UsageException($"The extractor {name} is named with what it is of: {name}:{argument}.")
            : name;

    /// <summary>
    /// The options with an extractor that is one: for <see cref="Auto"/>, whose first choice is fetched where there is a connection and
    /// that is allowed.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="progress">Told about fetching.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The options, and what a reader must know of the choice; null when nothing.</returns>
    /// <exception cref="UsageException">The options name no extractor.</exception>
    public static (EvaluationOptions Options, string? Note) Resolve(
        EvaluationOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        string? note = null;
        if (options.Extractor == Auto && All.First(extractor => extractor.IsAutomatic) is { Fetch: { } fetch } first
            && !first.IsPresent(options.DataDirectory))
        {
            note = options.Offline ? null
                : fetch(options, progress, cancellationToken) is { } problem ? $"{first.Label} could not be fetched: {problem}"
                : $"{first.Label} was fetched";
        }
        return (options with { Extractor = Choose(options.Extractor, options.DataDirectory) }, note);
    }

    /// <summary>The extractor that a setting names.</summary>
    /// <param name="name">Its name; where it takes an argument, a colon and that follow.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static Extractor Find(string name) =>
        All.FirstOrDefault(e => e.Argument is not null && name.StartsWith(e.Name + ":", StringComparison.Ordinal)) ?? All.Find(name);

    /// <summary>Opens the extractor that the options name.</summary>
    /// <param name="request">What it is opened for.</param>
    /// <exception cref="UsageException">It is not known, or cannot be used on this data.</exception>
    /// <exception cref="DataException">Its weights or data are missing or damaged.</exception>
    public static IFeatureExtractor Open(ExtractorRequest request) => Find(request.Options.Extractor).Open(request);

    /// <summary>What protocols call the extractor that a setting names: a file by its name, wherever it lies.</summary>
    /// <param name="name">The setting.</param>
    public static string InProtocols(string name) => Find(name) is { Argument: not null } extractor
        ? $"{extractor.Name}:{Path.GetFileName(name[(extractor.Name.Length + 1)..])}"
        : name;

    /// <summary>What tables call the extractor that a protocol names; what is not known here by the protocol's first word.</summary>
    /// <param name="text">What the protocol says.</param>
    public static string LabelOf(string text) => Of(text) is { Argument: null } extractor ? extractor.Label : text.Split(' ')[0];

    /// <summary>The extractor that a protocol names, with or without a version after the name; null when it is not known here.</summary>
    /// <param name="text">What the protocol says, e.g. "inception-2015-12-05".</param>
    public static Extractor? Of(string text) =>
        All.FirstOrDefault(extractor => text.StartsWith(extractor.Name, StringComparison.OrdinalIgnoreCase));
}
