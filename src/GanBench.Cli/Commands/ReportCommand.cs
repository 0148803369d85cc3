using System.Globalization;
using System.CommandLine;
using System.Text.Json;
using GanBench.Architectures;
using GanBench.Networks;
using GanBench.Reporting;
using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Text;
using GanBench.Training.Checkpoints;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench report</c>: run directories → HTML, PDF and tables.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string[]> Runs = new("runs")
    {
        Description = "Runs to report (ids, unique beginnings or paths). Default: all in --runs-dir.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "The PDF. The HTML page, tables and numbers are written beside it, under its name.",
        HelpName = "FILE.pdf",
        DefaultValueFactory = _ => Path.Combine("artifacts", "report.pdf"),
    };

    private static readonly Option<string> Title =
        new("--title") { Description = "Title on the cover.", HelpName = "TEXT", DefaultValueFactory = _ => "GAN benchmark report" };

    private static readonly Option<string?> Suite = new("--suite")
    {
        Description = "Report the runs of a suite, beside its published values and claims.",
        HelpName = "SUITE",
    };

    private static readonly Option<string?> Survey = new("--survey")
    {
        Description = "Results of a survey, as 'ganbench survey tally --output' writes them; with --suite for its table and claims too.",
        HelpName = "FILE.json",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("report", "Write the report of finished and unfinished runs as HTML and PDF, with tables beside it.")
        {
            Runs, Suite, Output, Title, Survey, CommonOptions.DataDirectory,
        };
        PlanOptions.AddTo(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench report",
            "ganbench report --suite quick --output artifacts/quick.pdf",
            "ganbench report dcgan-mnist-s1-3fa9c2d1e0 --output dcgan.pdf --title \"DCGAN on MNIST\"");
        return command;
    }

    private static async Task<int> Execute(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = result.GetValue(CommonOptions.RunsDirectory)!;
        var names = result.GetValue(Runs) ?? [];
        if (result.GetValue(Suite) is { } suite)
        {
            if (names.Length > 0)
                throw new UsageException("--suite reports the runs of a suite: name either runs or a suite.");
            return await ReportSuiteAsync(result, suite, folder, cancellationToken);
        }
        IReadOnlyList<RunDirectory> runs = names.Length > 0
            ? [.. names.Select(n => RunReference.Parse(n, folder).Directory)]
            : RunDirectory.List(folder);
        if (runs.Count == 0)
            throw new DataException($"{Path.GetFullPath(folder)} holds no runs to report. 'ganbench train' makes one.");
        var options = new ReportOptions
        {
            Title = result.GetValue(Title)!,
            Networks = Networks(runs),
            Survey = ReadSurvey(result),
            Repeat = Commands(runs),
        };
        await WriteAsync(ReportBuilder.FromRuns(runs, options), result.GetValue(Output)!, cancellationToken);
        return ExitCodes.Done;
    }

    private static async Task<int> ReportSuiteAsync(ParseResult result, string suite, string folder, CancellationToken cancellationToken)
    {
        var plan = PlanOptions.Plan(result, suite);
        var words = plan.Choices.Arguments();
        var survey = ReadSurvey(result);
        var results = SuiteResults.Collect(plan, folder, survey);
        if (results.Directories.Count == 0)
            throw new DataException(
                $"{Path.GetFullPath(folder)} holds no runs of suite {plan.Suite.Name} with profile {plan.Profile.Name}."
                + $"{OtherRuns.Hint(result, suite)} Runs that were made with another --profile, --seed, --numerics or --precision are "
                + "reported with the same. To make them: " + ShellWord.Join(["ganbench", "suite", "run", suite, .. words]));
        var title = (plan.Suite.Title.Length > 0 ? plan.Suite.Title : plan.Suite.Name) + Partial(plan, folder);
        var options = new ReportOptions
        {
            Title = result.GetResult(Title) is { Implicit: false } ? result.GetValue(Title)! : title,
            Suite = plan.Suite.Name,
            Profile = $"{plan.Profile.Name}: {plan.Profile.Rule}",
            Studies = [.. results.Studies.Where(study => study.IsStudy)],
            Networks = Networks(results.Directories),
            Survey = survey,
            Repeat = [ShellWord.Join(["ganbench", "suite", "run", suite, .. words]),
                ShellWord.Join(["ganbench", "report", "--suite", suite, .. words,
                    .. survey is null ? Array.Empty<string>() : ["--survey", result.GetValue(Survey)!]])],
        };
        var output = result.GetValue(Output)!;
        await WriteAsync(ReportBuilder.FromRuns(results.Directories, options), output, cancellationToken);
        AtomicFile.WriteAllText(
            ReportWriter.Beside(output, "claims.json"),
            JsonSerializer.Serialize(results.Studies.SelectMany(s => s.Claims), RunJson.Indented) + "\n");
        return ExitCodes.Done;
    }

    // A suite that was stopped, or lacks data, has a report of what is there, which says that it is not all.
    private static string Partial(SuitePlan plan, string runsFolder)
    {
        var runs = PlanStatus.Of(plan, runsFolder, null, checkData: false).Runs;
        var done = runs.Count(PlanStatus.IsFinished);
        return done == runs.Count ? "" : FormattableString.Invariant($" (partial: {done} of {runs.Count} runs)");
    }

    private static HumanJudgement? ReadSurvey(ParseResult result) => result.GetValue(Survey) is { } file ? HumanJudgement.Load(file) : null;

    /// <summary>Writes a report and says where it is.</summary>
    internal static async Task WriteAsync(ReportModel report, string output, CancellationToken cancellationToken)
    {
        if (!output.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--output must end in .pdf (was '{output}').");
        var files = await ReportWriter.WriteAsync(report, output, cancellationToken);
        if (files.Pdf is null)
            Console.Error.WriteLine($"ganbench: {files.Message}");
        Console.Out.WriteLine(files.Pdf ?? files.Html);
    }

    /// <summary>Summaries of the networks of runs, each pair of networks once.</summary>
    internal static IReadOnlyList<NetworkSummaryTable> Networks(IEnumerable<RunDirectory> runs)
    {
        var tables = new List<NetworkSummaryTable>();
        var seen = new HashSet<string>();
        foreach (var run in runs)
        {
            var spec = run.ReadSpec();
            var shape = CheckpointModel.ShapeOf(run, spec);
            var key = $"{spec.Architecture}|{shape}|{spec.Recipe.Network}";
            var architecture = ArchitectureRegistry.All.FirstOrDefault(a => a.Name == spec.Architecture);
            if (!seen.Add(key) || architecture is null || !architecture.Supports(shape))
                continue;
            tables.Add(Table(architecture.Name, architecture.Generator(shape, spec.Recipe.Network)));
            tables.Add(Table(architecture.Name, architecture.Discriminator(shape, spec.Recipe.Network)));
        }
        return tables;
    }

    private static NetworkSummaryTable Table(string architecture, Network network) => new()
    {
        Architecture = architecture,
        Network = network.Name,
        Input = network.Input.ToString(),
        Layers = [.. network.Summary.Select((row, i) => new NetworkLayerRow(row.Layer, row.Output.ToString(), row.Parameters.Total)
        {
            // Activations, dropout and normalisations: the shape stays, and at most a scale and a shift per channel is learned.
            Continues = i > 0 && row.Output == network.Summary[i - 1].Output && row.Parameters.Trainable <= 2L * row.Output.Channels,
        })],
        Parameters = network.Parameters.Total,
        Trainable = network.Parameters.Trainable,
    };

    private static IReadOnlyList<string> Commands(IReadOnlyList<RunDirectory> runs)
    {
        const int most = 10;
        var commands = runs.Select(Command).Distinct().ToList();
        return commands.Count <= most ? commands
            : [.. commands.Take(most), $"# and {commands.Count - most} more: spec.yaml in the folder of a run says all of its settings"];
    }

    private static string Command(RunDirectory run)
    {
        var spec = run.ReadSpec();
        return string.Create(CultureInfo.InvariantCulture,
            $"ganbench train --architecture {spec.Architecture} --dataset {ShellWord.Quote(spec.Dataset)} --steps "
            + $"{spec.Training.Steps} --batch-size {spec.Training.BatchSize} --seed {spec.Seed}");
    }
}
