using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GanBench.Datasets;
using GanBench.Metrics;
using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Suites.Slurm;
using GanBench.Text;

namespace GanBench.Cli.Display;

/// <summary>Shows a suite on stderr: a line per run that ended, and below them what is under way and the time left.</summary>
/// <param name="writer">Where to.</param>
/// <param name="open">The runs that are not done, by their number in the plan.</param>
/// <param name="clock">Knows the runs that are done.</param>
internal sealed class SuiteDisplay(TextWriter writer, IReadOnlyDictionary<int, RunCost> open, SuiteClock clock)
    : IProgress<SuiteProgress>, IDisposable
{
    // Name of the suite's own bar; those of runs are named by their prefixes.
    private const string Suite = "suite";

    private static readonly TimeSpan TerminalInterval = TimeSpan.FromMilliseconds(200), PlainInterval = TimeSpan.FromSeconds(15);

    private readonly LiveDisplay _live = new(writer);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly SortedDictionary<int, ActiveRun> _active = [];
    private readonly Dictionary<int, RunCost> _waiting = new(open);
    private TimeSpan _last = TimeSpan.MinValue;

    /// <summary>The display of a plan, or of the elements of it that are asked for, which knows what is done already.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    /// <param name="elements">Numbers of the runs that are asked for; null for all.</param>
    /// <param name="jobs">Runs at the same time.</param>
    public static SuiteDisplay Of(
        TextWriter writer, SuitePlan plan, string runsFolder, IReadOnlyCollection<int>? elements, int jobs)
    {
        var runs = PlanStatus.Of(plan, runsFolder, null, checkData: false).Runs;
        var clock = new SuiteClock(jobs);
        foreach (var run in runs.Where(run => run.State?.Status == RunStatus.Completed))
            clock.Learn(Cost(run.Plan!), run.State!.Seconds / run.State.Steps);
        return new SuiteDisplay(
            writer,
            runs.Index().Where(r => elements?.Contains(r.Index) != false && !PlanStatus.IsFinished(r.Item))
                .ToDictionary(r => r.Index, r => Cost(r.Item.Plan!)),
            clock);
    }

    /// <summary>Shows the fetching and decoding of datasets.</summary>
    public IProgress<DatasetProgress> Datasets => new DatasetDisplay(_live);

    /// <inheritdoc/>
    public void Dispose() => _live.Dispose();

    /// <inheritdoc/>
    public void Report(SuiteProgress value)
    {
        _waiting.Remove(value.Index);
        if (value.Outcome is { } outcome)
        {
            if (_active.Remove(value.Index, out var ended) && outcome.End == RunEnd.Completed)
                ended.Teach(clock, _since.Elapsed);
            _live.Remove(Prefix(value));
            foreach (var line in Lines(outcome).Prepend($"{Prefix(value)}: {Describe(outcome)}"))
                _live.WriteLine(line);
            if (_live.IsTerminal)
                ShowBars(value.Count, _since.Elapsed);
            return;
        }
        var now = _since.Elapsed;
        var due = _last == TimeSpan.MinValue || now - _last >= (_live.IsTerminal ? TerminalInterval : PlainInterval);
        if (!_active.TryGetValue(value.Index, out var run))
        {
            _active[value.Index] = run = new ActiveRun(value, now);
            due = true;
        }
        run.Told = value;
        var message = value.Message is not null && (due || value.Training is not null);
        if (!message && (value.Training?.Record is null || !due))
            return;
        if (!message)
            _last = now;
        if (_live.IsTerminal)
            ShowBars(value.Count, now);
        else
            _live.Update(message ? $"{Prefix(value)}: {value.Message}" : Line(value, run, now));
    }

    /// <summary>Prints a plan with its cost, what is done, and how runs at the same time share the machine.</summary>
    public static void Plan(TextWriter output, SuitePlan plan, PlanStatus status, CostModel? cost, JobSlots? slots)
    {
        output.Write(PlanText.Write(plan));
        output.WriteLine();
        var finished = status.Runs.Count(PlanStatus.IsFinished);
        output.WriteLine(FormattableString.Invariant($"done: {finished} of {status.Runs.Count} runs"));
        foreach (var (dataset, message) in status.MissingData.OrderBy(m => m.Key, StringComparer.Ordinal))
            output.WriteLine($"missing data, {Plural.Of(status.Runs.Count(r => r.Spec.Dataset == dataset), "run")}: {message}");
        if (slots is not null)
            output.WriteLine($"shared out: {slots.Summary}");
        if (cost is null)
            return;
        var left = status.Runs.Where(r => !PlanStatus.IsFinished(r)).ToList();
        var here = left.Where(r => !status.MissingData.ContainsKey(r.Spec.Dataset)).ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"estimate: {Duration(left.Sum(r => cost.Seconds(r.Plan!, r.State?.Step ?? 0)))} of training left on this machine at "
            + $"{cost.GigaFlops:F0} GFLOP/s, {Duration(here.Sum(r => cost.Seconds(r.Plan!, r.State?.Step ?? 0)))} of it for data that is "
            + $"here; measurements come on top"));
    }

    /// <summary>Prints a plan as JSON: its runs, with their cost and what is done.</summary>
    public static void PlanJson(TextWriter output, PlanStatus status, CostModel? cost) => output.WriteLine(JsonSerializer.Serialize(
        status.Runs.Select((run, index) => new
        {
            Index = index,
            Cell = run.Plan!.Cell.Name,
            run.Spec.Architecture,
            run.Spec.Dataset,
            run.Spec.Seed,
            Run = run.Directory?.Id,
            Status = run.State?.Standing ?? "not started",
            Step = run.State?.Step ?? 0,
            run.Spec.Training.Steps,
            Done = PlanStatus.IsFinished(run),
            run.Plan.Operations,
            SecondsLeft = PlanStatus.IsFinished(run) ? 0 : cost?.Seconds(run.Plan, run.State?.Step ?? 0),
            MissingData = status.MissingData.GetValueOrDefault(run.Spec.Dataset),
        }), RunJson.Indented));

    /// <summary>Prints how runs stand.</summary>
    public static int Status(TextWriter output, PlanStatus status, SlurmJobs jobs, bool json)
    {
        var (logs, queue) = (jobs.Logs(), jobs.Queue());
        var rows = status.Runs.Select((run, index) => new
        {
            Index = index,
            Cell = run.Plan!.Cell.Name,
            run.Spec.Seed,
            Run = run.Directory?.Id,
            Status = run.State?.Standing ?? "not started",
            Step = run.State?.Step ?? 0,
            run.Spec.Training.Steps,
            Measured = run.Checkpoints.Count - run.Unmeasured,
            Checkpoints = run.Checkpoints.Count,
            // A run that never began has said why in its log alone.
            Message = run.State is not null ? run.State.Remark
                : queue.ContainsKey(index) || !logs.TryGetValue(index, out var log) ? null
                : File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0),
            Queue = queue.TryGetValue(index, out var element) ? element.State : null,
            Log = PlanStatus.IsFinished(run) ? null : Log(run, logs.GetValueOrDefault(index)),
        }).ToList();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(rows, RunJson.Indented));
            return ExitCodes.Done;
        }
        TextTable.Write(output, ["#", "cell", "seed", "status", "step", "measured", "remark"], rows.Select(r => new[]
        {
            FormattableString.Invariant($"{r.Index}"), r.Cell, FormattableString.Invariant($"{r.Seed}"), r.Status,
            FormattableString.Invariant($"{r.Step:N0}/{r.Steps:N0}"), FormattableString.Invariant($"{r.Measured}/{r.Checkpoints}"),
            string.Join("; ", new[]
            {
                r.Message, r.Queue is null || r.Queue == r.Status ? null : "in Slurm's queue: " + r.Queue,
                r.Log is null ? null : "log: " + r.Log,
            }.OfType<string>()),
        }));
        return ExitCodes.Done;
    }

    /// <summary>Prints what came of a suite and returns its exit code.</summary>
    public static int Summary(TextWriter output, IReadOnlyList<RunOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(o => o.IsFailure || o.End == RunEnd.NoData))
        {
            foreach (var line in Lines(outcome).Prepend($"{Label(outcome.Run)}: {Describe(outcome)}"))
                output.WriteLine(line);
        }
        var counts = outcomes.GroupBy(o => o.End).OrderBy(g => g.Key)
            .Select(g => FormattableString.Invariant($"{g.Count()} {Name(g.Key)}"));
        if (outcomes is not [{ IsFailure: true } or { End: RunEnd.NoData }])
            output.WriteLine($"{Plural.Of(outcomes.Count, "run")}: {string.Join(", ", counts)}");
        return ExitCode(outcomes);
    }

    /// <summary>The exit code that outcomes stand for.</summary>
    public static int ExitCode(IReadOnlyList<RunOutcome> outcomes) =>
        outcomes.Any(o => o.IsFailure) ? ExitCodes.Failed
        : outcomes.Count > 0 && outcomes.All(o => o.End == RunEnd.NoData) ? ExitCodes.Data : ExitCodes.Done;

    /// <summary>A run as lists name it.</summary>
    public static string Label(PlannedRun run) => FormattableString.Invariant($"{run.Cell.Name} seed {run.Spec.Seed}");

    /// <summary>A span of time in words short enough for a status line.</summary>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9));
        return time.TotalDays >= 2 ? FormattableString.Invariant($"{time.TotalDays:F1} days")
            : time.TotalHours >= 1 ? FormattableString.Invariant($"{(int)time.TotalHours}:{time.Minutes:D2} h")
            : time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes}:{time.Seconds:D2} min")
            : FormattableString.Invariant($"{time.TotalSeconds:F0} s");
    }

    // A bar of the suite, and one of each run under way.
    private void ShowBars(int count, TimeSpan now)
    {
        // What was said of a dataset's preparation is past once a run goes on.
        _live.Remove("");
        var done = count - _waiting.Count - _active.Count;
        _live.Update($"{done} of {count} runs{SuiteLeft(now)}", (done + _active.Values.Sum(r => r.Share)) / count, Suite);
        foreach (var run in _active.Values)
        {
            var left = run.Told.Training?.Record is null ? "" : $"  {Left(run)} left";
            _live.Update($"{Prefix(run.Told)}: {Training(run)}{left}", run.Share, Prefix(run.Told));
        }
    }

    private string Line(SuiteProgress value, ActiveRun run, TimeSpan now) => _active.Count == 1
        ? $"{Prefix(value)}: {Training(run)}  {Left(run)} left in this run{SuiteLeft(now)}"
        : $"{string.Join("; ", _active.Values.Select(r => $"{Prefix(r.Told)}: {Training(r)}"))}{SuiteLeft(now)}";

    private static string Describe(RunOutcome outcome) => outcome.End switch
    {
        RunEnd.Completed =>
            FormattableString.Invariant(
                $"completed {outcome.State?.Step:N0} steps in {Duration(outcome.State?.Seconds ?? 0)}{MainValue(outcome)}"),
        RunEnd.Diverged => $"diverged: {outcome.Message}",
        RunEnd.NoData => $"no data: {outcome.Message}",
        RunEnd.InUse => outcome.Message ?? "in use",
        RunEnd.Crashed => FormattableString.Invariant($"crashed at step {outcome.State?.Step ?? 0:N0}: {outcome.Message}"),
        RunEnd.Interrupted => $"interrupted: {outcome.Message}",
        _ => $"failed: {outcome.Message}",
    };

    private static string Name(RunEnd end) =>
        end switch { RunEnd.NoData => "without data", RunEnd.InUse => "in use elsewhere", _ => end.ToString().ToLowerInvariant() };

    private static string MainValue(RunOutcome outcome) =>
        outcome.Directory is { } directory
        && new RunResult(outcome.Run, directory).Last(MetricRegistry.Main.Name) is { Value: { } value } record
            ? FormattableString.Invariant($", {MetricLabels.Of(record)} {value:G4}") : "";

    // The last words of a process that died, below its row.
    private static IEnumerable<string> Lines(RunOutcome outcome) => outcome.Crash is { } crash
        ? [.. crash.LastLines.Select(l => "    | " + l), .. outcome.Log is { } log ? new[] { "    log: " + log } : []]
        : [];

    // A cluster's log holds everything; that in the run directory is of processes that a suite started here.
    private static string? Log(RunResult run, string? cluster) =>
        cluster ?? (run.Directory is { } directory && File.Exists(directory.LogFile) ? directory.LogFile : null);

    private static string Prefix(SuiteProgress value) =>
        FormattableString.Invariant($"[{value.Index + 1}/{value.Count}] {Label(value.Run)}");

    private static string Training(ActiveRun run) => run.Told.Training is { Record: { } record } training
        ? FormattableString.Invariant($"{training.Step:N0}/{training.Steps:N0}  ")
            + FormattableString.Invariant($"D {record[ProgressRecord.LossD]:F3}  G {record[ProgressRecord.LossG]:F3}")
        : run.Told.Message ?? "starting";

    private static string Left(ActiveRun run) =>
        run.UnderWay is { SecondsPerStep: { } seconds } underWay ? Duration(underWay.StepsLeft * seconds) : "?";

    private string SuiteLeft(TimeSpan now) =>
        clock.Left(now, [.. _active.Values.Select(run => run.UnderWay)], _waiting.Values) is { } seconds
            ? $", about {Duration(seconds)} left in all" : "";

    private static RunCost Cost(PlannedRun run) => new(
        $"{run.Cell.Suite}/{run.Cell.Name}", run.Spec.Architecture, run.Operations / run.Spec.Training.Steps, run.Spec.Training.Steps);

    // A run that is under way: where this process found it, and what it told last.
    private sealed class ActiveRun(SuiteProgress first, TimeSpan start)
    {
        private readonly RunCost _cost = Cost(first.Run);
        private readonly int _firstStep = first.Training?.Step ?? 0;
        private readonly StepTimes _times = new();
        private int _step = first.Training?.Step ?? 0;

        public SuiteProgress Told
        {
            get;
            set
            {
                (field, _step) = (value, value.Training?.Step ?? _step);
                if (value.Training?.Record is { } record)
                    _times.Add(record.Step, record.Seconds);
            }
        } = first;

        public RunUnderWay UnderWay => new(_cost, _cost.Steps - _step, _times.Median);

        public double Share => (double)_step / _cost.Steps;

        public void Teach(SuiteClock clock, TimeSpan now)
        {
            if (_times.Median is not { } seconds)
                return;
            clock.Learn(_cost, seconds);
            clock.LearnBesideSteps((now - start).TotalSeconds - ((_cost.Steps - _firstStep) * seconds));
        }
    }
}
