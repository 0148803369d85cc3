using System.CommandLine;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.InceptionScore;
using GanBench.Metrics.Kid;
using GanBench.Metrics.Prdc;

namespace GanBench.Cli.Commands;

/// <summary>
/// What <c>ganbench compare</c> can be told of how to measure. What is not typed is the preset's (<c>--like</c>), else the default.
/// </summary>
internal static class CompareOptions
{
    private static readonly Option<string?> Like = new("--like")
    {
        Description = "Measure as another program does; other options still win. "
            + string.Join(" ", ComparisonPreset.All.Select(preset => $"{preset.Name}: {preset.Description}.")),
        HelpName = "PROGRAM",
    };

    private static readonly Option<int> SampleCount = new("--samples")
    {
        Description = FormattableString.Invariant(
            $"Images of the first set to measure; 0 takes all, and {EvaluationOptions.DefaultSamples:N0} of a generator."),
        HelpName = "N",
    };

    private static readonly Option<int> ReferenceCount = new("--reference-samples")
    {
        Description = "Images of the second set; 0 takes all. Metrics on pairs take at most --samples, where that is given.",
        HelpName = "N",
    };

    private static readonly Option<string?> ClassifierDataset = new("--classifier-dataset")
    {
        Description = "Labelled dataset whose classifier gives the features. Default: the one that is compared.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Layer = new("--layer")
    {
        Description = $"Features of Inception: {string.Join(", ", InceptionExtractor.Layers)} (default {InceptionExtractor.DefaultLayer}); "
            + "of an ONNX network the name of an output.",
        HelpName = "LAYER",
    };

    private static readonly Option<string> Resize = new("--resize")
    {
        Description =
            "How images get to Inception's size: pytorch (as pytorch-fid), tf1 (as the original FID and torch-fidelity), clean (as "
            + "clean-fid).",
        HelpName = "MODE",
        DefaultValueFactory = _ => "pytorch",
    };

    private static readonly Option<string> Precision = new("--precision")
    {
        Description = "float32, or bf16: faster where the processor has it, and other values.",
        HelpName = "TYPE",
        DefaultValueFactory = _ => "float32",
    };

    private static readonly Option<int> Batch = new("--batch")
    {
        Description = "Images per batch of the extractor.",
        HelpName = "N",
        DefaultValueFactory = _ => EvaluationOptions.DefaultBatch,
    };

    private static readonly Option<int?> ImageSize = new("--image-size")
    {
        Description = "Bring all pictures and datasets to this side in pixels first (their central squares): sets of mixed sizes then have "
            + "values of every metric. Default: as they are.",
        HelpName = "N",
    };

    private static readonly Option<string> Alpha = new("--alpha")
    {
        Description = "What becomes of transparency: drop (the colours as stored, as other programs), white or black (laid over it).",
        HelpName = "RULE",
        DefaultValueFactory = _ => "drop",
    };

    private static readonly Option<string> Exif = new("--exif")
    {
        Description = "Orientation in EXIF data: ignore (as other programs) or apply.",
        HelpName = "RULE",
        DefaultValueFactory = _ => "ignore",
    };

    private static readonly Option<ulong> Seed =
        new("--seed") { Description = "Decides which images of a larger set are taken, and all subsets.", HelpName = "N" };

    private static readonly Option<int> Neighbours = new("--neighbours")
    {
        Description = "k of precision, recall, density and coverage.",
        HelpName = "K",
        DefaultValueFactory = _ => Neighbourhoods.DefaultNeighbours,
    };

    private static readonly Option<string> Radius = new("--radius-rule")
    {
        Description = "Whether a neighbourhood includes its border: below (d < r, as prdc) or below-or-equal (d <= r, as torch-fidelity). "
            + "Differs where images occur twice.",
        HelpName = "RULE",
        DefaultValueFactory = _ => "below",
    };

    private static readonly Option<int> Splits = new("--splits")
    {
        Description = "Splits of the inception score.",
        HelpName = "N",
        DefaultValueFactory = _ => ClassScore.DefaultSplits,
    };

    private static readonly Option<int> KidSubsets = new("--kid-subsets")
    {
        Description = "Subsets of KID.",
        HelpName = "N",
        DefaultValueFactory = _ => KernelDistance.DefaultSubsets,
    };

    private static readonly Option<int> KidSubsetSize = new("--kid-subset-size")
    {
        Description = "Images per subset of KID; a smaller set is taken whole, and said so.",
        HelpName = "N",
        DefaultValueFactory = _ => KernelDistance.DefaultSubsetSize,
    };

    private static readonly Option<bool> Offline = new("--offline")
    {
        Description = "Fetch nothing. --extractor auto else fetches Inception's weights where there is a connection. "
            + $"Set for all commands by ${ExtractorRegistry.OfflineVariable}=1.",
    };

    /// <summary>All of them, in the order of the help text.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Like, SampleCount, ReferenceCount, ClassifierDataset, Layer, Resize, Precision, Batch, ImageSize, Alpha, Exif, Seed, Neighbours,
        Radius, Splits, KidSubsets, KidSubsetSize, CommonOptions.Intervals, Offline,
    ];

