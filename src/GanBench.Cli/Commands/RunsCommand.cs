using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Training.Checkpoints;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench runs</c>: looks at run directories, compares them, clears them up and carries them elsewhere.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "Id of a run, its unique beginning, or a path." };

    private static readonly Argument<string> Other = new("other") { Description = "The run to compare with." };

    private static readonly Argument<string> Zip = new("file") { Description = "A zip file." };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do it; without, only say what would go." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("runs", "List, show, diff, prune, delete, export and import runs.")
        {
            RunsListCommand.Create(),
            Verb("show", "Show a run: how it stands, its specification and metrics.", Show, ["ganbench runs show dcgan-mnist-s1-3fa9"],
                Run, CommonOptions.Json),
            Verb("diff", "Say which settings and environment fields of two runs differ, and by how much their results do.", Diff,
                ["ganbench runs diff dcgan-mnist-s1-3fa9 dcgan-mnist-s2-77b0"], Run, Other, CommonOptions.Json),
            Verb("prune", "Remove measured checkpoints of finished runs, except the last.", Prune,
                ["ganbench runs prune", "ganbench runs prune --yes"], Yes, CommonOptions.Json),
            RunsDeleteCommand.Create(),
            Verb("export", "Write a run with all it needs into a zip file.", Export, ["ganbench runs export dcgan-mnist-s1-3fa9 run.zip"],
                Run, Zip),
            Verb("import", "Unpack an exported run and check it.", Import, ["ganbench runs import run.zip"], Zip),
        };
        command.Subcommands.First(verb => verb.Name == "diff").Aliases.Add("compare");
        HelpExamples.Attach(command, "ganbench runs list", "ganbench runs diff RUN OTHER");
        return command;
    }

    private static Command Verb(string name, string description, Func<ParseResult, int> action, string[] examples, params Symbol[] symbols)
    {
        var command = new Command(name, description) { CommonOptions.RunsDirectory };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }
        command.SetAction(action);
        HelpExamples.Attach(command, examples);
        return command;
    }

    private static RunDirectory Find(ParseResult result, Argument<string> argument) =>
        RunReference.Parse(result.GetValue(argument)!, result.GetValue(CommonOptions.RunsDirectory)!).Directory;

    private static int Show(ParseResult result)
    {
        var run = Find(result, Run);
        if (result.GetValue(CommonOptions.Json))
        {
            ShowJson(run);
            return ExitCodes.Done;
        }
        Console.Out.WriteLine(Printable.Of(run.Path));
        if (ListedRun.Read(run).State is { } state)
        {
            var starts = state.Starts == 1 ? "once" : FormattableString.Invariant($"{state.Starts} times");
            Console.Out.WriteLine(Printable.Of(string.Create(CultureInfo.InvariantCulture,
                $"{state.Standing}, {state.Step:N0} of {state.Steps:N0} steps, {SuiteDisplay.Duration(state.Seconds)}, started {starts}, "
                + $"checkpoint {state.CheckpointHash}")));
            var source = state.ContinuedFrom is { } from ? $"its first steps are those of {from}" : null;
            foreach (var remark in new[] { state.Remark, source, state.DatasetNote }.OfType<string>())
                Console.Out.WriteLine(Printable.Of(remark));
            foreach (var line in state.Crash?.LastLines ?? [])
                Console.Out.WriteLine("    | " + Printable.Of(line));
        }
        foreach (var file in run.MetricSteps.Select(run.ReadMetrics).OfType<MetricFile>())
        {
            foreach (var metric in file.Metrics)
            {
                var value = metric.Value is { } v ? FormattableString.Invariant($"{v:G6}") : "–";
                var note = metric.Note is null ? "" : $"  ({metric.Note})";
                Console.Out.WriteLine(Printable.Of(FormattableString.Invariant($"step {file.Step:N0}  {metric.Name} {value}{note}")));
            }
        }
        Console.Out.WriteLine();
        Console.Out.Write(Printable.Of(RunSpecYaml.Write(run.ReadSpec())));
        return ExitCodes.Done;
    }

    private static void ShowJson(RunDirectory run) => Console.Out.WriteLine(JsonSerializer.Serialize(
        new
        {
            run.Id,
            run.Path,
            ListedRun.Read(run).Status,
            ListedRun.Read(run).State,
            Environment = run.ReadEnvironment(),
            Settings = SettingsBinder.List(run.ReadSpec()).ToDictionary(setting => setting.Key, setting => setting.Value),
            Metrics = run.MetricSteps.Select(run.ReadMetrics).OfType<MetricFile>(),
        },
        RunJson.Indented));

    private static int Diff(ParseResult result)
    {
        var comparison = RunComparison.Of(Find(result, Run), Find(result, Other));
        if (result.GetValue(CommonOptions.Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(comparison, RunJson.Indented));
        else
            Print(Console.Out, comparison);
        return ExitCodes.Done;
    }

    /// <summary>Prints a comparison.</summary>
    internal static void Print(TextWriter output, RunComparison comparison)
    {
        foreach (var (title, differences) in new[] { ("setting", comparison.Settings), ("environment", comparison.Environment) })
        {
            if (differences.Count == 0)
                continue;
            TextTable.Write(output, [title, "first", "second"], differences.Select(d => new[] { d.Name, d.First ?? "–", d.Second ?? "–" }));
            output.WriteLine();
        }
        TextTable.Write(output, ["result", "first", "second", "difference", "of first"], comparison.Results.Select(r => new[]
        {
            r.Name, FormattableString.Invariant($"{r.First:G6}"), FormattableString.Invariant($"{r.Second:G6}"),
            FormattableString.Invariant($"{r.Difference:G3}"),
            r.First == 0 ? "–" : FormattableString.Invariant($"{100 * r.Difference / Math.Abs(r.First):F2} %"),
        }), 1);
        output.WriteLine(comparison.SameWeights switch
        {
            true => "The last checkpoints are equal bit for bit.",
            false => "The last checkpoints differ.",
            null => "One of the runs has no checkpoint yet.",
        });
    }

    private static int Prune(ParseResult result)
    {
        var found = RunPruning.Find(result.GetValue(CommonOptions.RunsDirectory)!);
        var doIt = result.GetValue(Yes);
        foreach (var pruning in found)
        {
            if (doIt)
                pruning.Apply();
        }
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                found.Select(p => new { p.Directory.Id, p.Steps, p.Bytes, Pruned = doIt }), RunJson.Indented));
            return ExitCodes.Done;
        }
        foreach (var pruning in found)
            Console.Out.WriteLine(
                FormattableString.Invariant(
                $"{pruning.Directory.Id}: checkpoints {string.Join(", ", pruning.Steps)}, {pruning.Bytes / 1e6:F1} MB"));
        Console.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
            $"{(doIt ? "freed" : "would free")} {found.Sum(p => p.Bytes) / 1e6:F1} "
            + $"MB{(doIt || found.Count == 0 ? "" : "; --yes does it")}"));
        return ExitCodes.Done;
    }

    private static int Export(ParseResult result)
    {
        var file = result.GetValue(Zip)!;
        RunArchive.Export(Find(result, Run), file);
        Console.Out.WriteLine(Path.GetFullPath(file));
        return ExitCodes.Done;
    }

    private static int Import(ParseResult result)
    {
        Console.Out.WriteLine(RunArchive.Import(result.GetValue(Zip)!, result.GetValue(CommonOptions.RunsDirectory)!).Path);
        return ExitCodes.Done;
    }
}
