using System.CommandLine;
using System.CommandLine.Invocation;
using GanBench.Cli.Commands;
using GanBench.Engine;

namespace GanBench.Cli;

/// <summary>The <c>ganbench</c> command: its verbs, and what every verb shares — signals, errors and exit codes.</summary>
public static class CommandLine
{
    /// <summary>Builds the command tree.</summary>
    public static RootCommand CreateRoot()
    {
        var root = new RootCommand(
            "Trains generative adversarial networks under fixed seeds, measures them and reports the numbers beside the published ones.")
        {
            QuickCommand.Create(),
            TrainCommand.Create(),
            SampleCommand.Create(),
            SuiteCommand.Create(),
            EvaluateCommand.Create(),
            CompareCommand.Create(),
            RunsCommand.Create(),
            WatchCommand.Create(),
            ReproduceCommand.Create(),
            ReportCommand.Create(),
            SurveyCommand.Create(),
            ModelsCommand.Create(),
            DatasetsCommand.Create(),
            DoctorCommand.Create(),
        };
        root.Add(CommonOptions.Verbose);
        HelpExamples.Attach(root,
            "ganbench quick",
            "ganbench doctor",
            "ganbench train --architecture dcgan --dataset glyphs --steps 400 --batch-size 64",
            "ganbench models show dcgan --dataset mnist");
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>An exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var signals = Cancellation.Listen();
        var result = CreateRoot().Parse(args);
        // Asking for help is no error, even where required options are missing.
        if (result.Action is ParseErrorAction)
        {
            foreach (var error in result.Errors)
                Console.Error.WriteLine($"ganbench: {error.Message}");
            Console.Error.WriteLine($"Try 'ganbench {CommandPath(result)}--help'.");
            return ExitCodes.Usage;
        }
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await result.InvokeAsync(configuration, Cancellation.Token);
        }
        catch (OperationCanceledException e) when (Cancellation.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"ganbench: interrupted. {e.Message}");
            return ExitCodes.Interrupted;
        }
        catch (GanBenchException e)
        {
            Report(e, result.GetValue(CommonOptions.Verbose));
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(e, result.GetValue(CommonOptions.Verbose));
            return ExitCodes.Environment;
        }
        catch (Exception e)
        {
            Report(e, result.GetValue(CommonOptions.Verbose));
            return ExitCodes.Failed;
        }
    }

    private static void Report(Exception error, bool verbose)
    {
        Console.Error.WriteLine($"ganbench: {NativeFailure.Summary(error)}");
        if (verbose)
            Console.Error.WriteLine(error);
    }

    private static string CommandPath(ParseResult result)
    {
        var path = "";
        for (var command = result.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
            path = command.Command is RootCommand ? path : command.Command.Name + " " + path;
        return path;
    }
}
