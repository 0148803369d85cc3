using System.Text.Json;
using GanBench.Microbenchmarks.Workloads;
using GanBench.Runs;
using GanBench.Storage;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>
/// Measures workloads one after the other and writes what came out, anew after each, so that a stopped run has what it did.
/// </summary>
internal static class MeasureCommand
{
    /// <summary>Arguments: see <see cref="MeasureOptions"/>. Ends with 1 where ours failed or two sides did not do the same.</summary>
    public static int Run(string[] args)
    {
        var options = MeasureOptions.Parse(args);
        var workloads = options.Choose(WorkloadRegistry.All(options.Quick));
        Console.Error.WriteLine("Measuring the machine.");
        var report = new MeasureReport { Date = options.Date, Machine = Machine(), Workloads = [] };
        var progress = new MeasureProgress(workloads, options.Rounds, Console.Error);
        var runner = new WorkloadRunner(options.Rounds, progress.Starts);
        foreach (var workload in workloads)
        {
            report = report with { Workloads = [.. report.Workloads, runner.Run(workload)] };
            Write(report, options.Output);
        }
        // What else ran at the start may be over.
        Console.Error.WriteLine("Measuring the machine again.");
        report = report with { Machine = report.Machine with { Limits = report.Machine.Limits.OrBetter(MeasureMachine().Limits) } };
        Write(report, options.Output);
        Console.Write(MeasureTables.Console(report));
        Console.Error.WriteLine($"Written to {Path.GetFullPath(options.Output)}: measure.md and measure.json.");
        return report.Workloads.Any(w => w.Problem is not null) ? 1 : 0;
    }

    private static MeasuredMachine Machine()
    {
        // The load before anything of ours runs.
        var load = MachineWorker.Load();
        var machine = MeasureMachine();
        return machine with
        {
            Environment = new Dictionary<string, string>(machine.Environment)
            {
                [PythonPeer.Torch] = PythonPeer.Version("torch") ?? $"none: {PythonPeer.WhyNot("torch")}",
                ["load average at the start"] = load,
            },
        };
    }

    private static MeasuredMachine MeasureMachine() =>
        JsonSerializer.Deserialize<MeasuredMachine>(SideBySide.OurLines("worker", "machine")[^1], RunJson.Line)!;

    private static void Write(MeasureReport report, string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.WriteAllText(Path.Combine(folder, "measure.json"), report.ToJson());
        AtomicFile.WriteAllText(Path.Combine(folder, "measure.md"), MeasureTables.Markdown(report));
    }
}
