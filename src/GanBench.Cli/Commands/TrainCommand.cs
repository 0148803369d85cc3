using System.CommandLine;
using System.Globalization;
using GanBench.Architectures;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using GanBench.Training.TensorBoard;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench train</c>: one run, from the command line.</summary>
internal static class TrainCommand
{
    private static readonly Option<string> ArchitectureOption = new("--architecture", "-a")
    {
        Description = "Name of the architecture (ganbench models list).",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<string> DatasetOption = new("--dataset", "-d")
    {
        Description = $"Name of the dataset (ganbench datasets list), or folder:PATH with {ImageFile.FormatNames} pictures.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<int?> Steps =
        new("--steps") { Description = "Generator updates. Default: the source's.", HelpName = "N" };

    private static readonly Option<double?> Epochs =
        new("--epochs") { Description = "Instead of --steps: passes over the training data. Rounded up to whole steps.", HelpName = "E" };

    private static readonly Option<double?> Kimg = new("--kimg")
    {
        Description = "Instead of --steps: thousands of real images that the discriminator reads. Rounded up to whole steps.",
        HelpName = "K",
    };

    private static readonly Option<int?> BatchSize =
        new("--batch-size") { Description = "Images per batch. Default: the source's.", HelpName = "N" };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Seed of every random stream.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int?> SampleInterval = new("--sample-interval")
    {
        Description = "Write a grid of samples every N steps; 0 writes none. Default: 200.",
        HelpName = "N",
    };

    private static readonly Option<int?> CheckpointInterval = new("--checkpoint-interval")
    {
        Description = "Keep a checkpoint every N steps; 0 keeps the last only. Default: 10000.",
        HelpName = "N",
    };

    private static readonly Option<int?> ImageSize =
        new("--image-size") { Description = "Side of the images in pixels. Default: the dataset's own.", HelpName = "N" };

    private static readonly Option<string?> Split = new("--split")
    {
        Description = "Split to train on: train, test, all, or another that the dataset has. Default: the recipe's (train).",
        HelpName = "SPLIT",
    };

    private static readonly Option<string?> MemoryFormat = new("--memory-format")
    {
        Description = "How weights and images lie in memory: contiguous, or channels-last, which a GPU's tensor cores want. Suites: "
            + "recipe.memoryFormat. Default: contiguous.",
        HelpName = "FORMAT",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description =
            "Override a part of the recipe, e.g. objective=hinge or discriminator.steps=5 (ganbench models show lists the keys). "
            + "Repeatable.",
        HelpName = "KEY=VALUE",
    };

    private static readonly Option<string?> InitFrom = new("--init-from")
    {
        Description = "Start from another run's weights: RUN or RUN@STEP.",
        HelpName = "RUN",
    };

    private static readonly Option<bool> DryRun =
        new("--dry-run") { Description = "Print the resolved specification and the run's id, then stop." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "train",
            "Train one architecture on one dataset. Started again, it resumes where it stopped; with more steps, it goes on. A loss that "
            + "diverges is a result: exit code 0.")
        {
            ArchitectureOption, DatasetOption, Steps, Epochs, Kimg, BatchSize, Seed, SampleInterval, CheckpointInterval, ImageSize, Split,
            MemoryFormat, Set, InitFrom, DryRun,
            CommonOptions.DataDirectory, CommonOptions.RunsDirectory, CommonOptions.TensorBoard,
        };
        CommonOptions.AddEngine(command);
        command.Add(CommonOptions.Precision);
        command.Add(CommonOptions.ForcePrecision);
        command.SetAction(Run);
        HelpExamples.Attach(command,
            "ganbench train --architecture dcgan --dataset glyphs --steps 400 --batch-size 64 --seed 1",
            "ganbench train -a dcgan -d glyphs --epochs 2.5 --batch-size 32",
            "ganbench train -a wgan-gp -d mnist --data-dir ~/data --steps 300 --set regularizer.gradientPenalty=one-sided",
            "ganbench train -a dcgan -d glyphs --steps 400 --tensorboard",
            "ganbench train -a dcgan -d glyphs --steps 400 --precision bf16",
            "ganbench train -a dcgan -d glyphs --steps 200 --set network.width=0.25 --numerics portable");
        return command;
    }

    private static int Run(ParseResult result)
    {
        var numerics = CommonOptions.ReadNumerics(result);
        using var display = new TrainingDisplay(Console.Error);
        var spec = Resolve(result, numerics, display);
        CommonOptions.CheckPrecision(result, [spec]);
        using var request = RunRequest.Prepare(
            spec, result.GetValue(CommonOptions.RunsDirectory)!, result.GetValue(CommonOptions.DataDirectory), display.Datasets,
            Cancellation.Token);
        if (result.GetValue(DryRun))
        {
            Console.Out.WriteLine($"# {request.Directory.Path}");
            Console.Out.Write(RunSpecYaml.Write(spec));
            return ExitCodes.Done;
        }
        var device = CommonOptions.StartEngine(result, numerics);
        PrecisionGate.Check(request, device, result.GetValue(CommonOptions.ForcePrecision));
        if (request.Data.Note is { } note)
            display.Tell($"{spec.Dataset}: {note}.");
        if (Continuation.Begin(request, device) is { } continued)
            display.Tell(continued);
        using var events = CommonOptions.ReadTensorBoard(result) is { } place ? new TensorBoardLog(request, place, display) : null;
        var state = Trainer.Run(
            request, device, (IProgress<TrainingProgress>?)events ?? display, cancellationToken: Cancellation.Token);
        display.Finish(state);
        Console.Out.WriteLine(request.Directory.Path);
        return ExitCodes.Done;
    }

    private static RunSpec Resolve(ParseResult result, Numerics numerics, TrainingDisplay display)
    {
        CheckBudget(result);
        var architecture = ArchitectureRegistry.All.Find(result.GetValue(ArchitectureOption)!);
        var dataset = result.GetValue(DatasetOption)!;
        var imageSize = result.GetValue(ImageSize);
        var source = DatasetRegistry.Find(dataset);
        var data = new DatasetRequest
        {
            Name = dataset,
            ImageSize = imageSize,
            Split = result.GetValue(Split) ?? DatasetRequest.Train,
            DataDirectory = result.GetValue(CommonOptions.DataDirectory),
        };
        var shape = source.ShapeOf(data) ?? source.Info.Shape;
        var training = architecture.DefaultTraining(shape);
        training = training with
        {
            Steps = result.GetValue(Steps) ?? training.Steps,
            BatchSize = result.GetValue(BatchSize) ?? training.BatchSize,
            SampleEvery = result.GetValue(SampleInterval) ?? training.SampleEvery,
            CheckpointEvery = result.GetValue(CheckpointInterval) ?? training.CheckpointEvery,
        };
        var spec = new RunSpec
        {
            Architecture = architecture.Name,
            Dataset = dataset,
            ImageSize = imageSize,
            Seed = result.GetValue(Seed),
            Numerics = numerics,
            InitFrom = Source(result),
            Recipe = architecture.DefaultRecipe(shape),
            Training = training,
        };
        if (result.GetValue(Split) is { } split)
            spec = spec with { Recipe = spec.Recipe with { Data = spec.Recipe.Data with { Split = split } } };
        if (CommonOptions.ReadPrecision(result) is { } precision)
            spec = spec with { Recipe = spec.Recipe with { Precision = precision } };
        var layout = result.GetValue(MemoryFormat) is { } format ? [("memoryFormat", format)] : Array.Empty<(string, string)>();
        foreach (var (key, value) in layout.Concat(CommonOptions.ReadAssignments(result.GetValue(Set))))
        {
            spec = key.StartsWith("training.", StringComparison.OrdinalIgnoreCase)
                ? spec with { Training = SettingsBinder.With(spec.Training, key["training.".Length..], value) }
                : spec with { Recipe = SettingsBinder.With(spec.Recipe, key, value) };
        }
        return InSteps(result, spec, display);
    }

    private static void CheckBudget(ParseResult result)
    {
        var stated = new (string Name, bool IsStated)[]
        {
            ("--steps", result.GetValue(Steps) is not null),
            ("--epochs", result.GetValue(Epochs) is not null),
            ("--kimg", result.GetValue(Kimg) is not null),
            ("--set training.steps", CommonOptions.ReadAssignments(result.GetValue(Set))
                .Any(set => set.Key.Equals("training.steps", StringComparison.OrdinalIgnoreCase))),
        }.Where(budget => budget.IsStated).Select(budget => budget.Name).ToList();
        if (stated.Count > 1)
            throw new UsageException($"{string.Join(" and ", stated)} state the same budget: one of them.");
        foreach (var (name, value) in new[] { ("--epochs", result.GetValue(Epochs)), ("--kimg", result.GetValue(Kimg)) })
        {
            if (value is not null and not (> 0 and < double.PositiveInfinity))
                throw new UsageException(FormattableString.Invariant($"{name} must be above 0 (was {value})."));
        }
    }

    // Everything that decides the result is in the run's id, so which weights are meant is settled before.
    private static string? Source(ParseResult result)
    {
        if (result.GetValue(InitFrom) is not { } text)
            return null;
        var runs = result.GetValue(CommonOptions.RunsDirectory)!;
        var reference = RunReference.Parse(text, runs);
        var step = reference.ResolveStep();
        _ = CheckpointStore.ReadState(reference.Directory, step);
        var isBeside = Path.GetDirectoryName(reference.Directory.Path) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(runs));
        return FormattableString.Invariant($"{(isBeside ? reference.Directory.Id : reference.Directory.Path)}@{step}");
    }

    // A budget in epochs or images, which is recorded in steps.
    private static RunSpec InSteps(ParseResult result, RunSpec spec, TrainingDisplay display)
    {
        var (epochs, kimg) = (result.GetValue(Epochs), result.GetValue(Kimg));
        if (epochs is null && kimg is null)
            return spec;
        var count = 0;
        if (epochs is not null)
        {
            using var data = DatasetRegistry.Open(
                DatasetRequest.Of(spec, result.GetValue(CommonOptions.DataDirectory)), display.Datasets, Cancellation.Token);
            count = data.Count;
        }
        var problems = new List<string>();
        var training = new Budget(spec.Training) { Epochs = epochs, Kimg = kimg }.Resolve(spec.Recipe, count, spec.Dataset, problems);
        if (problems.Count > 0)
            throw new UsageException("The budget", problems);
        display.Tell(string.Create(CultureInfo.InvariantCulture,
            $"{(epochs is null ? $"--kimg {kimg}" : $"--epochs {epochs} of {count:N0} images")} is {training.Steps:N0} steps, rounded up "
            + $"to whole ones (batches of {training.BatchSize}, discriminator updates per step: {spec.Recipe.Discriminator.Steps})."));
        return spec with { Training = training };
    }
}
