using System.CommandLine;
using GanBench.Imaging;
using GanBench.Training.Checkpoints;
using TorchSharp;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench sample</c>: images from a checkpoint.</summary>
internal static class SampleCommand
{
    private const int Batch = 100, MaximumOnSheet = 10_000;

    private static readonly Argument<string> Run =
        new("run") { Description = "Run id (or a unique beginning, or a path), with @STEP for a checkpoint other than the last." };

    private static readonly Option<int> Count =
        new("--count") { Description = "Number of images.", HelpName = "N", DefaultValueFactory = _ => 64 };

    private static readonly Option<ulong> Seed =
        new("--seed") { Description = "Seed of the latent vectors.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> Out =
        new("--out") { Description = "Folder for single images, 000000.png and so on.", HelpName = "DIR" };

    private static readonly Option<string?> Grid = new("--grid") { Description = "One sheet with all images.", HelpName = "FILE.png" };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("sample", "Write images that a trained generator makes.")
        {
            Run, Count, Seed, Out, Grid, CommonOptions.RunsDirectory,
        };
        CommonOptions.AddEngine(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0 --count 500 --seed 7 --out samples",
            "ganbench sample dcgan-mnist-s1-3fa9c2d1e0@10000 --grid sheet.png");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        var (folder, grid, count) = (result.GetValue(Out), result.GetValue(Grid), result.GetValue(Count));
        if (folder is null && grid is null)
            throw new UsageException("Say where the images go: --out DIR for single files, --grid FILE.png for one sheet.");
        if (count < 1)
            throw new UsageException($"--count must be at least 1 (was {count}).");
        if (grid is not null && count > MaximumOnSheet)
            throw new UsageException($"--grid holds at most {MaximumOnSheet} images (--count was {count}); use --out for more.");
        var reference = RunReference.Parse(result.GetValue(Run)!, result.GetValue(CommonOptions.RunsDirectory)!);
        var step = reference.ResolveStep();
        var spec = reference.Directory.ReadSpec();
        var device = CommonOptions.StartEngine(result, CommonOptions.ReadNumerics(result));
        using var checkpoint = CheckpointModel.Load(reference.Directory, spec, step, device);
        var sheet = grid is null ? null : new float[count * checkpoint.Model.Shape.Length];
        if (folder is not null)
            Directory.CreateDirectory(folder);
        for (var first = 0; first < count; first += Batch)
        {
            Cancellation.Token.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var images = checkpoint.Sample(result.GetValue(Seed), first / Batch, Math.Min(Batch, count - first));
            if (sheet is not null)
                images.CopyTo(sheet, first * checkpoint.Model.Shape.Length);
            for (var i = 0; folder is not null && i < images.Length / checkpoint.Model.Shape.Length; i++)
            {
                var image = images.AsSpan(i * checkpoint.Model.Shape.Length, checkpoint.Model.Shape.Length);
                ImageGrid.Save(
                    Path.Combine(folder, FormattableString.Invariant($"{first + i:D6}.png")), checkpoint.Model.Shape, image, columns: 1,
                    gap: 0);
            }
        }
        if (grid is not null)
            ImageGrid.Save(grid, checkpoint.Model.Shape, sheet!);
        Console.Out.WriteLine(
            FormattableString.Invariant(
            $"{count} images of {reference.Directory.Id}@{step}: {string.Join(", ", new[] { folder, grid }.OfType<string>())}"));
        return ExitCodes.Done;
    }
}
