using System.CommandLine;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench check</c>: does what is missing of a suite and compares it with a baseline, for continuous integration.</summary>
internal static class CheckCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command =
            new Command("check",
                "Do every run of a suite that is not done, and compare the suite with a baseline; exit code 1 when a run failed or a value "
                + "got worse. Stopped and started again, it goes on.")
        {
            SuiteCommand.Name, BaselineCommands.File, BaselineCommands.Markdown, SuiteCommand.DryRun, SuiteCommand.NoEstimate,
            JobOptions.Jobs, JobOptions.RunsPerDevice, CommonOptions.DataDirectory,
        };
        PlanOptions.AddTo(command);
        command.Add(CommonOptions.Device);
        command.Add(CommonOptions.Threads);
        command.Add(CommonOptions.ForcePrecision);
        command.SetAction(RunAsync);
        HelpExamples.Attach(command,
            "ganbench check quick --baseline reports/baselines/quick.json",
            "ganbench check my-suite.yaml --baseline my-baseline.json --numerics portable --jobs 2 --markdown table.md");
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var suite = result.GetValue(SuiteCommand.Name)!;
        // What cannot be compared is said before hours of training, not after.
        BaselineCommands.Read(result, suite);
        var exitCode = await SuiteCommand.RunAsync(result, cancellationToken);
        if (result.GetValue(SuiteCommand.DryRun) || exitCode is not (ExitCodes.Done or ExitCodes.Failed))
            return exitCode;
        return Math.Max(exitCode, BaselineCommands.Check(result, suite));
    }
}
