using System.Diagnostics;
using System.Globalization;
using GanBench.Datasets;
using GanBench.Suites.Running;

namespace GanBench.Scaling;

/// <summary>What a measurement has to work with: processes of its own and a folder that is deleted afterwards.</summary>
/// <param name="folder">Folder for data, decoded data and runs.</param>
/// <param name="rounds">Processes for each point.</param>
/// <param name="cancellationToken">Ends the process that is under way.</param>
internal sealed class ScalingWork(string folder, int rounds, CancellationToken cancellationToken)
{
    // What a shell says of a process that Ctrl-C ended: it reaches the whole group, often before this process hears of it.
    private const int Interrupted = 130;

    /// <summary>Folder for data, decoded data and runs.</summary>
    public string Folder => folder;

    /// <summary>Folder of decoded data.</summary>
    public string Cache => Path.Combine(folder, "cache");

    /// <summary>Processes for each point.</summary>
    public int RoundCount => rounds;

    /// <summary>Starts a worker of this program once for each round.</summary>
    /// <param name="arguments">Its name and arguments.</param>
    /// <returns>The numbers of each line, round by round.</returns>
    /// <exception cref="RunFailedException">A process ended with an error.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public List<double[][]> Rounds(params string[] arguments) =>
        [.. Enumerable.Range(0, rounds).Select(_ => Numbers(arguments))];

    /// <summary>Starts a worker of this program and returns the numbers of each line that it prints.</summary>
    /// <inheritdoc cref="Worker"/>
    public double[][] Numbers(params string[] arguments) => [.. Worker(arguments).Select(line =>
        line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];

    /// <summary>Starts a worker of this program and returns the lines that it prints.</summary>
    /// <param name="arguments">Its name and arguments.</param>
    /// <exception cref="RunFailedException">The process ended with an error.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public string[] Worker(params string[] arguments) =>
        Start([.. ElementCommand.Program, "work", .. arguments]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Times a program once for each round.</summary>
    /// <param name="command">Given the number of the round: program and arguments.</param>
    /// <returns>Seconds, ascending.</returns>
    /// <inheritdoc cref="Worker" path="/exception"/>
    public double[] Seconds(Func<int, string[]> command) => [.. Enumerable.Range(0, rounds).Select(round =>
    {
        var clock = Stopwatch.StartNew();
        Start(command(round));
        return clock.Elapsed.TotalSeconds;
    }).Order()];

    private string Start(string[] command)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[DataDirectories.CacheVariable] = Cache;
        using var process = Process.Start(start)!;
        using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var aside = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == Interrupted)
            throw new OperationCanceledException();
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output
            : throw new RunFailedException(
                $"{string.Join(' ', command)} ended with exit code {process.ExitCode}. {aside.GetAwaiter().GetResult()}".Trim());
    }
}
