using System.Globalization;
using GanBench.Engine;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Training and evaluation beside a thread that allocates and collects: no failure, and the bits of the quiet run. Then the error that this
/// guards against, in a loop of one call, and the same loop with its scalars held.
/// </summary>
internal static class StressBenchmark
{
    private static readonly TimeSpan LoopTime = TimeSpan.FromSeconds(15);

    /// <summary>Arguments: steps (2,000). Ends with 1 where something failed, or where the unguarded loop did not.</summary>
    public static int Run(string[] args)
    {
        var steps = args.Length > 0 ? args[0] : "2000";
        var right = true;
        Console.WriteLine($"{"beside a thread that collects",-44} {"steps",10} {"failures",9}   result");
        foreach (var work in StressWork.All)
        {
            var quiet = Result("work", work.Name, steps, "quiet");
            var pressed = Result("work", work.Name, steps, "pressed");
            var same = quiet is not null && quiet == pressed;
            right &= same && quiet!.Value.Failures == 0;
            Console.WriteLine(
                $"{work.Name,-44} {steps,10} {Failures(pressed),9}   {(same ? "bits of the quiet run" : "NOT the bits of the quiet run")}");
        }
        var unguarded = Loop("scalars made for the call: n.add_(1)", "made");
        var guarded = Loop("scalars held: n.add_(one, one)", "held");
        right &= guarded == 0;
        if (unguarded == 0)
            Console.WriteLine("The unguarded loop did not fail this time, so this run proves nothing.");
        return right && unguarded > 0 ? 0 : 1;
    }

    /// <summary>
    /// Arguments: work NAME STEPS quiet|pressed, or loop made|held. Prints failures and a checksum; calls, failures and whether the sum is
    /// right.
    /// </summary>
    public static int Work(string[] args)
    {
        TorchEngine.Start(new EngineOptions());
        if (args[0] == "loop")
        {
            var (calls, failures, rightSum) = ScalarLoop.Run(LoopTime, args[1] == "held");
            Console.WriteLine($"{calls} {failures} {rightSum}");
            return 0;
        }
        var work = StressWork.Find(args[1]);
        using var pressure = args[3] == "pressed" ? new AllocationPressure() : null;
        var result = work.Run(int.Parse(args[2], CultureInfo.InvariantCulture));
        Console.WriteLine($"{result.Failures} {result.Checksum}");
        return 0;
    }

    // Failures and checksum; null where the process died.
    private static (int Failures, string Checksum)? Result(params string[] arguments) =>
        Start(arguments) is [var failures, var checksum] ? (int.Parse(failures, CultureInfo.InvariantCulture), checksum) : null;

    private static long Loop(string title, string kind)
    {
        if (Start("loop", kind) is not [var calls, var failures, var rightSum])
        {
            Console.WriteLine($"{title,-44} {"",10} {"",9}   the process died");
            return 1;
        }
        Console.WriteLine($"{title,-44} {calls,10} {failures,9}   {(bool.Parse(rightSum) ? "right sum" : "WRONG sum")}");
        return long.Parse(failures, CultureInfo.InvariantCulture) + (bool.Parse(rightSum) ? 0 : 1);
    }

    private static string[]? Start(params string[] arguments)
    {
        try
        {
            return SideBySide.OurLines(["stress-worker", .. arguments])[^1].Split(' ');
        }
        catch (ProcessEndedException e)
        {
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }

    private static string Failures((int Failures, string Checksum)? result) =>
        result is { } r ? r.Failures.ToString(CultureInfo.InvariantCulture) : "died";
}
