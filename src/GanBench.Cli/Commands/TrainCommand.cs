using System.CommandLine;
using GanBench.Architectures;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Imaging;
using GanBench.Runs;
using GanBench.Training;
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
        var command = new Command("train", "Train one architecture on one dataset. Started again, it resumes where it stopped.")
        {
            ArchitectureOption, DatasetOption, Steps, BatchSize, Seed, SampleInterval, CheckpointInterval, ImageSize, Split, Set, InitFrom,
            DryRun,
            CommonOptions.DataDirectory, CommonOptions.RunsDirectory, CommonOptions.TensorBoard,
        };
        CommonOptions.AddEngine(command);
        command.SetAction(Run);
        HelpExamples.Attach(command,
            "ganbench train --architecture dcgan --dataset glyphs --steps 400 --batch-size 64 --seed 1",
            "ganbench train -a wgan-gp -d mnist --data-dir ~/data --steps 300 --set regularizer.gradientPenalty=one-sided",
            "ganbench train -a dcgan -d glyphs --steps 400 --tensorboard",
            "ganbench train -a dcgan -d glyphs --steps 200 --set network.width=0.25 --numerics portable");
        return command;
    }

    private static int Run(ParseResult result)
    {
        var numerics = CommonOptions.ReadNumerics(result);
        var spec = Resolve(result, numerics);
        using var display = new TrainingDisplay(Console.Error);
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
        if (request.Data.Note is { } note)
            display.Tell($"{spec.Dataset}: {note}.");
        using var events = CommonOptions.ReadTensorBoard(result) is { } place ? new TensorBoardLog(request, place, display) : null;
        var state = Trainer.Run(
            request, device, (IProgress<TrainingProgress>?)events ?? display, cancellationToken: Cancellation.Token);
        display.Finish(state);
        Console.Out.WriteLine(request.Directory.Path);
        return ExitCodes.Done;
    }

    private static RunSpec Resolve(ParseResult result, Numerics numerics)
    {
        var architecture = ArchitectureRegistry.All.Find(result.GetValue(ArchitectureOption)!);
        var dataset = result.GetValue(DatasetOption)!;
        var imageSize = result.GetValue(ImageSize);
        var shape = DatasetRegistry.Find(dataset).Info.Shape;
        if (imageSize is { } side)
            shape = shape with { Height = side, Width = side };
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
            InitFrom = result.GetValue(InitFrom),
            Recipe = architecture.DefaultRecipe(shape),
            Training = training,
        };
        if (result.GetValue(Split) is { } split)
            spec = spec with { Recipe = spec.Recipe with { Data = spec.Recipe.Data with { Split = split } } };
        foreach (var (key, value) in CommonOptions.ReadAssignments(result.GetValue(Set)))
        {
            spec = key.StartsWith("training.", StringComparison.OrdinalIgnoreCase)
                ? spec with { Training = SettingsBinder.With(spec.Training, key["training.".Length..], value) }
                : spec with { Recipe = SettingsBinder.With(spec.Recipe, key, value) };
        }
        return spec;
    }
}
