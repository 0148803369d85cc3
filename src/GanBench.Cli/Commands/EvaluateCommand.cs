using System.CommandLine;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Suites.Running;
using GanBench.Suites.Schema;
using GanBench.Training;
using GanBench.Training.Checkpoints;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench evaluate</c>: metrics of a run's checkpoints.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Run = new("run")
    {
        Description = "Run id (or a unique beginning, or a path); @STEP, @last or @best takes one checkpoint. Default: all of them.",
    };

    private static readonly Option<int> Samples = new("--samples")
    {
        Description = "Generated images to measure.",
        HelpName = "N",
        DefaultValueFactory = _ => EvaluationOptions.DefaultSamples,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("evaluate", "Measure checkpoints of a run. What is measured already with the same protocol is kept.")
        {
            Run, CommonOptions.Metrics, Samples, CommonOptions.MetricSettings, CommonOptions.Extractor, CommonOptions.Intervals,
            CommonOptions.DataDirectory, CommonOptions.RunsDirectory, CommonOptions.Json,
        };
        CommonOptions.AddEngine(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench evaluate dcgan-glyphs-s1-3fa9c2d1e0",
            "ganbench evaluate dcgan-mnist-s1-3fa9c2d1e0@last --metrics fid,kid,prdc,swd,ms-ssim --samples 5000 --data-dir ~/data",
            "ganbench evaluate dcgan-glyphs-s1-3fa9c2d1e0 --metrics kid --samples 500 --set kid.subsets=10 --set kid.subsetSize=200");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        if (result.GetValue(CommonOptions.Intervals) is < 50 or > 99)
            throw new UsageException($"--intervals must be 50 to 99 (was {result.GetValue(CommonOptions.Intervals)}).");
        if (result.GetValue(Samples) < 2)
            throw new UsageException($"--samples must be at least 2 (was {result.GetValue(Samples)}).");
        var metrics = MetricNames.Parse(result.GetValue(CommonOptions.Metrics)!);
        var evaluation = new SuiteEvaluation
        {
            Metrics = metrics,
            Samples = result.GetValue(Samples),
            Extractor = result.GetValue(CommonOptions.Extractor)!,
            Intervals = result.GetValue(CommonOptions.Intervals),
            Options = CommonOptions.ReadMetricSettings(result, OwnOptions.None),
        };
        var runs = result.GetValue(CommonOptions.RunsDirectory)!;
        var text = result.GetValue(Run)!;
        var reference = RunReference.Parse(text, runs);
        var checkpoints = reference.Directory.CheckpointSteps;
        var steps = text.Contains('@', StringComparison.Ordinal) || checkpoints.Count == 0 ? [reference.ResolveStep()] : checkpoints;
        using var display = new TrainingDisplay(Console.Error);
        using var request =
            RunRequest.Open(reference.Directory, result.GetValue(CommonOptions.DataDirectory), display.Datasets, Cancellation.Token);
        var measured = CheckpointEvaluator.Applicable(metrics, request.Data.Kind);
        if (measured.Count == 0)
            throw new UsageException($"{request.Spec.Dataset} has images, and {string.Join(", ", metrics)} measures numbers.");
        var device = CommonOptions.StartEngine(result, CommonOptions.ReadNumerics(result));
        var evaluator = new CheckpointEvaluator(result.GetValue(CommonOptions.DataDirectory));
        foreach (var step in steps)
            evaluator.Evaluate(request, step, evaluation, device, display.Evaluation(step), Cancellation.Token);
        display.Clear();
        var names = measured.SelectMany(m => m.Values).Select(v => v.Name).ToHashSet();
        var files = steps.Select(s => request.Directory.ReadMetrics(s)!).ToList();
        Write(result, files, names);
        var records = files.SelectMany(f => f.Metrics).Where(m => names.Contains(m.Name)).ToList();
        return records.Exists(m => m.Value is not null)
            ? ExitCodes.Done
            : throw new DataException($"Nothing could be measured: {records[0].Name} {records[0].Note}.");
    }

    private static void Write(ParseResult result, IReadOnlyList<MetricFile> files, HashSet<string> names)
    {
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(files, RunJson.Indented));
            return;
        }
        MetricDisplay.Write(
            Console.Out, files.SelectMany(f => f.Metrics.Where(m => names.Contains(m.Name)).Select(m => ((int?)f.Step, m))));
    }
}