    /// <summary>Reads what was typed.</summary>
    /// <param name="result">The command line.</param>
    /// <exception cref="UsageException">A value is not possible.</exception>
    public static EvaluationOptions Read(ParseResult result)
    {
        var options = new EvaluationOptions
        {
            Metrics = MetricNames.Parse(result.GetValue(CommonOptions.Metrics)!),
            Samples = result.GetValue(SampleCount),
            ReferenceSamples = result.GetValue(ReferenceCount),
            Extractor = ExtractorRegistry.Auto,
            ClassifierDataset = result.GetValue(ClassifierDataset),
            Layer = result.GetValue(Layer),
            Intervals = result.GetValue(CommonOptions.Intervals),
            Precision = ReadWord(result, Precision, ("float32", FeaturePrecision.Float32), ("bf16", FeaturePrecision.BFloat16)),
            DataDirectory = result.GetValue(CommonOptions.DataDirectory),
            Offline = result.GetValue(Offline) || ExtractorRegistry.IsOffline,
        };
        if (result.GetValue(Like) is { } name)
            options = ComparisonPreset.All.Find(name).Apply(options);
        if (IsTyped(result, CommonOptions.Extractor))
            options = options with { Extractor = result.GetValue(CommonOptions.Extractor)! };
        if (IsTyped(result, Resize))
            options = options with { Resize = ReadResize(result) };
        if (IsTyped(result, Batch))
            options = options with { Batch = result.GetValue(Batch) };
        if (IsTyped(result, Seed))
            options = options with { Seed = result.GetValue(Seed) };
        options = options with
        {
            Pictures = options.Pictures with { Rules = Rules(result, options.Pictures.Rules), Side = ReadSide(result) },
        };
        return options with { MetricOptions = CommonOptions.ReadMetricSettings(result, Typed(result, options.MetricOptions)) };
    }

    private static int? ReadSide(ParseResult result)
    {
        const int smallest = DatasetSource.MinimumImageSize, largest = DatasetSource.MaximumImageSize;
        return result.GetValue(ImageSize) is not (< smallest or > largest) ? result.GetValue(ImageSize)
            : throw new UsageException($"--image-size must be {smallest} to {largest} (was {result.GetValue(ImageSize)}).");
    }

    private static PictureRules Rules(ParseResult result, PictureRules rules)
    {
        if (IsTyped(result, Alpha))
            rules = rules with
            {
                Alpha = ReadWord(result, Alpha, ("drop", AlphaRule.Drop), ("white", AlphaRule.White), ("black", AlphaRule.Black)),
            };
        return IsTyped(result, Exif)
            ? rules with { ApplyOrientation = ReadWord(result, Exif, ("ignore", false), ("apply", true)) } : rules;
    }

    private static OwnOptions Typed(ParseResult result, OwnOptions options)
    {
        Set(Neighbours, "prdc.neighbours", "collapse.neighbours");
        Set(Radius, "prdc.radiusRule");
        Set(Splits, "is.splits", "classifier-score.splits");
        Set(KidSubsets, "kid.subsets", "kid-rbf.subsets");
        Set(KidSubsetSize, "kid.subsetSize", "kid-rbf.subsetSize");
        return options;

        void Set<T>(Option<T> option, params string[] keys)
        {
            if (!IsTyped(result, option))
                return;
            foreach (var key in keys)
                options = options.With(key, SettingValue.Format(result.GetValue(option)));
        }
    }

    private static ResizeMode ReadResize(ParseResult result) =>
        ReadWord(result, Resize, ("pytorch", ResizeMode.PyTorch), ("tf1", ResizeMode.Tf1), ("clean", ResizeMode.Clean));

    private static bool IsTyped(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static T ReadWord<T>(ParseResult result, Option<string> option, params (string Word, T Value)[] words)
    {
        var typed = result.GetValue(option);
        foreach (var (word, value) in words)
        {
            if (string.Equals(word, typed, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        throw new UsageException($"{option.Name} must be one of {string.Join(", ", words.Select(w => w.Word))} (was '{typed}').");
    }
}
