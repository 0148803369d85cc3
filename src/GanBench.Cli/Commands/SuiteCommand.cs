using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Datasets;
using GanBench.Runs;
using GanBench.Suites.Guide;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Running;
using GanBench.Suites.Slurm;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench suite</c>: plans, runs and watches the suites of <c>benchmarks/suites</c> and those of users.</summary>
internal static class SuiteCommand
{
    private const string LocalExecutor = "local", SlurmExecutorName = "slurm";

    /// <summary>The suite.</summary>
    internal static Argument<string> Name { get; } = new("suite")
    {
        Description = "Name of a suite that comes with GanBench, or path of a suite file.",
    };

    /// <summary>Whether to print the plan only.</summary>
    internal static Option<bool> DryRun { get; } =
        new("--dry-run") { Description = "Print the plan with its cost and what is done, then stop." };

    /// <summary>Whether the plan has no estimate.</summary>
    internal static Option<bool> NoEstimate { get; } =
        new("--no-estimate") { Description = "Do not measure this machine for the estimate of time." };

    private static readonly Option<string> Executor = new("--executor")
    {
        Description =
            "local: here, one run after the other, or --jobs at once, each in a process of its own. slurm: as a job array over a shared "
            + "--runs-dir.",
        HelpName = "NAME",
        DefaultValueFactory = _ => LocalExecutor,
    };

    private static readonly Option<int[]> Element = new("--element")
    {
        Description = "Do only these runs of the plan, by their number from 0; in this process, unless --jobs asks for several.",
        HelpName = "N",
    };

    private static readonly Option<bool> InProcess = new("--in-process")
    {
        Description = "Do all runs in this process, for debugging: a native abort then ends the suite, not one run.",
    };

