using System.CommandLine;
using GanBench.Cli.Display;
using GanBench.Suites.Running;
using GanBench.Training.Checkpoints;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench reproduce</c>: repeats a run from its specification and compares.</summary>
internal static class ReproduceCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "Id of a run, its unique beginning, or a path." };

    private static readonly Option<double> Tolerance = new("--tolerance")
    {
        Description = "Largest relative difference of a metric, where weights are not equal bit for bit (another machine or engine).",
        HelpName = "SHARE",
        DefaultValueFactory = _ => Reproduction.DefaultTolerance,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("reproduce", "Repeat a run from its specification, and compare weights and metrics with the original.")
        {
            Run, Tolerance, CommonOptions.DataDirectory, CommonOptions.RunsDirectory, CommonOptions.Device, CommonOptions.Threads,
        };
        command.SetAction(Execute);
        HelpExamples.Attach(
            command, "ganbench reproduce dcgan-glyphs-s1-3fa9", "ganbench reproduce dcgan-mnist-s1-3fa9 --device cuda --tolerance 0.1");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        var original = RunReference.Parse(result.GetValue(Run)!, result.GetValue(CommonOptions.RunsDirectory)!).Directory;
        var device = CommonOptions.StartEngine(result, original.ReadSpec().Numerics);
        using var display = new TrainingDisplay(Console.Error);
        var reproduction = Reproduction.Repeat(original, result.GetValue(CommonOptions.DataDirectory), device, display, Cancellation.Token);
        display.Clear();
        RunsCommand.Print(Console.Out, reproduction.Comparison);
        var tolerance = result.GetValue(Tolerance);
        var reproduced = reproduction.IsReproduced(tolerance);
        Console.Out.WriteLine(!reproduction.SameData ? "Not reproduced: the training data here has other content than the original's."
            : reproduction.Comparison.SameWeights == true ? "Reproduced exactly."
            : FormattableString.Invariant($"{(reproduced ? "Reproduced" : "Not reproduced")} within {100 * tolerance:0.##} %."));
        return reproduced ? ExitCodes.Done : ExitCodes.Failed;
    }
}
