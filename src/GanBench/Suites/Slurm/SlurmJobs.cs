using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;

namespace GanBench.Suites.Slurm;

/// <summary>
/// The job arrays of one plan over a shared folder of runs, by their common name: the suite's with a hash of its runs, so that element 3 of
/// one suite, or of the suite before it was edited, is not taken for that of another.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="runsFolder">The shared folder of runs.</param>
public sealed partial class SlurmJobs(SuitePlan plan, string runsFolder)
{
    private const string FolderName = "slurm";

    /// <summary>Name of the jobs in Slurm.</summary>
    public string Name { get; } = $"{plan.Suite.Name}-{Hash(plan)}";

    /// <summary>Folder of scripts and logs.</summary>
    public string Folder { get; } = Path.Combine(Path.GetFullPath(runsFolder), FolderName);

    /// <summary>The script of an array.</summary>
    /// <param name="wave">Its number: runs that start from others are a later one.</param>
    public string Script(int wave) => Path.Combine(Folder, FormattableString.Invariant($"{Name}-{wave}.sh"));

    /// <summary>The latest log of each element that has one, below the folder of runs as it was named.</summary>
    public IReadOnlyDictionary<int, string> Logs() => !Directory.Exists(Folder) ? new Dictionary<int, string>()
        : Directory.EnumerateFiles(Path.Combine(runsFolder, FolderName), Name + "-*.log")
            .Select(file => (File: file, Element: LogName().Match(Path.GetFileName(file)[(Name.Length + 1)..]).Groups["element"].Value))
            .Where(log => log.Element.Length > 0)
            .GroupBy(log => int.Parse(log.Element, CultureInfo.InvariantCulture), log => log.File)
            .ToDictionary(g => g.Key, g => g.MaxBy(File.GetLastWriteTimeUtc)!);

    /// <summary>
    /// Elements in Slurm's queue, each with its job there ("17_3") and its state ("pending", "running", …); none where nothing was
    /// submitted, or where this machine cannot ask.
    /// </summary>
    public IReadOnlyDictionary<int, (string Job, string State)> Queue()
    {
        var states = new Dictionary<int, (string, string)>();
        if (!File.Exists(Script(0)))
            return states;
        try
        {
            string[] arguments = ["--noheader", "--array", "--name", Name, "--format", "%K %i %T"];
            using var process = Process.Start(
                new ProcessStartInfo("squeue", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            foreach (var line in process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var element, var job, var state]
                    && int.TryParse(element, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    states[number] = (job, state.ToLowerInvariant());
            }
            process.WaitForExit();
            _ = errors.Result;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A folder of a cluster can be read where there is no Slurm.
        }
        return states;
    }

    private static string Hash(SuitePlan plan)
    {
        var runs = string.Join('\n', plan.DistinctRuns.Select(RunIndex.Key));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(runs)))[..8];
    }

    [GeneratedRegex(@"^\d+_(?<element>\d+)\.log$")]
    private static partial Regex LogName();
}
