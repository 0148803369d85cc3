using System.CommandLine;
using System.Diagnostics;
using GanBench.Runs;
using GanBench.Suites.Running;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench quick</c>: the quick suite and its report, to see what GanBench does without any data or settings.</summary>
internal static class QuickCommand
{
    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "The PDF. The HTML page and the tables are written beside it.",
        HelpName = "FILE.pdf",
        DefaultValueFactory = _ => Path.Combine("artifacts", "report.pdf"),
    };

    private static readonly Option<string> Suite = new("--suite")
    {
        Description = "Another suite, or the path of a suite file.",
        HelpName = "SUITE",
        DefaultValueFactory = _ => "quick",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command =
            new Command("quick",
                "Train small networks on data that GanBench draws itself, measure them and write the report: under 20 minutes on two "
                + "cores.")
        {
            Suite, Output, CommonOptions.RunsDirectory,
        };
        command.SetAction(RunAsync);
        HelpExamples.Attach(command, "ganbench quick", "ganbench quick --suite smoke --output smoke.pdf");
        return command;
    }

    // Two verbs in a row, as one would type them.
    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (suite, runs, output) = (result.GetValue(Suite)!, result.GetValue(CommonOptions.RunsDirectory)!, result.GetValue(Output)!);
        string[] report = ["report", "--suite", suite, "--runs-dir", runs, "--output", output];
        int exitCode;
        try
        {
            exitCode = await InvokeAsync(["suite", "run", suite, "--runs-dir", runs], cancellationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && RunDirectory.List(runs).Count > 0)
        {
            Console.Error.WriteLine($"ganbench: interrupted. {e.Message} Writing the report of what is there …");
            // This process is to stop, so another one writes.
            var program = ElementCommand.Program;
            using var writer = Process.Start(new ProcessStartInfo(program[0], program.Skip(1).Concat(report)))!;
            await writer.WaitForExitAsync(CancellationToken.None);
            Console.Error.WriteLine($"ganbench: go on with: ganbench quick --suite {suite} --runs-dir {runs} --output {output}");
            return ExitCodes.Interrupted;
        }
        // Some runs failed: the report says which, beside those that did not.
        if (exitCode is ExitCodes.Done or ExitCodes.Failed)
            await InvokeAsync(report, cancellationToken);
        return exitCode;
    }

    private static Task<int> InvokeAsync(string[] arguments, CancellationToken cancellationToken) =>
        CommandLine.CreateRoot().Parse(arguments)
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
}
