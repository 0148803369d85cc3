using System.CommandLine;
using GanBench.Cli.Commands;
using GanBench.Cli.Display;
using GanBench.Datasets;
using GanBench.Engine;

namespace GanBench.Cli;

/// <summary>The <c>ganbench</c> command: its verbs, and what every verb shares — signals, errors and exit codes.</summary>
public static class CommandLine
{
    static CommandLine() => OptionalCache.Unusable += line => Console.Error.WriteLine($"ganbench: {line}");

    /// <summary>Builds the command tree.</summary>
    public static RootCommand CreateRoot()
    {
        var root = new RootCommand(
            "Trains generative adversarial networks under fixed seeds, measures them and reports the numbers beside the published ones.")
        {
            QuickCommand.Create(),
            TrainCommand.Create(),
            SampleCommand.Create(),
            ExportCommand.Create(),
            SuiteCommand.Create(),
            CheckCommand.Create(),
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
        using var channels = OutputChannels.Guard();
        using var signals = Cancellation.Listen();
        // A word that begins with @ is a word, not a file of more words.
        var result = CreateRoot().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (TypingMistakes.Of(result, args) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes)
                Console.Error.WriteLine($"ganbench: {Printable.Of(mistake)}");
            Console.Error.WriteLine($"Try '{$"ganbench {TypingMistakes.Path(result.CommandResult)}".Trim()} --help'.");
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
        Console.Error.WriteLine($"ganbench: {Printable.Of(NativeFailure.Summary(error))}");
        if (verbose)
            Console.Error.WriteLine(Printable.Of(error.ToString()));
    }
}
