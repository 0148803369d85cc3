using System.CommandLine;
using GanBench.Cli.Display;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Imaging.Animation;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training.Checkpoints;
using GanBench.Training.Sampling;
using TorchSharp;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench sample</c>: images, sheets and animations from checkpoints.</summary>
internal static class SampleCommand
{
    private const int DefaultCount = 64, DefaultKeys = 8;
    private const int WalkFps = 20, TrainingFps = 4, Second = 1000;
    private const ushort LastCheckpointMilliseconds = 2500;
    private const int SheetGap = 2;

    // Pixels of all frames together, in largest pictures.
    private const long FramesInMemory = 8;

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("sample", "Write images that a trained generator makes: single files, a sheet or an animation.")
        {
            SampleOptions.Run,
        };
        foreach (var option in SampleOptions.All)
            command.Add(option);
        command.Add(CommonOptions.DataDirectory);
        command.Add(CommonOptions.RunsDirectory);
        CommonOptions.AddEngine(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0 --count 500 --seed 7 --out samples --format webp",
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0@10000 --grid sheet.png --scale 2 --class-balanced",
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0 --interpolate 8 --count 6 --grid walk.png --animate walk.gif --scale 4",
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0 --animate training.webp",
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0 --latents z.npy --out samples");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        var options = SampleOptions.Read(result);
        var reference = RunReference.Parse(result.GetValue(SampleOptions.Run)!, result.GetValue(CommonOptions.RunsDirectory)!);
        var step = reference.ResolveStep();
        var (directory, spec) = (reference.Directory, reference.Directory.ReadSpec());
        Check(options, spec);
        var steps = directory.CheckpointSteps.Where(s => s <= step).ToList();
        if (options.AnimatesTraining && steps.Count < 2)
            throw new UsageException(
                $"{directory.Id} has one checkpoint up to step {step}; an animation of training needs two "
                + "(training.checkpointEvery), one of latents --interpolate N.");
        var device = CommonOptions.StartEngine(result, CommonOptions.ReadNumerics(result));
        using var checkpoint = CheckpointModel.Load(directory, spec, step, device);
        var latents = Latents(result, options, spec, checkpoint);
        CheckSizes(options, checkpoint.Model.Shape, latents.Count, steps.Count);
        if (options.SaveLatents is not null)
            LatentFile.Save(options.SaveLatents, latents);
        Write(options, directory, spec, checkpoint, latents, steps);
        var written = new[] { options.Folder, options.Grid, options.Animation, options.SaveLatents }.OfType<string>();
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{latents.Count} {(options.Between is null ? "images" : "latents")} of {directory.Id}@{step}: {string.Join(", ", written)}"));
        return ExitCodes.Done;
    }

    private static void Check(SampleOptions options, RunSpec spec)
    {
        var dataset = DatasetRegistry.Find(spec.Dataset).Info;
        if (dataset.Kind != SampleKind.Image)
            throw new UsageException(
                $"{spec.Architecture} on {spec.Dataset} makes numbers, which are no pictures. 'ganbench export' writes its generator for "
                + "other programs; 'ganbench report' draws its distribution.");
        if (options.Truncation is not null && spec.Recipe.Network.LatentDistribution != LatentDistribution.Normal)
            throw new UsageException("--truncation is for normal latents; those of this run are uniform on [-1, 1].");
        if (options.IsBalanced && dataset.ClassNames.Count == 0)
            throw new UsageException($"--class-balanced needs a dataset with classes, and {spec.Dataset} has none.");
        if (options.IsBalanced && options.Count % dataset.ClassNames.Count is not (null or 0))
            throw new UsageException(
                $"--class-balanced needs a --count that is a multiple of the {dataset.ClassNames.Count} classes (was {options.Count}).");
    }

    private static LatentSet Latents(ParseResult result, SampleOptions options, RunSpec spec, CheckpointModel checkpoint)
    {
        var network = spec.Recipe.Network;
        if (options.Latents is not null)
        {
            var given = LatentFile.Load(options.Latents, network.Latent);
            return options.Between is null || given.Count > 1 ? given
                : throw new UsageException($"{options.Latents} holds one latent vector; --interpolate needs two.");
        }
        if (options.IsBalanced)
            return Balanced(result, options, spec, checkpoint);
        var latents = LatentSet.Draw(network, options.Seed, options.Count ?? (options.Between is null ? DefaultCount : DefaultKeys));
        return options.Truncation is { } bound ? latents.Truncate(bound) : latents;
    }

    private static LatentSet Balanced(ParseResult result, SampleOptions options, RunSpec spec, CheckpointModel checkpoint)
    {
        using var display = new TrainingDisplay(Console.Error);
        var data = result.GetValue(CommonOptions.DataDirectory);
        using var train = DatasetRegistry.Open(
            new DatasetRequest { Name = spec.Dataset, ImageSize = spec.ImageSize, DataDirectory = data }, display.Datasets,
            Cancellation.Token);
        var evaluation = new EvaluationOptions { Extractor = ClassifierExtractor.ExtractorName, DataDirectory = data };
        using var classifier = ExtractorRegistry.Open(new ExtractorRequest(
            evaluation, train, checkpoint.Model.Device, display.Evaluation(checkpoint.State.Step), Cancellation.Token));
        var classes = train.Info.ClassNames;
        var perClass = options.Count is { } count ? count / classes.Count : Math.Max(1, DefaultCount / classes.Count);
        return BalancedLatents.Find(
            checkpoint, classifier, classes, perClass,
            batch => Truncated(LatentSet.DrawBatch(spec.Recipe.Network, options.Seed, batch), options.Truncation),
            display.Evaluation(checkpoint.State.Step), Cancellation.Token);
    }

