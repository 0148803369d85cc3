using System.Globalization;
using System.Reflection;
using GanBench.Suites.Planning;
using GanBench.Training.TensorBoard;

namespace GanBench.Suites.Running;

/// <summary>The command line that does single runs of a plan in a process of their own: here and on a cluster.</summary>
/// <param name="Suite">Name or path of the suite, as it was given.</param>
/// <param name="Plan">The plan.</param>
/// <param name="RunsFolder">The folder that holds the runs.</param>
/// <param name="DataDirectory">Where datasets are looked for; null takes the default.</param>
/// <param name="Device">Device of the runs.</param>
public sealed record ElementCommand(string Suite, SuitePlan Plan, string RunsFolder, string? DataDirectory, string Device)
{
    /// <summary>
    /// Arguments that make the process of a run tell its progress as JSON lines on standard output (<see cref="ProgressWriter"/>), and
    /// stop as if interrupted when its standard input closes.
    /// </summary>
    public static IReadOnlyList<string> ProgressArguments { get; } = ["--progress", "json"];

    /// <summary>The program: this process's own, with the assembly where it runs under dotnet.</summary>
    public static IReadOnlyList<string> Program
    {
        get
        {
            var path = Environment.ProcessPath
                ?? throw new EnvironmentException("The path of this program is not known, so it cannot be started again.");
            return Path.GetFileNameWithoutExtension(path) == "dotnet" ? [path, Assembly.GetEntryAssembly()!.Location] : [path];
        }
    }

    /// <summary>Arguments that say how the same plan stands.</summary>
    public IReadOnlyList<string> StatusArguments() => ["suite", "status", Suite, "--runs-dir", RunsFolder, .. Plan.Choices.Arguments()];

    /// <summary>Arguments that do one run.</summary>
    /// <param name="element">Number of the run, or a shell variable that holds it.</param>
    /// <param name="threads">Threads; null for all cores.</param>
    /// <param name="device">Device in place of <see cref="Device"/>.</param>
    public IReadOnlyList<string> Arguments(string element, int? threads = null, string? device = null)
    {
        var file = File.Exists(Suite) ? Path.GetFullPath(Suite) : Suite;
        List<string> arguments =
        [
            "suite", "run", file, "--element", element, .. Plan.Choices.Arguments(), "--runs-dir", Path.GetFullPath(RunsFolder),
            "--device", device ?? Device,
        ];
        if (DataDirectory is not null)
            arguments.AddRange(["--data-dir", Path.GetFullPath(DataDirectory)]);
        if (threads is { } count)
            arguments.AddRange(["--threads", count.ToString(CultureInfo.InvariantCulture)]);
        if (ForcePrecision)
            arguments.Add("--force-precision");
        if (TensorBoard is not null)
            arguments.Add("--tensorboard");
        if (TensorBoard?.Folder is { } folder)
            arguments.Add(Path.GetFullPath(folder));
        return arguments;
    }

    /// <summary>Threads of each run that were asked for, or null.</summary>
    public int? Threads { get; init; }

    /// <summary>Where event files for TensorBoard are written; null for none.</summary>
    public TensorBoardPlace? TensorBoard { get; init; }

    /// <summary>Whether runs are trained in their precision where it is slower than float32, too.</summary>
    public bool ForcePrecision { get; init; }
}
