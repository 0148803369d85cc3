using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GanBench.Suites.Running;

/// <summary>
/// A process that does one run. Its standard output is its progress and everything else that it prints is its log. Its standard input
/// is held open: when that closes, because this process cancels or is no more, it saves its run and ends.
/// </summary>
internal static class ElementProcess
{
    // .NET's own count of cores: its thread pool, its parallel loops and its collector go by it.
    private const string CoresVariable = "DOTNET_PROCESSOR_COUNT";

    // The pipes of a process that is dead are closed, unless it left another that holds them.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Starts the process and waits for its end.</summary>
    /// <param name="commandLine">Program and arguments.</param>
    /// <param name="cores">Cores that it is to count with; null for all.</param>
    /// <param name="told">Gets what it tells, line by line.</param>
    /// <param name="log">Gets what it prints beside that.</param>
    /// <param name="cancellationToken">Interrupts it, which takes as long as it takes to save the run.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="EnvironmentException">It cannot be started.</exception>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> commandLine, int? cores, Action<ProgressLine> told, ProcessLog log, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(commandLine, cores);
        var output = ReadLinesAsync(process.StandardOutput, line =>
        {
            if (ProgressLine.TryParse(line, out var progress))
                told(progress);
            else if (line.Length > 0)
                log.Add(line);
        });
        var errors = ReadLinesAsync(process.StandardError, log.Add);
        using (cancellationToken.Register(() => Interrupt(process)))
            await process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await Task.WhenAll(output, errors).WaitAsync(Grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            log.Add("(The process has ended, but something that it started still holds its output.)");
        }
        return process.ExitCode;
    }

    private static Process Start(IReadOnlyList<string> commandLine, int? cores)
    {
        var start = new ProcessStartInfo(commandLine[0], commandLine.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (cores is { } count)
            start.Environment[CoresVariable] = count.ToString(CultureInfo.InvariantCulture);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new EnvironmentException($"Cannot start {commandLine[0]}: {e.Message}", e);
        }
    }

    // Not a signal: Ctrl-C sends one to the whole group already, and a second would end the process at once.
    private static void Interrupt(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> read)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            read(line);
    }
}
