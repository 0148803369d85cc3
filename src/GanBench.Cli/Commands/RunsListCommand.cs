using System.CommandLine;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Suites.Results;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench runs list</c>: the runs of a folder, those that are asked for, by the columns that are asked for.</summary>
internal static class RunsListCommand
{
    private static readonly Option<string[]> Columns = new("--columns", "-c")
    {
        Description = $"Comma-separated: {string.Join(", ", RunColumn.All.Select(column => column.Name))}, values of metrics (fid, kid, …) "
            + "and settings (training.batchSize, …). Default: run, status, step, time and the main metric.",
        HelpName = "NAMES",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("list", "List the runs of a folder.")
        {
            RunSelection.Filter, RunSelection.Sort, Columns, CommonOptions.RunsDirectory, CommonOptions.Json,
        };
        command.SetAction(Run);
        HelpExamples.Attach(command,
            "ganbench runs list",
            "ganbench runs list --filter dataset=glyphs --filter status=completed --sort fid",
            "ganbench runs list --columns run,seed,step,started,fid,training.batchSize --sort started:desc",
            "ganbench runs list --json");
        return command;
    }

    private static int Run(ParseResult result)
    {
        var runs = RunSelection.Read(result);
        var names = (result.GetValue(Columns) ?? []).SelectMany(
            text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (names.Count > 0)
            Write([.. names.Select(name => RunColumn.Find(name, runs))], runs, result.GetValue(CommonOptions.Json));
        else if (result.GetValue(CommonOptions.Json))
            Console.Out.WriteLine(JsonSerializer.Serialize(runs.Select(Summary), RunJson.Indented));
        else
            WriteUsual(runs);
        return ExitCodes.Done;
    }

    private static void Write(IReadOnlyList<RunColumn> columns, IReadOnlyList<ListedRun> runs, bool json)
    {
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(
                runs.Select(run => columns.DistinctBy(column => column.Name)
                    .ToDictionary(column => column.Name, column => column.Value(run))),
                RunJson.Indented));
        else
            TextTable.Write(
                Console.Out, [.. columns.Select(column => column.Name)], runs.Select(run => columns.Select(c => c.Show(run)).ToArray()));
    }

    private static object Summary(ListedRun run) => new
    {
        run.Directory.Id,
        run.Result?.Spec.Architecture,
        run.Result?.Spec.Dataset,
        run.Result?.Spec.Seed,
        TrainingPrecision = run.Result is { } result ? SettingValue.Format(result.Spec.Recipe.Precision) : null,
        Status = run.State?.Standing,
        run.State?.Step,
        run.State?.Steps,
        run.State?.Seconds,
        run.State?.Started,
        Fid = run.Result?.Last(MetricRegistry.Main.Name)?.Value,
        run.State?.CheckpointHash,
        run.State?.ContinuedFrom,
        Message = run.State?.Remark,
    };

    private static void WriteUsual(IReadOnlyList<ListedRun> runs)
    {
        var main = runs.Select(run => run.Result?.Last(MetricRegistry.Main.Name)).ToList();
        // Values of different features stand in one column only with their names.
        var values = main.OfType<MetricRecord>().ToList();
        var labels = values.Select(value => MetricLabels.Among(value, values)).Distinct().ToList();
        var header = labels.Count switch { 0 => MetricRegistry.Main.Label, 1 => labels[0], _ => "value" };
        // Said of all where it is not the same of all, so that nobody compares what was trained otherwise.
        var precisions = runs.Select(run => run.Result is { } result ? SettingValue.Format(result.Spec.Recipe.Precision) : "–").ToList();
        var saysPrecision = runs.Any(run => run.Result is { } result && result.Spec.Recipe.Precision != Precision.Float32);
        string[] titles = ["run", "status", "step", "time", .. saysPrecision ? ["trained in"] : Array.Empty<string>(), header];
        TextTable.Write(Console.Out, titles, runs.Zip(main, precisions).Select(row =>
        {
            var (run, record, precision) = row;
            return (string[])
            [
                run.Directory.Id, run.Status,
                run.State is { } state ? FormattableString.Invariant($"{state.Step:N0}/{state.Steps:N0}") : "–",
                run.State is { } trained ? SuiteDisplay.Duration(trained.Seconds) : "–",
                .. saysPrecision ? [precision] : Array.Empty<string>(),
                record is { Value: { } value }
                    ? FormattableString.Invariant($"{value:G4}") + (labels.Count > 1 ? $" {MetricLabels.Among(record, values)}" : "") : "–",
            ];
        }), 2);
    }
}
