using GanBench.Metrics.Extractors;

namespace GanBench.Cli.Tests;

/// <summary>What a command line printed and how it ended. The command runs in this process; runs are one at a time.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    // No test fetches 95 MB because a machine has a connection.
    static CliRun() => Environment.SetEnvironmentVariable(ExtractorRegistry.OfflineVariable, "1");

    /// <summary>Runs a command line with captured output.</summary>
    public static async Task<CliRun> Of(params string[] args)
    {
        await Gate.WaitAsync();
        var (output, error) = (Console.Out, Console.Error);
        using StringWriter capturedOutput = new() { NewLine = "\n" }, capturedError = new() { NewLine = "\n" };
        try
        {
            Console.SetOut(capturedOutput);
            Console.SetError(capturedError);
            var code = await CommandLine.RunAsync(args);
            return new CliRun(code, capturedOutput.ToString(), capturedError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Gate.Release();
        }
    }
}
