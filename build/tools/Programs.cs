using System.Diagnostics;

namespace GanBench.Build;

/// <summary>A program to be run.</summary>
/// <param name="Program">Its name or path.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ProgramStart(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Where it works; the current folder by default.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether it has no console: nothing to read, and what it prints is kept.</summary>
    public bool Quiet { get; init; }

    /// <summary>How long it may take; only of a quiet one.</summary>
    public TimeSpan Limit { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Environment variables beside those of this process, which a null takes away.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();
}

/// <summary>What a program left.</summary>
/// <param name="ExitCode">Its exit code; null when it was killed for taking too long.</param>
/// <param name="Output">What a quiet one printed, errors last.</param>
internal sealed record ProgramResult(int? ExitCode, string Output);

/// <summary>Runs a program to its end.</summary>
internal delegate ProgramResult RunProgram(ProgramStart start);

/// <summary>Runs programs for real.</summary>
internal static class Programs
{
    /// <inheritdoc cref="RunProgram"/>
    public static ProgramResult Run(ProgramStart start)
    {
        var info = new ProcessStartInfo(start.Program, start.Arguments)
        {
            WorkingDirectory = start.Folder,
            RedirectStandardInput = start.Quiet,
            RedirectStandardOutput = start.Quiet,
            RedirectStandardError = start.Quiet,
        };
        foreach (var (name, value) in start.Variables)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        if (!start.Quiet)
        {
            process.WaitForExit();
            return new ProgramResult(process.ExitCode, "");
        }
        // Nobody answers: a program that asks must not wait.
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExit(start.Limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        return new ProgramResult(ended ? process.ExitCode : null, Text(output) + Text(error));
    }

    // What it left running in the background may hold its output open for ever.
    private static string Text(Task<string> reading) => reading.Wait(TimeSpan.FromSeconds(5)) ? reading.Result : "";
}
