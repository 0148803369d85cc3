using System.CommandLine;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using GanBench.Training.Checkpoints;
using static TorchSharp.torch;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench compare</c>: metrics of one set of images by another, wherever they come from.</summary>
internal static class CompareCommand
{
    private static readonly string Kinds =
        $"a folder or .zip of pictures ({ImageFile.FormatNames}), dataset:NAME/SPLIT, a run (RUN@STEP, @last or @best), "
        + "statistics (.npz) or features (.npz, .npy, .safetensors)";

    private static readonly Argument<string> Samples = new("samples") { Description = $"What is judged: {Kinds}." };

    private static readonly Argument<string> Reference = new("reference") { Description = "What it is judged by, named in the same ways." };

    private static readonly Option<string?> Save = new("--save")
    {
        Description = "Keep the feature statistics of the first set, of all its images, in a file that pytorch-fid reads too (mu, sigma).",
        HelpName = "FILE.npz",
    };

    private static readonly Option<string?> SaveReference = new("--save-reference")
    {
        Description = "The same of the second set.",
        HelpName = "FILE.npz",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("compare", "Measure one set of images by another: folders, datasets, runs, or statistics from a file.")
        {
            Samples, Reference, CommonOptions.Metrics, CommonOptions.Extractor,
        };
        foreach (var option in CompareOptions.All)
            command.Add(option);
        foreach (Option option in (Option[])[CommonOptions.MetricSettings, CompareLimits.AtMost, CompareLimits.AtLeast, Save,
            SaveReference, CommonOptions.DataDirectory, CommonOptions.RunsDirectory, CommonOptions.Json])
            command.Add(option);
        CommonOptions.AddEngine(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench compare dataset:cifar-10/test dataset:cifar-10/train --metrics all --data-dir ~/data",
            "ganbench compare generated real --metrics fid,kid,prdc --intervals 95",
            "ganbench compare generated real.zip --like clean-fid",
            "ganbench compare pictures dataset:mnist/test --metrics fid,classifier-score --extractor classifier",
            "ganbench compare dcgan-mnist-s1-3fa9c2d1e0@best dataset:mnist --save-reference mnist-train.npz",
            "ganbench compare pictures mnist-train.npz --json",
            "ganbench compare generated real --metrics fid,prdc --extractor resnet18 --at-most fid=40 --at-least recall=0.3");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        var options = CompareOptions.Read(result);
        var limits = CompareLimits.Read(result, options);
        var files = new[] { (Name: result.GetValue(Samples)!, File: result.GetValue(Save)),
            (Name: result.GetValue(Reference)!, File: result.GetValue(SaveReference)) };
        foreach (var (_, file) in files)
        {
            if (file is not null && !file.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"Statistics are kept in files ending in .npz (was '{file}').");
        }
        var device = CommonOptions.StartEngine(result, CommonOptions.ReadNumerics(result));
        using var display = new TrainingDisplay(Console.Error);
        var comparison = new Comparison(
            options, device, name =>
                OpenRun(name, result.GetValue(CommonOptions.RunsDirectory)!, device), display.Comparison, Cancellation.Token);
        var compared = comparison.Compare(files[0].Name, files[1].Name);
        foreach (var (name, file) in files)
        {
            if (file is not null)
                comparison.WriteStatistics(name, file);
        }
        display.Clear();
        if (result.GetValue(CommonOptions.Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(compared, RunJson.Indented));
        else
            Write(compared, limits, [.. files.Select(f => f.File).OfType<string>()]);
        limits.Check(compared.Metrics);
        return compared.Metrics.Any(m => m.Value is not null)
            ? ExitCodes.Done
            : throw new DataException($"Nothing could be measured: {compared.Metrics[0].Name} {compared.Metrics[0].Note}.");
    }

    /// <summary>Opens a name that only a run can have; null for what <see cref="Comparison"/> opens itself.</summary>
    private static GeneratorSamples? OpenRun(string name, string runs, Device device)
    {
        if (!new RunDirectory(name).Exists && (Comparison.Understands(name) || Path.Exists(name)))
            return null;
        var reference = FindRun(name, runs);
        return CheckpointModel.Load(reference.Directory, reference.Directory.ReadSpec(), reference.ResolveStep(), device)
            .EvaluationSamples(reference.Directory.Id, owns: true);
    }

    private static RunReference FindRun(string name, string runs)
    {
        try
        {
            return RunReference.Parse(name, runs);
        }
        catch (DataException e) when (!name.Contains('@', StringComparison.Ordinal))
        {
            // A dataset is often named as train, evaluate and the cells of suites name it.
            throw DatasetRegistry.All.Has(name.Split('/')[0])
                ? new DataException($"There is no folder, file or run '{name}'. Did you mean 'dataset:{name}'?", e)
                : new DataException($"'{name}' is not there. It can be {Kinds}. {e.Message}", e);
        }
    }

    private static void Write(ComparisonResult compared, CompareLimits limits, IReadOnlyCollection<string> saved)
    {
        Console.Out.WriteLine($"{compared.Samples} by {compared.Reference}");
        foreach (var note in compared.Notes)
            Console.Out.WriteLine($"({note})");
        Console.Out.WriteLine();
        MetricDisplay.Write(Console.Out, compared.Metrics.Select(m => ((int?)null, m)));
        limits.Write(Console.Out, compared.Metrics);
        if (saved.Count > 0)
            Console.Out.WriteLine();
        foreach (var file in saved)
            Console.Out.WriteLine($"statistics: {file}");
    }
}
