using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GanBench.Runs;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;

namespace GanBench.Suites.Running;

/// <summary>
/// Does several runs at once, each in a process of its own with its share of the cores, and with CUDA a device in turn. A run that
/// another starts from is done before the others begin.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="command">How a single run is started.</param>
/// <param name="jobs">Processes at the same time.</param>
public sealed class ParallelExecutor(SuitePlan plan, ElementCommand command, int jobs)
{
    /// <summary>Does all runs, or some.</summary>
    /// <param name="only">Indices in <see cref="SuitePlan.DistinctRuns"/>; null for all.</param>
    /// <param name="progress">Told when a run ends.</param>
    /// <param name="cancellation">Interrupts the processes, which save their runs.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RunOutcome> Run(IReadOnlyCollection<int>? only, IProgress<SuiteProgress>? progress, CancellationToken cancellation)
    {
        var runs = plan.DistinctRuns;
        var elements = Enumerable.Range(0, runs.Count).Where(i => only is null || only.Contains(i)).ToList();
        var outcomes = new ConcurrentDictionary<int, RunOutcome>();
        // Runs that start from others come after all that do not.
        foreach (var wave in elements.GroupBy(i => Depth(runs[i])).OrderBy(g => g.Key))
        {
            var slots = new ConcurrentBag<int>(Enumerable.Range(0, jobs));
            Parallel.ForEach(wave, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, element =>
            {
                slots.TryTake(out var slot);
                outcomes[element] = RunElement(runs[element], element, slot, cancellation);
                slots.Add(slot);
                progress?.Report(new(element, runs.Count, runs[element], null, null, outcomes[element]));
            });
        }
        return [.. elements.Select(e => outcomes[e])];
    }

    private RunOutcome RunElement(PlannedRun run, int element, int slot, CancellationToken cancellation)
    {
        var program = ElementCommand.Program;
        var device = command.Device == "cuda" ? FormattableString.Invariant($"cuda:{slot}") : command.Device;
        int? threads = plan.Numerics == Numerics.Portable ? null : Math.Max(1, Environment.ProcessorCount / jobs);
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. command.Arguments(element.ToString(CultureInfo.InvariantCulture), threads, device)])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new EnvironmentException($"Cannot start {program[0]}.");
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C reaches the whole group; a lone SIGTERM does not, so it is passed on.
            Interrupt(process);
            throw;
        }
        var last = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? output.Result.Trim();
        var found = new RunResult(run, RunIndex.Read(command.RunsFolder).Find(run));
        return process.ExitCode switch
        {
            ExitCodes.Done => new RunOutcome(run, found.State?.Status == RunStatus.Diverged ? RunEnd.Diverged : RunEnd.Completed, found.Directory, found.State, found.State?.Message),
            ExitCodes.Data => new RunOutcome(run, RunEnd.NoData, null, null, last),
            _ => new RunOutcome(run, RunEnd.Failed, found.Directory, found.State, last),
        };
    }

    private static void Interrupt(Process process)
    {
        if (process.HasExited)
            return;
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        process.WaitForExit();
    }

    private static int Depth(PlannedRun run) => run.Source is null ? 0 : Depth(run.Source) + 1;
}
