using System.CommandLine;
using GanBench.Imaging;
using GanBench.Imaging.Animation;
using GanBench.Training.Sampling;

namespace GanBench.Cli.Commands;

/// <summary>What <c>ganbench sample</c> is asked for, checked before anything is loaded.</summary>
internal sealed record SampleOptions
{
    /// <summary>Most images on a sheet, and most frames of an animation.</summary>
    public const int MaximumOnSheet = 10_000, MaximumFrames = 2_000;

    private const int MaximumScale = 64, MaximumFps = 50;

    public static readonly Argument<string> Run =
        new("run") { Description = "Run id (or a unique beginning, or a path), with @STEP for a checkpoint other than the last." };

    private static readonly Option<int?> CountOption = new("--count")
    {
        Description = "Number of images. Default: 64; with --interpolate 8 latents to walk between; with --class-balanced about 64.",
        HelpName = "N",
    };

    private static readonly Option<ulong> SeedOption =
        new("--seed") { Description = "Seed of the latent vectors.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> OutOption =
        new("--out") { Description = "Folder for single images, 000000.png and so on.", HelpName = "DIR" };

    private static readonly Option<string?> FormatOption =
        new("--format") { Description = "Format of the single images: png (default), jpg or webp.", HelpName = "NAME" };

    private static readonly Option<string?> GridOption =
        new("--grid") { Description = "One sheet with all images, in the format of its ending: .png, .jpg or .webp.", HelpName = "FILE" };

    private static readonly Option<string?> AnimateOption = new("--animate")
    {
        Description = "An animation, .png, .gif or .webp: with --interpolate the walk through the latents and back to the first; without, "
            + "the same latents through the run's checkpoints.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> FpsOption =
        new("--fps") { Description = "Frames per second of the animation. Default: 20 for a walk, 4 for checkpoints.", HelpName = "N" };

    private static readonly Option<int?> InterpolateOption = new("--interpolate")
    {
        Description = "Images between each latent and the next, along the sphere. The sheet has a row per pair.",
        HelpName = "N",
    };

    private static readonly Option<int> ScaleOption = new("--scale")
    {
        Description = "Enlarge by a whole factor, without smoothing.", HelpName = "K", DefaultValueFactory = _ => 1,
    };

    private static readonly Option<double?> TruncationOption = new("--truncation")
    {
        Description = "Largest number in a normal latent, e.g. 0.7: more typical images, and less various ones.", HelpName = "PSI",
    };

    private static readonly Option<bool> BalancedOption = new("--class-balanced")
    {
        Description = "As many images of each class, told by the dataset's classifier (trained first where there is none).",
    };

    private static readonly Option<string?> LatentsOption = new("--latents")
    {
        Description = "Take the latent vectors of this file, N×d in .npy or .safetensors, in place of a seed's.", HelpName = "FILE",
    };

    private static readonly Option<string?> SaveLatentsOption =
        new("--save-latents") { Description = "Write the latent vectors, .npy or .safetensors.", HelpName = "FILE" };

    private SampleOptions()
    {
    }

    /// <summary>Images asked for; null takes a default.</summary>
    public required int? Count { get; init; }

    public required ulong Seed { get; init; }

    public required string? Folder { get; init; }

    /// <summary>How names of single images end, with the dot.</summary>
    public required string Extension { get; init; }

    public required string? Grid { get; init; }

    public required string? Animation { get; init; }

    public required int? Fps { get; init; }

    /// <summary>Images between two latents; null where none are interpolated.</summary>
    public required int? Between { get; init; }

    public required int Scale { get; init; }

    public required double? Truncation { get; init; }

    public required bool IsBalanced { get; init; }

    public required string? Latents { get; init; }

    public required string? SaveLatents { get; init; }

    /// <summary>Whether the animation goes through the checkpoints rather than through the latents.</summary>
    public bool AnimatesTraining => Animation is not null && Between is null;

    /// <summary>The options, for the command.</summary>
    public static IEnumerable<Option> All =>
    [
        CountOption, SeedOption, OutOption, FormatOption, GridOption, AnimateOption, FpsOption, InterpolateOption, ScaleOption,
        TruncationOption, BalancedOption, LatentsOption, SaveLatentsOption,
    ];

    /// <summary>Reads and checks what was typed.</summary>
    /// <exception cref="UsageException">It contradicts itself or asks for what cannot be.</exception>
    public static SampleOptions Read(ParseResult result)
    {
        var options = new SampleOptions
        {
            Count = result.GetValue(CountOption),
            Seed = result.GetValue(SeedOption),
            Folder = result.GetValue(OutOption),
            Extension = "." + (result.GetValue(FormatOption) ?? "png").TrimStart('.').ToLowerInvariant(),
            Grid = result.GetValue(GridOption),
            Animation = result.GetValue(AnimateOption),
            Fps = result.GetValue(FpsOption),
            Between = result.GetValue(InterpolateOption),
            Scale = result.GetValue(ScaleOption),
            Truncation = result.GetValue(TruncationOption),
            IsBalanced = result.GetValue(BalancedOption),
            Latents = result.GetValue(LatentsOption),
            SaveLatents = result.GetValue(SaveLatentsOption),
        };
        options.Check(hasFormat: result.GetValue(FormatOption) is not null);
        return options;
    }

    private void Check(bool hasFormat)
    {
        if (Folder is null && Grid is null && Animation is null && SaveLatents is null)
            throw new UsageException(
                "Say where the images go: --out DIR for single files, --grid FILE for one sheet, --animate FILE for an animation.");
        if (hasFormat && Folder is null)
            throw new UsageException("--format is of the single images of --out; a sheet has the format of its file's ending.");
        if (!PictureWriter.Extensions.Contains(Extension))
            throw new UsageException(
                $"--format must be one of {string.Join(", ", PictureWriter.Extensions.Select(e => e[1..]))} (was '{Extension[1..]}').");
        if (Grid is not null)
            PictureWriter.Require(Grid);
        if (Animation is not null)
            AnimationWriter.Require(Animation);
        foreach (var file in new[] { Latents, SaveLatents }.OfType<string>())
            LatentFile.Require(file);
        CheckNumbers();
        if (Latents is not null && (Count is not null || Truncation is not null || IsBalanced))
        {
            var other = Count is not null ? "--count" : IsBalanced ? "--class-balanced" : "--truncation";
            throw new UsageException($"--latents says which images are made; leave {other} out.");
        }
        if (Fps is not null && Animation is null)
            throw new UsageException("--fps is of an animation: add --animate FILE.");
        if (Between is not null && IsBalanced)
            throw new UsageException("--interpolate walks from latent to latent, and --class-balanced sorts them by class; choose one.");
    }

    private void CheckNumbers()
    {
        var least = Between is null ? 1 : 2;
        if (Count < least)
            throw new UsageException($"--count must be at least {least}{(Between is null ? "" : " to interpolate")} (was {Count}).");
        if (Between < 1)
            throw new UsageException($"--interpolate must be at least 1 (was {Between}).");
        if (Scale is < 1 or > MaximumScale)
            throw new UsageException($"--scale must be 1 to {MaximumScale} (was {Scale}).");
        if (Fps is < 1 or > MaximumFps)
            throw new UsageException($"--fps must be 1 to {MaximumFps} (was {Fps}).");
        if (Truncation is { } bound && !(bound > 0.01 && bound <= 100))
            throw new UsageException(FormattableString.Invariant($"--truncation must be above 0.01 and at most 100 (was {bound})."));
        if (Grid is not null && Count > MaximumOnSheet)
            throw new UsageException($"--grid holds at most {MaximumOnSheet} images (--count was {Count}); use --out for more.");
    }
}