    private static LatentSet Truncated(LatentSet latents, double? bound) => bound is { } psi ? latents.Truncate(psi) : latents;

    private static void CheckSizes(SampleOptions options, SampleShape shape, int count, int checkpoints)
    {
        var tiles = options.Between is { } between ? (count - 1) * (between + 2L) : count;
        if (options.Grid is not null && tiles > SampleOptions.MaximumOnSheet)
            throw new UsageException($"--grid holds at most {SampleOptions.MaximumOnSheet} images, and these would be {tiles}.");
        var frames = options.Animation is null ? 0 : options.Between is { } n ? count * (n + 1L) : checkpoints;
        if (frames > SampleOptions.MaximumFrames)
            throw new UsageException($"--animate holds at most {SampleOptions.MaximumFrames} frames, and these would be {frames}.");
        var onFrame = options.AnimatesTraining ? count : 1;
        var largest = Math.Max(options.Grid is null ? 1 : tiles, onFrame);
        var pixels = largest * (shape.Height + SheetGap) * (shape.Width + SheetGap) * options.Scale * options.Scale;
        // Frames are kept in memory until the animation is written.
        var inFrames = frames * onFrame * shape.Height * shape.Width * options.Scale * options.Scale;
        if (pixels > ImageFile.MaximumPixels || inFrames > FramesInMemory * ImageFile.MaximumPixels)
            throw new UsageException(
                $"--scale {options.Scale} would make a picture or an animation of too many pixels; use a smaller one, or fewer images.");
    }

    private static void Write(
        SampleOptions options, RunDirectory directory, RunSpec spec, CheckpointModel checkpoint, LatentSet latents, List<int> steps)
    {
        var shape = checkpoint.Model.Shape;
        var distribution = spec.Recipe.Network.LatentDistribution;
        // Single images and an animation go once around; a sheet shows pair by pair.
        var path = options.Between is { } between ? LatentWalk.Loop(latents, between, distribution) : latents;
        if (options.Folder is not null)
            WriteSingly(options, checkpoint, path);
        if (options.Grid is not null)
        {
            var tiles = options.Between is { } n ? LatentWalk.Rows(latents, n, distribution) : latents;
            PictureWriter.Save(options.Grid, Sheet(shape, Images(checkpoint, tiles), Columns(options, spec, latents.Count), options.Scale));
        }
        if (options.Animation is null)
            return;
        var frames = options.AnimatesTraining
            ? steps.ConvertAll(step =>
            {
                using var earlier = step == checkpoint.State.Step ? null
                    : CheckpointModel.Load(directory, spec, step, checkpoint.Model.Device);
                return Sheet(shape, Images(earlier ?? checkpoint, latents), Columns(options, spec, latents.Count), options.Scale);
            })
            : [.. Images(checkpoint, path).Chunk(shape.Length).Select(image => Single(shape, image, options.Scale))];
        var delay = (ushort)(Second / (options.Fps ?? (options.AnimatesTraining ? TrainingFps : WalkFps)));
        AnimationWriter.Save(options.Animation, frames, delay, options.AnimatesTraining ? LastCheckpointMilliseconds : delay);
    }

    private static int Columns(SampleOptions options, RunSpec spec, int count) =>
        options.Between is { } between ? between + 2
        // A row for each class.
        : options.IsBalanced ? count / DatasetRegistry.Find(spec.Dataset).Info.ClassNames.Count : 0;

    private static RasterImage Sheet(SampleShape shape, byte[] images, int columns, int scale) =>
        ImageGrid.Compose(shape, images, columns, SheetGap).Enlarge(scale);

    private static RasterImage Single(SampleShape shape, ReadOnlySpan<byte> image, int scale) =>
        ImageGrid.Compose(shape, image, columns: 1, gap: 0).Enlarge(scale);

    private static void WriteSingly(SampleOptions options, CheckpointModel checkpoint, LatentSet latents)
    {
        var shape = checkpoint.Model.Shape;
        Directory.CreateDirectory(options.Folder!);
        for (var first = 0; first < latents.Count; first += LatentSet.BatchSize)
        {
            var images = Images(checkpoint, latents, first, Math.Min(LatentSet.BatchSize, latents.Count - first));
            Parallel.For(0, images.Length / shape.Length, i => PictureWriter.Save(
                Path.Combine(options.Folder!, FormattableString.Invariant($"{first + i:D6}{options.Extension}")),
                Single(shape, images.AsSpan(i * shape.Length, shape.Length), options.Scale)));
        }
    }

    private static byte[] Images(CheckpointModel checkpoint, LatentSet latents)
    {
        var length = checkpoint.Model.Shape.Length;
        var images = new byte[checked(latents.Count * length)];
        for (var first = 0; first < latents.Count; first += LatentSet.BatchSize)
            Images(checkpoint, latents, first, Math.Min(LatentSet.BatchSize, latents.Count - first)).CopyTo(images, first * length);
        return images;
    }

    private static byte[] Images(CheckpointModel checkpoint, LatentSet latents, int first, int count)
    {
        Cancellation.Token.ThrowIfCancellationRequested();
        using var scope = torch.NewDisposeScope();
        var values = checkpoint.Sample(latents.ToTensor(first, count, checkpoint.Model.Device));
        var bytes = new byte[values.Length];
        Pixels.ToBytes(values, bytes);
        return bytes;
    }
}
