using System.Diagnostics;
using GanBench.Datasets;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class FetchCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_SuiteOnEmbeddedData_HasNothingToFetch()
    {
        var run = await CliRun.Of("datasets", "fetch", "--suite", "smoke", "--suite", "quick", "--data-dir", _folder.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("glyphs: nothing to fetch", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("glyphs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("datasets fetch", "Name the datasets to fetch")]
    [InlineData("datasets fetch --suite fulll", "Did you mean 'full'?")]
    public async Task Fetch_NothingOrAnUnknownSuite_SaysWhatToName(string commandLine, string message)
    {
        var run = await CliRun.Of(commandLine.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_SuiteWithoutANetwork_NamesEveryFileAndHostAndLeavesNothing()
    {
        // A proxy at a port where nobody listens: no host can be reached, as on a machine without a network.
        var program = Path.Combine(AppContext.BaseDirectory, "GanBench.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "datasets", "fetch", "--suite", "full", "--data-dir", _folder.Path])
        {
            RedirectStandardError = true,
            Environment = { ["https_proxy"] = "http://127.0.0.1:1", ["http_proxy"] = "http://127.0.0.1:1", ["no_proxy"] = "" },
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(ExitCodes.Data, process.ExitCode);
        foreach (var file in DatasetRegistry.Find("mnist").Info.Files)
            Assert.Matches($@"mnist: .*{file.Name} \({new Uri(file.Urls[0]).Host}: ", error);
        Assert.Contains("nlvr.tar.gz (codeload.github.com: ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }
}
