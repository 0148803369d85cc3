namespace GanBench.Metrics.Extractors;

/// <summary>An extractor that settings name: what its values mean, and how it is opened.</summary>
/// <param name="Name">Name in settings, and at the beginning of what protocols call it.</param>
/// <param name="Open">Opens it for an evaluation; the caller disposes it.</param>
public sealed record Extractor(string Name, Func<ExtractorRequest, IFeatureExtractor> Open)
{
    /// <summary>What follows its name and a colon in settings, e.g. "FILE"; null where nothing does.</summary>
    public string? Argument { get; init; }

    /// <summary>What tables call it.</summary>
    public string Label { get; init; } = Name;

    /// <summary>What a caption calls it: "from features of the dataset's classifier".</summary>
    public string Title { get; init; } = Name;

    /// <summary>Whether its classes are those of the dataset itself.</summary>
    public bool KnowsClasses { get; init; }

    /// <summary>Whether its values may stand beside published ones, which are of FID's Inception.</summary>
    public bool IsComparable { get; init; }

    /// <summary>
    /// Whether it may stand for <see cref="ExtractorRegistry.Auto"/>; the first of the registry that does and is present is taken.
    /// </summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Fetches what it needs; gives why it could not, or null when it is there. Null where there is nothing to fetch.</summary>
    public Func<EvaluationOptions, IProgress<EvaluationProgress>?, CancellationToken, string?>? Fetch { get; init; }

    /// <summary>Whether what it needs is on this machine; the argument is the data directory, null for the machine's.</summary>
    public Func<string?, bool> IsPresent { get; init; } = _ => true;
}
