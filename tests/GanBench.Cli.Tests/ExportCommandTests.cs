using GanBench.Storage;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class ExportCommandTests(SmallRunsFixture runs) : IClassFixture<SmallRunsFixture>, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, string> BadInput => new()
    {
        { "export gan-glyphs", 2, "Say what to write: --format onnx or safetensors or torchscript." },
        { "export gan-glyphs --format onx", 2, "Unknown export format 'onx'. Did you mean 'onnx'?" },
        { "export gan-glyphs --output {folder}/a.h5", 2, "does not say its format" },
        { "export gan-glyphs --format onnx --output {folder}/a.pt", 2, "a.pt would hold onnx: call it" },
        { "export gan-glyphs --output {folder}/a.onnx --network generatr", 2, "Unknown network 'generatr'. Did you mean 'generator'?" },
        { "export gan-glyphs --output {folder}/a.onnx --averaged true", 2, "keeps no averaged generator" },
        { "export gan-glyphs@5 --output {folder}/a.onnx", 3, "has no checkpoint at step 5. It has: 2, 4, 6." },
        { "export nothing --output {folder}/a.onnx", 3, "Unknown run 'nothing'" },
        { "export gan-glyphs --output /proc/a.onnx", 4, "Cannot write /proc/a.onnx" },
    };

    [Theory]
    [MemberData(nameof(BadInput))]
    public async Task Export_BadInput_EndsWithOneLineAndWritesNothing(string commandLine, int exitCode, string message)
    {
        var run = await Run(commandLine);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("onnx", ".onnx")]
    [InlineData("safetensors", ".safetensors")]
    [InlineData("torchscript", ".pt")]
    public async Task Export_BothNetworks_WritesThemWithTheirCards(string format, string extension)
    {
        var run = await Run($"export gan-glyphs@4 --format {format} --network both --output {{folder}}/a{extension}");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            [
                $"a-discriminator{extension}", $"a-discriminator{extension}.md", $"a-generator{extension}", $"a-generator{extension}.md",
            ],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("step 4", File.ReadAllText(_folder[$"a-generator{extension}.md"]), StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Export_IntoAFolder_NamesTheFileAfterTheRun()
    {
        var run = await Run("export gan-glyphs@4 --format onnx --output {folder}/new/");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"^gan-glyphs-s\d-\w+-4-generator\.onnx$", Path.GetFileName(Directory.GetFiles(_folder["new"], "*.onnx").Single()));
    }

    [Fact]
    public async Task Export_NumbersInOneDimension_Works()
    {
        var run = await Run("export mlp-1d --output {folder}/a.safetensors");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("normal-1d", SafeTensors.LoadBytes(_folder["a.safetensors"]).Metadata["dataset"]);
        Assert.Contains("real numbers", File.ReadAllText(_folder["a.safetensors.md"]), StringComparison.Ordinal);
    }

    private Task<CliRun> Run(string commandLine) => CliRun.Of(
    [
        .. commandLine.Split(' ').Select(a => a.Replace("{folder}", _folder.Path, StringComparison.Ordinal)),
        "--runs-dir", runs.Runs, "--numerics", "portable",
    ]);
}
