using System.CommandLine;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Runs;
using GanBench.Training;
using GanBench.Training.TensorBoard;

namespace GanBench.Cli;

/// <summary>Options that several verbs share, one object each, so that their texts and defaults are the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary>Environment variable that names the folder of runs.</summary>
    public const string RunsVariable = "GANBENCH_RUNS_DIR";

    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "Print the stack trace of an error.", Recursive = true };

    public static Option<string?> DataDirectory { get; } = new("--data-dir")
    {
        Description = "Folder of the datasets. Default: $GANBENCH_DATA_DIR, else ganbench/data in the user's cache directory.",
        HelpName = "DIR",
    };

    public static Option<string> RunsDirectory { get; } = new("--runs-dir")
    {
        Description = "Folder of the run directories. Default: $GANBENCH_RUNS_DIR, else runs.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(RunsVariable) is { Length: > 0 } folder ? folder : "runs",
    };

    public static Option<string> Device { get; } = new("--device")
    {
        Description = "cpu, cuda, cuda:N, or auto (CUDA where there is one).",
        HelpName = "DEVICE",
        DefaultValueFactory = _ => "cpu",
    };

    public static Option<string?> TensorBoard { get; } = new("--tensorboard")
    {
        Description = "Write event files for TensorBoard: into DIR/RUN, or without DIR into the run directory (tensorboard --logdir runs).",
        HelpName = "DIR",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<string> Numerics { get; } = new("--numerics")
    {
        Description = "native: as fast as the machine allows. portable: one thread and AVX2, the same bits on every x86-64-v3 machine.",
        HelpName = "MODE",
        DefaultValueFactory = _ => "native",
    };

    public static Option<int?> Threads { get; } = new("--threads")
    {
        Description = "Threads to compute with. Default: all cores; one in portable numerics.",
        HelpName = "N",
    };

    public static Option<string?> Precision { get; } = new("--precision")
    {
        Description = "Numbers that convolutions and matrix products of training are computed in: float32, bf16 (bfloat16; refused on a "
            + "CPU that it makes slower) or tf32 (CUDA). Weights, losses and the rest are float32. Default: the recipe's, float32.",
        HelpName = "TYPE",
    };

    public static Option<bool> ForcePrecision { get; } = new("--force-precision")
    {
        Description = "Train in bf16 where it is slower than float32, too: to repeat what another machine did.",
    };

    public static Option<string> Metrics { get; } = new("--metrics", "-m")
    {
        Description = MetricNames.Description,
        HelpName = "NAMES",
        DefaultValueFactory = _ => "fid",
    };

    public static Option<string[]> MetricSettings { get; } = new("--set")
    {
        Description = "Set an option of a metric. Repeatable. Options with their defaults: "
            + string.Join(", ", MetricOptions.Defaults.Select(option => $"{option.Key}={option.Value}")) + ".",
        HelpName = "KEY=VALUE",
    };

    public static Option<string> Extractor { get; } = new("--extractor")
    {
        Description = $"{ExtractorRegistry.Auto} (inception where its weights are, else resnet18), "
            + $"{string.Join(", ", ExtractorRegistry.Names)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => ExtractorRegistry.Auto,
    };

    public static Option<int?> Intervals { get; } = new("--intervals")
    {
        Description = "Put confidence intervals of this level beside FID, KID, precision, recall, density and coverage, e.g. 95.",
        HelpName = "PERCENT",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON." };

    /// <summary>The assignments that were typed.</summary>
    /// <param name="typed">KEY=VALUE each; null when there are none.</param>
    public static IEnumerable<(string Key, string Value)> ReadAssignments(string[]? typed) => (typed ?? []).Select(assignment =>
        assignment.Split('=', 2) is [var key, var value]
            ? (key, value)
            : throw new UsageException($"--set needs KEY=VALUE (was '{assignment}')."));

    /// <summary>The options of metrics that were typed.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="start">What other options of the command set; <c>--set</c> wins.</param>
    public static OwnOptions ReadMetricSettings(ParseResult result, OwnOptions start)
    {
        var settings = ReadAssignments(result.GetValue(MetricSettings))
            .Aggregate(start, (options, set) => options.With(set.Key, set.Value));
        return MetricOptions.Problems(settings) is { Count: > 0 } problems
            ? throw new UsageException("The evaluation", problems)
            : settings;
    }

    /// <summary>Where event files for TensorBoard were asked for; null where they were not.</summary>
    public static TensorBoardPlace? ReadTensorBoard(ParseResult result) =>
        result.GetResult(TensorBoard) is null ? null : new TensorBoardPlace(result.GetValue(TensorBoard));

    /// <summary>The numerics mode that was typed.</summary>
    public static Numerics ReadNumerics(ParseResult result)
    {
        var text = result.GetValue(Numerics)!;
        if (!SettingValue.TryParse(text, typeof(Numerics), out var value, out var problem))
            throw new UsageException($"--numerics {problem}.");
        return (Numerics)value!;
    }

    /// <summary>The precision that was typed, or null.</summary>
    public static Recipes.Precision? ReadPrecision(ParseResult result)
    {
        if (result.GetValue(Precision) is not { } text)
            return null;
        return SettingValue.TryParse(text, typeof(Recipes.Precision), out var value, out var problem) ? (Recipes.Precision)value!
            : throw new UsageException($"--precision {problem}.");
    }

    /// <summary>Refuses TF32 where the CPU was named as the device, before data is fetched and libtorch loaded.</summary>
    /// <param name="result">What was typed.</param>
    /// <param name="specs">What would be trained.</param>
    public static void CheckPrecision(ParseResult result, IEnumerable<RunSpec> specs)
    {
        if (result.GetValue(Device) == "cpu" && specs.Any(spec => spec.Recipe.Precision == Recipes.Precision.Tf32))
            throw new UsageException(PrecisionGate.NoTf32);
    }

    /// <summary>The number of threads that was typed, or null.</summary>
    public static int? ReadThreads(ParseResult result, Numerics numerics)
    {
        var threads = result.GetValue(Threads);
        if (threads is < 1)
            throw new UsageException($"--threads must be at least 1 (was {threads}).");
        if (numerics == Engine.Numerics.Portable && threads is > 1)
            throw new UsageException($"--threads {threads} contradicts --numerics portable, which computes with one thread.");
        return threads;
    }

    /// <summary>Starts the engine as the options ask and returns the device.</summary>
    public static TorchSharp.torch.Device StartEngine(ParseResult result, Numerics numerics) => TorchEngine.Start(new EngineOptions
    {
        Device = result.GetValue(Device)!,
        Numerics = numerics,
        Threads = ReadThreads(result, numerics),
    });

    /// <summary>Adds the options of commands that compute.</summary>
    public static void AddEngine(Command command)
    {
        command.Add(Device);
        command.Add(Numerics);
        command.Add(Threads);
    }
}
