using System.Collections.Concurrent;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Microbenchmarks;

/// <summary>The scripts of benchmarks/peers, run by the Python that <c>GANBENCH_PYTHON</c> names.</summary>
internal static class PythonPeer
{
    /// <summary>The name of PyTorch in tables.</summary>
    public const string Torch = "PyTorch";

    /// <summary>The interpreter.</summary>
    public static readonly string Program = Environment.GetEnvironmentVariable("GANBENCH_PYTHON") ?? "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, (string? Version, string? WhyNot)> Found = new();

    /// <summary>The version of a module, or null where it cannot be imported.</summary>
    /// <param name="module">Its name.</param>
    public static string? Version(string module) => Find(module).Version;

    /// <summary>Why one of some modules cannot be imported, or null.</summary>
    /// <param name="modules">Their names.</param>
    public static string? WhyNot(params string[] modules) => modules.Select(m => Find(m).WhyNot).FirstOrDefault(w => w is not null);

    /// <summary>Runs a script.</summary>
    /// <param name="script">Its file name.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Measurement Run(string script, params string[] arguments) =>
        Measurement.Parse(SideBySide.Lines(Program, [PathOf(script), .. arguments]));

    /// <summary>Full path of a script.</summary>
    /// <param name="script">Its file name.</param>
    public static string PathOf(string script) => Repository.PathOf("benchmarks", "peers", script);

    private static (string? Version, string? WhyNot) Find(string module) => Found.GetOrAdd(module, static name =>
    {
        if (!File.Exists(Program))
            return (null, $"{Program} is not there");
        try
        {
            return (SideBySide.Lines(Program, ["-c", $"import {name}; print({name}.__version__)"])[^1], null);
        }
        catch (ProcessEndedException)
        {
            return (null, $"{Program} cannot import {name}");
        }
    });
}
