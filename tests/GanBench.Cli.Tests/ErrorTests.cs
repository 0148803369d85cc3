using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>Bad input: one clear line on stderr, the right exit code, nothing made or lost.</summary>
public class ErrorTests
{
    public static TheoryData<string, int, string> BadInput => new()
    {
        { "trian", 2, "trian" },
        { "train --architecture dcgan", 2, "--dataset" },
        { "train -a dcgna -d glyphs", 2, "Unknown architecture 'dcgna'. Did you mean 'dcgan'?" },
        { "train -a dcgan -d glyhps", 2, "Unknown dataset 'glyhps'. Did you mean 'glyphs'?" },
        { "train -a dcgan -d glyphs --steps 0", 2, "training.steps must be at least 1 (was 0)" },
        { "train -a dcgan -d glyphs --batch-size 1000000", 2, "training.batchSize must be at most the number of training samples" },
        { "train -a dcgan -d glyphs --set discriminator.step=5", 2, "Did you mean 'discriminator.steps'?" },
        { "train -a dcgan -d glyphs --set generator.learningRate=1", 2, "Did you mean 'generator.optimizer.learningRate'?" },
        { "train -a dcgan -d glyphs --set objective", 2, "--set needs KEY=VALUE" },
        { "train -a dcgan -d glyphs --steps 1 --device tpu --numerics portable", 2, "Unknown device 'tpu'" },
        { "train -a dcgan -d glyphs --steps 1 --numerics exact", 2, "--numerics must be one of native, portable" },
        { "train -a dcgan -d mnist --data-dir {folder}", 3, "mnist" },
        { "sample nothing --grid x.png --runs-dir {folder}", 3, "There is no run 'nothing'" },
        { "sample nothing --runs-dir {folder}", 2, "--out DIR" },
        { "report --runs-dir {folder}", 3, "holds no runs" },
        { "evaluate x --metrics fidd --runs-dir {folder}", 2, "Unknown metric 'fidd'. Did you mean 'fid'?" },
        { "compare dataset:glyphs/test dataset:glyphs --metrics fidd --numerics portable", 2,
            "Unknown metric 'fidd'. Did you mean 'fid'?" },
        { "compare dataset:glyphs/test dataset:glyphs --metrics swd --samples 1 --numerics portable", 2,
            "samples must be 0 (all) or at least 2 (was 1)" },
        { "compare dataset:glyphs/test dataset:glyphs --set kid.subets=5", 2,
            "option of a metric 'kid.subets'. Did you mean 'kid.subsets'?" },
        { "compare dataset:glyphs/test dataset:glyphs --set kid.subsetSize=1", 2, "kid.subsetSize must be at least 2 (was 1)" },
        { "evaluate none --set kid.subsets=many", 2, "subsets must be a whole number (was 'many')" },
        { "compare dataset:glyphs/test dataset:glyphs --extractor inceptoin --numerics portable", 2, "Unknown extractor 'inceptoin'" },
        { "compare dataset:glyphs/test dataset:glyphs --resize bicubic --numerics portable", 2,
            "--resize must be one of pytorch, tf1, clean (was 'bicubic')" },
        { "compare dataset:glyphs/tset dataset:glyphs --numerics portable", 2, "Did you mean 'test'?" },
        { "compare dataset:glyphs/test dataset:glyphs --save a.txt --numerics portable", 2, "ending in .npz (was 'a.txt')" },
        { "compare pictures dataset:glyphs --runs-dir {folder} --numerics portable", 3,
            "'pictures' is not there. It can be a folder or .zip of pictures" },
        { "compare glyphs/test dataset:glyphs --runs-dir {folder} --numerics portable", 3, "Did you mean 'dataset:glyphs/test'?" },
        { "suite plan smoke --no-estimate --only gan/mnist", 2, "--only: gan/mnist is no cell of the suite" },
        { "compare {folder}/a.npz dataset:glyphs --numerics portable", 3, "There is no file" },
        { "compare {folder} dataset:glyphs --numerics portable", 3, "has no PNG, JPEG, WebP, GIF, BMP, TIFF or PNM pictures" },
        { "compare dataset:shapes/test dataset:glyphs/test --extractor classifier --numerics portable", 3,
            "takes images of 1×28×28 only, and there are some of 3×64×64" },
        { "models show dcgan --dataset normal-1d", 2, "dcgan cannot make 1×1×1 images" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Run_BadInput_EndsWithOneClearMessageAndItsExitCode(string commandLine, int exitCode, string message)
    {
        using var folder = new TempFolder();
        var args = commandLine.Split(' ').Select(a => a.Replace("{folder}", folder.Path, StringComparison.Ordinal)).ToArray();

        var run = await CliRun.Of(args);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Run_SeveralProblemsInARecipe_ReportsThemAllTogether()
    {
        var run = await CliRun.Of(
            "train", "-a", "dcgan", "-d", "glyphs", "--steps", "0", "--set", "network.latent=0", "--set", "generator.ema=1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has 3 problems", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_UnwritableRunsFolder_IsAnErrorOfTheEnvironment()
    {
        using var folder = new TempFolder();
        var file = folder.Write("file", "not a folder");

        var run = await CliRun.Of(
            "train", "-a", "gan", "-d", "glyphs", "--steps", "1", "--numerics", "portable", "--runs-dir", Path.Combine(file, "runs"));

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("Cannot create the run directory", run.Error, StringComparison.Ordinal);
    }
}
