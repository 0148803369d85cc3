using System.Text.Json;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class PrecisionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--precision bf16", "  precision: bf16\n")]
    [InlineData("--set precision=bf16", "  precision: bf16\n")]
    [InlineData("--precision tf32 --device cuda", "  precision: tf32\n")]
    public async Task Train_PrecisionStated_IsPartOfTheSpecificationAndTheId(string options, string line)
    {
        var plain = await Train("--dry-run");
        var run = await Train(["--dry-run", .. options.Split(' ')]);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains(line, run.Output, StringComparison.Ordinal);
        Assert.NotEqual(plain.Output.Split('\n')[0], run.Output.Split('\n')[0]);
        Assert.Equal(plain.Output, (await Train("--dry-run", "--precision", "float32")).Output);
    }

    [Theory]
    [InlineData("--precision bf16 --numerics portable", "precision bf16 contradicts portable numerics")]
    [InlineData("--precision tf32", "TF32 is a mode of NVIDIA GPUs, and a CPU would compute in float32")]
    [InlineData("--set precision=tf32", "TF32 is a mode of NVIDIA GPUs")]
    [InlineData("--precision fp16", "--precision must be one of float32, tf32, bf16 (was 'fp16'")]
    public async Task Train_PrecisionThatCannotBe_IsRefused(string options, string message)
    {
        var run = await Train(options.Split(' '));

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    [Fact]
    public async Task SuiteRun_Tf32OnACpu_IsRefusedBeforeAnyRun()
    {
        var run = await CliRun.Of("suite", "run", "smoke", "--precision", "tf32", "--runs-dir", _folder["runs"]);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("TF32 is a mode of NVIDIA GPUs", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SuitePlan_Precision_NamesTheCells()
    {
        var run = await CliRun.Of("suite", "plan", "smoke", "--precision", "bf16", "--no-estimate", "--runs-dir", _folder["runs"]);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains(" precision=bf16", run.Output, StringComparison.Ordinal);
    }

    // Runs that were trained elsewhere: their specifications are enough.
    [Fact]
    public async Task Runs_OfSeveralPrecisions_AreTold()
    {
        foreach (var (name, precision) in new[] { ("gan-glyphs-s1-aaaaaaaaaa", "float32"), ("gan-glyphs-s1-bbbbbbbbbb", "bf16") })
        {
            var spec = (await Train("--dry-run", "--precision", precision)).Output;
            _folder.Write(Path.Combine("runs", name, "spec.yaml"), spec[(spec.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        }
        string[] folder = ["--runs-dir", _folder["runs"]];

        var list = (await CliRun.Of(["runs", "list", .. folder])).Output;
        var json = (await CliRun.Of(["runs", "list", "--json", .. folder])).Output;
        var diff = (await CliRun.Of(["runs", "diff", "gan-glyphs-s1-aaaaaaaaaa", "gan-glyphs-s1-bbbbbbbbbb", .. folder])).Output;
        var show = (await CliRun.Of(["runs", "show", "gan-glyphs-s1-bbbbbbbbbb", .. folder])).Output;

        Assert.Contains("trained in", list, StringComparison.Ordinal);
        Assert.Equal(
            ["float32", "bf16"],
            JsonDocument.Parse(json).RootElement.EnumerateArray().Select(run => run.GetProperty("trainingPrecision").GetString()));
        Assert.Matches("recipe.precision +float32 +bf16", diff);
        Assert.Contains("  precision: bf16\n", show, StringComparison.Ordinal);
    }

    private Task<CliRun> Train(params string[] options) =>
        CliRun.Of(["train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--runs-dir", _folder["runs"], .. options]);
}
