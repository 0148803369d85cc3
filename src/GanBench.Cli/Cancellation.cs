using System.Runtime.InteropServices;

namespace GanBench.Cli;

/// <summary>The process's cancellation: the first Ctrl-C or SIGTERM asks the command to save its work and stop, the second ends the process.</summary>
internal static class Cancellation
{
    private static readonly CancellationTokenSource Source = new();

    /// <summary>Cancelled by the first signal.</summary>
    public static CancellationToken Token => Source.Token;

    /// <summary>Begins to listen.</summary>
    /// <returns>Stops listening when disposed.</returns>
    public static IDisposable Listen()
    {
        var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return new Registration(interrupt, terminate);
    }

    private static void Stop(PosixSignalContext context)
    {
        if (Source.IsCancellationRequested)
            return;
        context.Cancel = true;
        Source.Cancel();
    }

    private sealed record Registration(IDisposable First, IDisposable Second) : IDisposable
    {
        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
