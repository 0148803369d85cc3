using System.Globalization;
using GanBench.Metrics.Extractors;

namespace GanBench.Metrics;

/// <summary>
/// What two values of a metric must share to stand in one column, on one axis or in one difference: the features with all that decides
/// them, the numbers of samples and of reference images, and what was set. The one place that says so.
/// </summary>
/// <param name="Key">The entries of the protocol that decide, a line each: equal for values that may be compared.</param>
public sealed record ProtocolGroup(string Key)
{
    /// <summary>Before the name of an option in the protocols of suites.</summary>
    internal const string SetPrefix = "set ";

    /// <summary>Entry with the version of a metric's definition, above 1.</summary>
    internal const string Revision = "revision";

    /// <summary>What must agree between two sets of features for a comparison to mean anything.</summary>
    internal static readonly string[] DecisiveKeys =
        ["extractor", "extractorChecksum", "layer", "resize", "input", FeaturePrecisions.Key];

    private const string Samples = "samples", References = "referenceCount", Dataset = "extractorDataset", Accuracy = "extractorAccuracy";

    private static readonly string[] FeatureKeys = [.. DecisiveKeys, "features", "extractorVersion", Dataset, Accuracy];

    private IReadOnlyList<(string Key, string Value)> Entries =>
        [.. Key.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).Select(e => (e[0], e[1]))];

    /// <summary>The group of a value.</summary>
    /// <param name="protocol">Its protocol.</param>
    public static ProtocolGroup Of(IReadOnlyDictionary<string, string> protocol) => Join(
        protocol.Where(e => e.Key is Samples or References or Revision || e.Key.StartsWith(SetPrefix, StringComparison.Ordinal)
            || (FeatureKeys.Contains(e.Key) && !IsMeasured(e.Key, e.Value)))
        .OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, e.Value)));

    /// <summary>What the features' maker is called in protocols; empty without features.</summary>
    public string Extractor => this["extractor"] ?? this["features"] ?? "";

    /// <summary>Samples measured; null where the protocol does not say.</summary>
    public int? SampleCount => int.TryParse(this[Samples], CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The features alone: values with the same ones and as many samples stand in one table.</summary>
    public ProtocolGroup Features => Join(Entries.Where(e => FeatureKeys.Contains(e.Key)));

    /// <summary>For captions: the features with the classifier's data and accuracy, and the samples; empty where none is known.</summary>
    public string Words => string.Join(", ", new[] { FeatureWords, this[Samples] is { } samples ? "on " + Word(Samples, samples) : null }
        .OfType<string>());

    /// <summary>A short name for files: a hash of <see cref="Key"/>.</summary>
    public string Hash => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Key)))[..12];

    /// <summary>What tells it from others, in words; empty where nothing does.</summary>
    /// <param name="others">The others; it may be among them.</param>
    public string Among(IEnumerable<ProtocolGroup> others)
    {
        var all = others.ToList();
        return string.Join(", ", Entries.Where(e => e.Key is not ("extractor" or "features") && all.Exists(o => o[e.Key] != e.Value))
            // A checksum tells a reader nothing that the accuracy does not.
            .Where(e => e.Key is not ("extractorChecksum" or "extractorVersion") || all.TrueForAll(o => o[Accuracy] == this[Accuracy]))
            .OrderBy(e => e.Key == Dataset ? 0 : e.Key == Samples ? 2 : e.Key == References ? 3 : 1).Select(e => Word(e.Key, e.Value)));
    }

    private string? this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value;

    private string? FeatureWords
    {
        get
        {
            if (Extractor.Length == 0)
                return null;
            var known = ExtractorRegistry.Of(Extractor) is { Argument: null } extractor ? extractor.Title : Extractor;
            var details = new[] { this[Dataset], this[Accuracy] is { } accuracy ? Word(Accuracy, accuracy) : null }.OfType<string>();
            return $"from features of {known}" + (string.Join(", ", details) is { Length: > 0 } all ? $" ({all})" : "");
        }
    }

    // The collapse metric writes a number under the name of the features' precision.
    private static bool IsMeasured(string key, string value) =>
        key == FeaturePrecisions.Key && double.TryParse(value, CultureInfo.InvariantCulture, out _);

    private static ProtocolGroup Join(IEnumerable<(string Key, string Value)> entries) =>
        new(string.Join('\n', entries.Select(e => $"{e.Key}={e.Value.ReplaceLineEndings(" ")}")));

    private static string Word(string key, string value) => key switch
    {
        Samples => Count(value) + " samples",
        References => Count(value) + " reference images",
        Dataset => "trained on " + value,
        Accuracy => "accuracy " + value,
        "extractorChecksum" => "weights " + value,
        "resize" => "resized " + value,
        _ when key.StartsWith(SetPrefix, StringComparison.Ordinal) => $"{key[SetPrefix.Length..]} {value}",
        _ => $"{key} {value}",
    };

    private static string Count(string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var count) ? count.ToString("N0", CultureInfo.InvariantCulture) : value;
}