    // How a suite talks with the processes that it starts; no option for people.
    private static readonly Option<string?> Progress = new("--progress") { Hidden = true };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("suite", "Plan, run and watch suites: grids of runs with published values and claims.")
        {
            CreateRun(), CreatePlan(), CreateStatus(), BaselineCommands.CreateBaseline(), BaselineCommands.CreateCheck(), CreateList(),
            CreateShow(), CreateSchema(),
        };
        HelpExamples.Attach(command,
            "ganbench suite list",
            "ganbench suite plan chen-2019",
            "ganbench suite run quick --runs-dir runs");
        return command;
    }

    private static Command CreateRun()
    {
        var command = new Command("run", "Do every run of a suite that is not done, and measure it. Stopped and started again, it goes on.")
        {
            Name, DryRun, NoEstimate, Executor, JobOptions.Jobs, JobOptions.RunsPerDevice, Element, InProcess, Progress,
            CommonOptions.DataDirectory,
        };
        PlanOptions.AddTo(command);
        command.Add(CommonOptions.Device);
        command.Add(CommonOptions.Threads);
        command.Add(CommonOptions.TensorBoard);
        command.Add(CommonOptions.ForcePrecision);
        command.SetAction(RunAsync);
        HelpExamples.Attach(command,
            "ganbench suite run quick",
            "ganbench suite run smoke --in-process",
            "ganbench suite run chen-2019 --profile minutes --data-dir ~/data",
            "ganbench suite run chen-2019 --only \"*/mnist\" --profile minutes",
            "ganbench suite run my-suite.yaml --parallel 4",
            "ganbench suite run my-suite.yaml --device cuda --jobs 2",
            "ganbench suite run my-suite.yaml --device cuda --runs-per-device 3",
            "ganbench suite run full --executor slurm --runs-dir /shared/runs --device cuda");
        return command;
    }

    private static Command CreatePlan()
    {
        var command = new Command("plan", "Print the runs of a suite, an estimate of their cost, and what is done.")
        {
            Name, NoEstimate, CommonOptions.DataDirectory, CommonOptions.Json,
        };
        PlanOptions.AddTo(command);
        command.Add(CommonOptions.Device);
        command.Add(CommonOptions.Threads);
        command.SetAction(result => PrintPlan(result, PlanOptions.Plan(result, result.GetValue(Name)!)));
        HelpExamples.Attach(command, "ganbench suite plan full", "ganbench suite plan chen-2019 --profile hour --no-estimate");
        return command;
    }

    private static Command CreateStatus()
    {
        var command = new Command(
            "status", "Say how the runs of a suite stand, from the files in --runs-dir and, where there is one, from Slurm's queue.")
        {
            Name, CommonOptions.Json,
        };
        PlanOptions.AddTo(command);
        command.SetAction(result =>
        {
            var plan = PlanOptions.Plan(result, result.GetValue(Name)!);
            var runs = result.GetValue(CommonOptions.RunsDirectory)!;
            var status = PlanStatus.Of(plan, runs, null, checkData: false);
            if (status.Runs.All(run => run.State is null) && OtherRuns.Hint(result, result.GetValue(Name)!) is { Length: > 0 } hint)
                Console.Error.WriteLine($"ganbench: None of these runs has begun.{hint}");
            return SuiteDisplay.Status(Console.Out, status, new SlurmJobs(plan, runs), result.GetValue(CommonOptions.Json));
        });
        HelpExamples.Attach(command, "ganbench suite status full --runs-dir /shared/runs");
        return command;
    }

    private static Command CreateList()
    {
        var command = new Command("list", "List the suites that come with GanBench.") { CommonOptions.Json };
        command.SetAction(result =>
        {
            var suites = SuiteCatalog.Names.Select(name => Planner.Plan(name, Profile.Published))
                .Select(plan => new { plan.Suite.Name, plan.Suite.Title, Runs = plan.DistinctRuns.Count }).ToList();
            if (result.GetValue(CommonOptions.Json))
                Console.Out.WriteLine(JsonSerializer.Serialize(suites, RunJson.Indented));
            else
                TextTable.Write(
                    Console.Out, ["suite", "title", "runs"], suites.Select(
                    s => new[] { s.Name, s.Title, s.Runs.ToString(CultureInfo.InvariantCulture) }), 2);
            return ExitCodes.Done;
        });
        HelpExamples.Attach(command, "ganbench suite list --json");
        return command;
    }

    private static Command CreateShow()
    {
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write studies.md, and a page per study in studies/, into this folder instead.",
            HelpName = "FOLDER",
        };
        var command = new Command(
            "show", "Print what the publications behind a suite say, item by item, and what of the suite answers it, as Markdown.")
        {
            Name, output,
        };
        command.SetAction(result =>
        {
            var plan = Planner.Plan(result.GetValue(Name)!, Profile.Published);
            var pages = StudyGuide.Studies(plan).Select(suite => (suite.Name, Text: StudyGuide.Page(plan, suite))).ToList();
            if (result.GetValue(output) is { } folder)
                WritePages(folder, [("studies", StudyGuide.Index(plan)), .. pages.Select(page => ($"studies/{page.Name}", page.Text))]);
            else
                Console.Out.WriteLine(string.Join("\n\n", pages.Select(page => page.Text)));
            return ExitCodes.Done;
        });
        HelpExamples.Attach(command, "ganbench suite show chen-2019", "ganbench suite show full --output docs");
        return command;
    }

    private static void WritePages(string folder, IEnumerable<(string Name, string Text)> pages)
    {
        foreach (var (name, text) in pages)
        {
            var file = Path.Combine(folder, name + ".md");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text + "\n");
        }
    }

    private static Command CreateSchema()
    {
        var markdown = new Option<bool>("--markdown") { Description = "Print the keys as Markdown tables instead, for people." };
        var command = new Command("schema", "Print the JSON schema of suite files, for editors.") { markdown };
        command.SetAction(result =>
        {
            Console.Out.WriteLine(result.GetValue(markdown) ? SuiteReference.Write() : SuiteSchema.Write());
            return ExitCodes.Done;
        });
        HelpExamples.Attach(command, "ganbench suite schema > suite.schema.json", "ganbench suite schema --markdown");
        return command;
    }

    /// <summary>Does the runs that are not done, and prints what came of them.</summary>
    /// <param name="result">What was typed; options that the command lacks have no value.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    internal static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var plan = PlanOptions.Plan(result, result.GetValue(Name)!);
        var inProcess = result.GetValue(InProcess);
        var onCluster = result.GetValue(Executor) == SlurmExecutorName;
        var slots = JobOptions.Read(
            result, inProcess ? "--in-process" : onCluster ? "--executor slurm" : null);
        if (result.GetValue(DryRun) && !onCluster)
            return PrintPlan(result, plan, slots);
        CommonOptions.CheckPrecision(result, plan.Runs.Select(run => run.Spec));
        var elements = Elements(result, plan);
        var runs = result.GetValue(CommonOptions.RunsDirectory)!;
        var command = new ElementCommand(
            result.GetValue(Name)!, plan, runs, result.GetValue(CommonOptions.DataDirectory), result.GetValue(CommonOptions.Device)!)
        {
            Threads = CommonOptions.ReadThreads(result, plan.Numerics),
            TensorBoard = CommonOptions.ReadTensorBoard(result),
            ForcePrecision = result.GetValue(CommonOptions.ForcePrecision),
        };
        switch (result.GetValue(Executor) ?? LocalExecutor)
        {
            case SlurmExecutorName when inProcess:
                throw new UsageException("--in-process contradicts --executor slurm.");
            case SlurmExecutorName:
                if (result.GetValue(DryRun))
                    PrintPlan(result, plan);
                Console.Out.WriteLine(SlurmExecutor.Submit(plan, runs, command, result.GetValue(DryRun)));
                return ExitCodes.Done;
            case LocalExecutor when result.GetValue(Progress) is not null:
                return RunForAnother(result, plan, elements);
            case LocalExecutor when inProcess || (elements is not null && slots.Count == 1):
                return RunHere(result, plan, elements);
            case LocalExecutor:
                return SuiteDisplay.Summary(Console.Out, await RunInProcessesAsync(plan, command, runs, slots, elements));
            default:
                throw new UsageException(
                    Text.NearestName.Unknown("executor", result.GetValue(Executor)!, [LocalExecutor, SlurmExecutorName]));
        }
    }

    private static async Task<IReadOnlyList<RunOutcome>> RunInProcessesAsync(
        SuitePlan plan, ElementCommand command, string runs, JobSlots slots, IReadOnlyCollection<int>? elements)
    {
        using var display = SuiteDisplay.Of(Console.Error, plan, runs, elements, slots.Count);
        return await new ProcessExecutor(plan, command, slots, display, display.Datasets).RunAsync(elements, Cancellation.Token);
    }

    private static int RunHere(ParseResult result, SuitePlan plan, IReadOnlyCollection<int>? elements)
    {
        IReadOnlyList<RunOutcome> outcomes;
        using (var display = SuiteDisplay.Of(Console.Error, plan, result.GetValue(CommonOptions.RunsDirectory)!, elements, jobs: 1))
            outcomes = Runner(result, plan, display, display.Datasets, TimeSpan.Zero).Run(elements, Cancellation.Token);
        return SuiteDisplay.Summary(Console.Out, outcomes);
    }

    // As the process of one run: another shows what this one tells, and this one stops when the other does.
    private static int RunForAnother(ParseResult result, SuitePlan plan, IReadOnlyCollection<int>? elements)
    {
        if (result.GetValue(Progress) != "json")
            throw new UsageException($"--progress must be json (was '{result.GetValue(Progress)}').");
        Cancellation.WhenClosed(Console.OpenStandardInput());
        using var progress = new ProgressWriter(Console.OpenStandardOutput());
        try
        {
            return SuiteDisplay.ExitCode(Runner(result, plan, progress, null, RunLock.SavingTime).Run(elements, Cancellation.Token));
        }
        catch (OperationCanceledException e)
        {
            progress.Interrupted(e.Message);
            throw;
        }
    }

    private static SuiteRunner Runner(
        ParseResult result, SuitePlan plan, IProgress<SuiteProgress> progress, IProgress<DatasetProgress>? datasets, TimeSpan patience)
    {
        var data = result.GetValue(CommonOptions.DataDirectory);
        var device = CommonOptions.StartEngine(result, plan.Numerics);
        return new SuiteRunner(plan, result.GetValue(CommonOptions.RunsDirectory)!, data, device, new CheckpointEvaluator(data))
        {
            Progress = progress,
            DatasetProgress = datasets,
            Patience = patience,
            TensorBoard = CommonOptions.ReadTensorBoard(result),
            ForcePrecision = result.GetValue(CommonOptions.ForcePrecision),
        };
    }

    private static IReadOnlyCollection<int>? Elements(ParseResult result, SuitePlan plan)
    {
        var elements = result.GetValue(Element);
        if (elements is not { Length: > 0 })
            return null;
        var count = plan.DistinctRuns.Count;
        return elements.FirstOrDefault(e => e < 0 || e >= count, -1) is var wrong && elements.Any(e => e < 0 || e >= count)
            ? throw new UsageException($"--element must be 0 to {count - 1} (was {wrong}).")
            : elements;
    }

    private static int PrintPlan(ParseResult result, SuitePlan plan, JobSlots? slots = null)
    {
        var status =
            PlanStatus.Of(
            plan, result.GetValue(CommonOptions.RunsDirectory)!, result.GetValue(CommonOptions.DataDirectory), checkData: true);
        var cost = result.GetValue(NoEstimate)
            ? null
            : CostModel.Calibrate(CommonOptions.StartEngine(result, plan.Numerics), plan.Numerics, Cancellation.Token);
        if (result.GetValue(CommonOptions.Json))
            SuiteDisplay.PlanJson(Console.Out, status, cost);
        else
            SuiteDisplay.Plan(Console.Out, plan, status, cost, slots is { Count: > 1 } ? slots : null);
        return ExitCodes.Done;
    }
}
