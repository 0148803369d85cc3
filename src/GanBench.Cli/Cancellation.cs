using System.Globalization;
using System.Runtime.InteropServices;

namespace GanBench.Cli;

/// <summary>
/// The process's cancellation: the first Ctrl-C or SIGTERM asks the command to save its work and stop, the second ends the process. So does
/// a terminal that goes away (SIGHUP), however often it says so; under nohup, which ignores that, the work goes on.
/// </summary>
internal static class Cancellation
{
    private static readonly CancellationTokenSource Source = new();
    private static int _signals;

    /// <summary>Cancelled by the first signal.</summary>
    public static CancellationToken Token => Source.Token;

    /// <summary>Begins to listen.</summary>
    /// <returns>Stops listening when disposed.</returns>
    public static IDisposable Listen()
    {
        var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var hangUp = IgnoresHangUp() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp);
        return new Registration(interrupt, terminate, hangUp);
    }

    /// <summary>Cancels when a stream ends: the process at its other end has closed it, or is no more.</summary>
    /// <param name="input">The stream; what comes through it is of no interest.</param>
    public static void WhenClosed(Stream input) => new Thread(() =>
    {
        var buffer = new byte[256];
        while (input.Read(buffer) > 0)
        {
            // Nobody writes here.
        }
        Source.Cancel();
    })
    {
        IsBackground = true,
        Name = "waits for the end of standard input",
    }.Start();

    // Only signals are counted: one that comes together with the end of the input is the first and must not end the process.
    private static void Stop(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
            return;
        context.Cancel = true;
        Source.Cancel();
    }

    // Shell and kernel both send one when a terminal closes.
    private static void HangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        Source.Cancel();
    }

    // Listening would end what nohup has arranged.
    private static bool IgnoresHangUp()
    {
        const string Ignored = "SigIgn:", Status = "/proc/self/status";
        const ulong HangUpBit = 1;
        return OperatingSystem.IsLinux() && File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } line
            && ulong.TryParse(line.AsSpan(Ignored.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var signals)
            && (signals & HangUpBit) != 0;
    }

    private sealed record Registration(params IDisposable?[] All) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in All)
                one?.Dispose();
        }
    }
}
