using System.CommandLine;
using System.Runtime.InteropServices;
using GanBench;
using GanBench.Engine;
using GanBench.Scaling;

var name = new Option<string[]>("--name") { Description = "Only these curves: " + string.Join(", ", ScalingCurve.All.Select(c => c.Name)) };
name.AcceptOnlyFromAmong([.. ScalingCurve.All.Select(curve => curve.Name)]);
var output = new Option<string>("--output")
{
    Description = "Folder of scaling.md; table and pictures lie in its folder scaling.",
    DefaultValueFactory = _ => "artifacts",
};
var rounds = new Option<int?>("--rounds") { Description = "Processes for each point: 3, and 1 with --quick." };
var quick = new Option<bool>("--quick") { Description = "Fewer points and shorter processes: shows the shape." };
var fresh = new Option<bool>("--fresh") { Description = "Measures again what the table has." };

var root = new RootCommand("Measures how time and memory grow with batch, image, width, processes, steps and data, and draws it.")
{
    name, output, rounds, quick, fresh,
};
root.SetAction(async parsed =>
{
    var names = parsed.GetValue(name) ?? [];
    var curves = ScalingCurve.All.Where(curve => names.Length == 0 || names.Contains(curve.Name)).ToList();
    var isQuick = parsed.GetValue(quick);
    var processes = Math.Max(1, parsed.GetValue(rounds) ?? (isQuick ? 1 : 3));
    var options = new ScalingOptions(curves, parsed.GetValue(output)!, processes, isQuick, parsed.GetValue(fresh));
    using var stop = new CancellationTokenSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    var folder = Directory.CreateTempSubdirectory("ganbench-scaling-");
    try
    {
        var work = new ScalingWork(folder.FullName, processes, stop.Token);
        var run = new ScalingRun(options, Console.Error);
        var all = run.Measure(ScalingConditions.Here(work.Worker("libtorch")[0], processes, isQuick), work, stop.Token);
        await run.DrawAsync();
        Console.Out.WriteLine($"{options.Page}, {options.Table}");
        return all ? ExitCodes.Done : ExitCodes.Interrupted;
    }
    catch (GanBenchException e)
    {
        Console.Error.WriteLine(e.Message);
        return e.ExitCode;
    }
    finally
    {
        folder.Delete(recursive: true);
    }

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
});

var worker = new Argument<string>("worker");
var arguments = new Argument<string[]>("arguments");
var work = new Command("work", "What the processes of a measurement do.") { worker, arguments };
work.Hidden = true;
work.SetAction(parsed =>
{
    Action<string[]> does = parsed.GetValue(worker) switch
    {
        "step" => StepWorker.Steps,
        "product" => _ => StepWorker.Product(),
        "memory" => MemoryWorker.Run,
        "libtorch" => _ => Console.WriteLine(TorchEngine.Describe().Libtorch),
        var other => throw new UsageException($"There is no worker {other}."),
    };
    does(parsed.GetValue(arguments)!);
});
root.Add(work);
// Signals are for the measurement, which ends in its own time.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
