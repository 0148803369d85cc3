using System.Net;
using System.Net.Sockets;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public class WatchCommandTests
{
    [Theory]
    [InlineData("watch --address somewhere", 2, "--address must be an IP address (was 'somewhere')")]
    [InlineData("watch --host 1.2.3.4.5", 2, "--address must be an IP address (was '1.2.3.4.5')")]
    [InlineData("watch --port 70000", 2, "Port must be 0 to 65535 (was 70000)")]
    [InlineData("watch --suite quik", 2, "quick")]
    [InlineData("watch --runs {folder} --port {taken}", 4, "the port is in use by another program. Choose another with --port.")]
    public async Task Watch_BadInput_EndsWithOneClearMessage(string commandLine, int exitCode, string message)
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await CliRun.Of([.. commandLine.Split(' ').Select(a => a.Replace("{folder}", folder.Path, StringComparison.Ordinal)
            .Replace("{taken}", $"{((IPEndPoint)taken.LocalEndpoint).Port}", StringComparison.Ordinal))]);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Train_WithTensorBoard_WritesEventFilesThere(bool elsewhere)
    {
        using var folder = new TempFolder();
        string[] place = elsewhere ? ["--tensorboard", folder["board"]] : ["--tensorboard"];

        var run = await CliRun.Of(
            ["train", "-a", "gan", "-d", "glyphs", "--steps", "2", "--batch-size", "8", "--set", "network.width=0.1", "--runs-dir",
                folder["runs"], "--numerics", "portable", .. place]);

        Assert.Equal(0, run.ExitCode);
        var id = Assert.Single(RunDirectory.List(folder["runs"])).Id;
        Assert.Single(Directory.EnumerateFiles(elsewhere ? folder["board", id] : folder["runs", id, "tensorboard"], "*tfevents*"));
    }
}
