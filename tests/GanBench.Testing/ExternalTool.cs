using System.Diagnostics;

namespace GanBench.Testing;

/// <summary>Finds and runs programs that tests check results with.</summary>
public static class ExternalTool
{
    /// <summary>Stands for any Chromium, Chrome or Edge.</summary>
    public const string Browser = "chromium, google-chrome or microsoft-edge";

    private static readonly string[] BrowserNames =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private static readonly Lazy<string?> NumPyPython = new(() => FindPython("numpy"));

    private static readonly Lazy<string?> TorchPython = new(() => FindPython("torch"));

    /// <summary>Full path of a program on the PATH, or null.</summary>
    /// <param name="name">Its name without an extension.</param>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Full path of the browser that <c>GANBENCH_BROWSER</c> names, else of one on the PATH, or null.</summary>
    public static string? FindBrowser() =>
        Environment.GetEnvironmentVariable("GANBENCH_BROWSER") is { Length: > 0 } named
            ? File.Exists(named) ? named : null
            : BrowserNames.Select(Find).FirstOrDefault(path => path is not null);

    /// <summary>A Python that has NumPy, or null.</summary>
    public static string? FindNumPy() => NumPyPython.Value;

    /// <summary>A Python that has PyTorch, or null.</summary>
    public static string? FindTorch() => TorchPython.Value;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="name">Its name on the PATH, or its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Exit code, standard output and standard error.</returns>
    /// <exception cref="TimeoutException">It ran for more than two minutes.</exception>
    public static ToolResult Run(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} {string.Join(' ', arguments)} did not end within two minutes.");
        }
        return new ToolResult(process.ExitCode, output.Result, error.Result);
    }

    private static string? FindPython(string module) =>
        new[] { Find("python3"), "/usr/bin/python3" }.OfType<string>()
            .FirstOrDefault(p => File.Exists(p) && Run(p, "-c", "import " + module).ExitCode == 0);

    internal static string? WhyAbsent(IReadOnlyList<string> tools)
    {
        var absent = tools.Where(t => (t == Browser ? FindBrowser() : Find(t)) is null).ToList();
        return absent.Count == 0 ? null : $"Not installed: {string.Join(", ", absent)}";
    }
}

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record ToolResult(int ExitCode, string Output, string Error);
