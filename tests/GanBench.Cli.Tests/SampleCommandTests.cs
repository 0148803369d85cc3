using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class SampleCommandTests(SmallRunsFixture runs) : IClassFixture<SmallRunsFixture>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, string> BadInput => new()
    {
        { "sample gan-glyphs", 2, "--animate FILE" },
        { "sample gan-glyphs --grid {folder}/a.gif", 2, "pictures end in .png, .jpg, .jpeg or .webp" },
        { "sample gan-glyphs --grid {folder}/a", 2, "does not say its format" },
        { "sample gan-glyphs --animate {folder}/a.mp4", 2, "animations end in .png, .apng, .gif or .webp" },
        { "sample gan-glyphs --out {folder}/a --format bmp", 2, "--format must be one of png, jpg, jpeg, webp (was 'bmp')" },
        { "sample gan-glyphs --grid {folder}/a.png --format jpg", 2, "--format is of the single images" },
        { "sample gan-glyphs --grid {folder}/a.png --scale 0", 2, "--scale must be 1 to 64 (was 0)" },
        { "sample gan-glyphs --grid {folder}/a.png --scale 64 --count 5000", 2, "too many pixels" },
        { "sample gan-glyphs --grid {folder}/a.png --count 0", 2, "--count must be at least 1 (was 0)" },
        { "sample gan-glyphs --grid {folder}/a.png --count 1 --interpolate 3", 2, "at least 2 to interpolate (was 1)" },
        { "sample gan-glyphs --grid {folder}/a.png --interpolate 0", 2, "--interpolate must be at least 1 (was 0)" },
        { "sample gan-glyphs --grid {folder}/a.png --interpolate 5000", 2, "--grid holds at most 10000 images, and these would be 35014" },
        { "sample gan-glyphs --animate {folder}/a.gif --interpolate 500", 2, "at most 2000 frames, and these would be 4008" },
        { "sample gan-glyphs --grid {folder}/a.png --fps 3", 2, "--fps is of an animation" },
        { "sample gan-glyphs --animate {folder}/a.png --fps 99", 2, "--fps must be 1 to 50 (was 99)" },
        { "sample gan-glyphs@2 --animate {folder}/a.png", 2, "has one checkpoint up to step 2" },
        { "sample gan-glyphs --grid {folder}/a.png --truncation 0", 2, "--truncation must be above 0.01 and at most 100 (was 0)" },
        { "sample gan-glyphs --grid {folder}/a.png --class-balanced --count 7", 2, "a multiple of the 10 classes (was 7)" },
        { "sample gan-glyphs --grid {folder}/a.png --class-balanced --interpolate 2", 2, "choose one" },
        { "sample gan-glyphs --grid {folder}/a.png --latents {folder}/z.csv", 2, "end in .npy or .safetensors" },
        { "sample gan-glyphs --grid {folder}/a.png --latents {folder}/z.npy", 3, "Cannot read" },
        { "sample gan-glyphs --grid {folder}/a.png --latents {folder}/z.npy --count 3", 2, "leave --count out" },
        { "sample gan-glyphs@3 --grid {folder}/a.png", 3, "has no checkpoint at step 3. It has: 2, 4, 6." },
        { "sample mlp-1d --grid {folder}/a.png", 2, "makes numbers, which are no pictures" },
        { "sample gan-glyphs --grid /proc/a.png", 4, "Cannot write /proc/a.png" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Sample_BadInput_EndsWithOneLineAndWritesNothing(string commandLine, int exitCode, string message)
    {
        var run = await Run(commandLine);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Sample_LatentsThatWereSaved_GivesTheSameImages()
    {
        var first = await Run("sample gan-glyphs --count 5 --seed 3 --out {folder}/one --save-latents {folder}/z.npy");
        var second = await Run("sample gan-glyphs --latents {folder}/z.npy --out {folder}/other --format webp");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(
                ImageFile.Load(_folder["one", $"00000{i}.png"]).WithChannels(3).Pixels,
                ImageFile.Load(_folder["other", $"00000{i}.webp"]).WithChannels(3).Pixels);
        }
        Assert.NotEqual(ImageFile.Load(_folder["one", "000000.png"]).Pixels, ImageFile.Load(_folder["one", "000001.png"]).Pixels);
    }

    [Fact]
    public async Task Sample_Interpolation_HasARowPerPairAndALoopOfFrames()
    {
        var run = await Run(
            "sample gan-glyphs --interpolate 3 --count 4 --scale 2 "
            + "--grid {folder}/walk.jpg --animate {folder}/walk.webp --out {folder}/frames");

        Assert.True(run.ExitCode == 0, run.Error);
        var sheet = ImageFile.Load(_folder["walk.jpg"]);
        // 5 columns and 3 rows of 28 pixels with gaps of 2, twice as large.
        Assert.Equal((2 * (2 + (5 * 30)), 2 * (2 + (3 * 30))), (sheet.Width, sheet.Height));
        // 4 latents with 3 images after each.
        Assert.Equal(16, Directory.GetFiles(_folder["frames"]).Length);
        Assert.Equal(56, ImageFile.Load(_folder["frames", "000015.png"]).Width);
        Assert.Equal(16, Chunks(File.ReadAllBytes(_folder["walk.webp"]), "ANMF"));
    }

    [Fact]
    public async Task Sample_AnimationWithoutInterpolation_GoesThroughTheCheckpoints()
    {
        var all = await Run("sample gan-glyphs --count 4 --animate {folder}/all.webp");
        var two = await Run("sample gan-glyphs@4 --count 4 --animate {folder}/two.webp --fps 10");

        Assert.True(all.ExitCode == 0 && two.ExitCode == 0, all.Error + two.Error);
        Assert.Equal(3, Chunks(File.ReadAllBytes(_folder["all.webp"]), "ANMF"));
        Assert.Equal(2, Chunks(File.ReadAllBytes(_folder["two.webp"]), "ANMF"));
    }

    private static int Chunks(byte[] webp, string name) => System.Text.Encoding.Latin1.GetString(webp).Split(name).Length - 1;

    private Task<CliRun> Run(string commandLine) => CliRun.Of(
    [
        .. commandLine.Split(' ').Select(a => a.Replace("{folder}", _folder.Path, StringComparison.Ordinal)),
        "--runs-dir", runs.Runs, "--numerics", "portable",
    ]);
}
