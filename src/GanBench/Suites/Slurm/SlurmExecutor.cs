using System.Diagnostics;
using System.Globalization;
using System.Text;
using GanBench.Engine;
using GanBench.Storage;
using GanBench.Suites.Planning;
using GanBench.Suites.Running;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Slurm;

/// <summary>
/// Submits a plan to Slurm as one job array over a shared folder of runs, one element per run. Elements may be killed and queued again:
/// runs resume. Runs that start from others are a second array that waits for the first.
/// </summary>
public static class SlurmExecutor
{
    private const string TaskVariable = "$SLURM_ARRAY_TASK_ID";

    /// <summary>Submits the runs that are neither done nor in the queue already.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="runsFolder">The shared folder of runs.</param>
    /// <param name="command">How an element does its run.</param>
    /// <param name="dryRun">Whether nothing is submitted, and the scripts are printed instead.</param>
    /// <returns>What was submitted, or would be.</returns>
    /// <exception cref="EnvironmentException">There is no Slurm, or it refused the job.</exception>
    public static string Submit(SuitePlan plan, string runsFolder, ElementCommand command, bool dryRun = false)
    {
        var status = PlanStatus.Of(plan, runsFolder, null, checkData: false);
        var open = Enumerable.Range(0, status.Runs.Count).Where(i => !PlanStatus.IsFinished(status.Runs[i])).ToList();
        if (open.Count == 0)
            return $"All {status.Runs.Count} runs are done; nothing was submitted.";
        var jobs = new SlurmJobs(plan, runsFolder);
        var queue = jobs.Queue();
        var rest = open.Except(queue.Keys).ToList();
        var waiting = open.Count - rest.Count;
        var already = waiting > 0 ? $" {Plural.Of(waiting, "run")} {(waiting == 1 ? "is" : "are")} in the queue already." : "";
        var (submitted, scripts) = (new List<string>(), new StringBuilder());
        var before = new List<string>();
        foreach (var wave in rest.GroupBy(i => Depth(plan.DistinctRuns[i])).OrderBy(g => g.Key))
        {
            var sources = queue.Where(q => Depth(plan.DistinctRuns[q.Key]) < wave.Key).Select(q => q.Value.Job);
            var text = Script(plan, jobs, command, [.. wave], [.. before, .. sources]);
            if (dryRun)
            {
                scripts.Append('\n').Append(text);
                before.Add("JOB");
                continue;
            }
            Directory.CreateDirectory(jobs.Folder);
            var script = jobs.Script(submitted.Count);
            AtomicFile.WriteAllText(script, text);
            submitted.Add(Sbatch(script));
            before.Add(submitted[^1]);
        }
        var share = FormattableString.Invariant($"{rest.Count} of {status.Runs.Count} runs");
        return dryRun ? $"Would submit {share} to Slurm.{already}\n{scripts}"
            : submitted.Count == 0 ? $"Nothing was submitted.{already}"
            : $"Submitted {share} as job array {string.Join(", then ", submitted)}.{already} Logs: {jobs.Folder}. Watch it with: "
                + ShellWord.Join(["ganbench", .. command.StatusArguments()]);
    }

    /// <summary>The job script.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="jobs">Names of the job and its logs.</param>
    /// <param name="command">How an element does its run.</param>
    /// <param name="elements">Numbers of the runs.</param>
    /// <param name="after">Jobs that must end first.</param>
    internal static string Script(SuitePlan plan, SlurmJobs jobs, ElementCommand command, IReadOnlyList<int> elements,
        IReadOnlyList<string> after)
    {
        var resources = plan.Suite.Slurm;
        var script = new StringBuilder("#!/bin/sh\n");
        // A line that ends within an option would be a command.
        void Option(string text) => script.Append("#SBATCH ")
            .Append(text.Any(char.IsControl) ? throw new UsageException($"Slurm cannot be asked for '{text}'.") : text).Append('\n');

        var limit = resources.MaximumJobs > 0 ? FormattableString.Invariant($"%{resources.MaximumJobs}") : "";
        Option($"--job-name={jobs.Name}");
        Option($"--array={string.Join(',', Ranges(elements))}{limit}");
        Option("--requeue");
        Option("--open-mode=append");
        Option($"--output={OptionPath($"{jobs.Folder.Replace("%", "%%", StringComparison.Ordinal)}/%x-%A_%a.log")}");
        Option($"--time={resources.TimeLimit}");
        Option(FormattableString.Invariant($"--cpus-per-task={resources.Cpus}"));
        // The script is told some minutes before its time is over, by another signal than scancel's.
        Option("--signal=B:USR1@120");
        AppendResources(resources, command.Device, Option);
        if (after.Count > 0)
            Option($"--dependency=afterany:{string.Join(':', after)}");
        // Names of folders and networks in the suite may be relative: wherever the script is submitted again, they start here.
        script.Append("cd ").Append(ShellWord.Quote(Directory.GetCurrentDirectory())).Append('\n');
        foreach (var word in ElementCommand.Program)
            script.Append(ShellWord.Quote(word)).Append(' ');
        foreach (var word in command.Arguments(TaskVariable, plan.Numerics == Numerics.Portable ? null : resources.Cpus))
            script.Append(word == TaskVariable ? $"\"{word}\"" : ShellWord.Quote(word)).Append(' ');
        // A run saves a checkpoint when it is stopped, and ends at once when it is told twice. Who cancels or requeues an element tells all
        // its processes: the shell only waits. Time that is nearly over is told the shell alone, which passes it on; only then is the run
        // queued again here: what was cancelled stays so, and what is requeued or preempted Slurm itself queues again.
        return script.Append("""
            &
            run=$!
            late=
            trap : TERM
            trap 'late=yes; kill -TERM $run' USR1
            wait $run
            code=$?
            while kill -0 $run 2>/dev/null; do wait $run; code=$?; done
            if [ $code -eq 130 ] && [ -n "$late" ]; then scontrol requeue "$SLURM_JOB_ID"; fi
            exit $code

            """).ToString();
    }

    private static void AppendResources(SlurmResources resources, string device, Action<string> option)
    {
        if (resources.Partition is { } partition)
            option($"--partition={partition}");
        if (resources.Memory is { } memory)
            option($"--mem={memory}");
        if (resources.Gpus > 0 && device != "cpu")
            option(FormattableString.Invariant($"--gres=gpu:{resources.Gpus}"));
    }

    // 0,1,2,5 → 0-2,5: a long list would not fit into Slurm's limit.
    private static IEnumerable<string> Ranges(IReadOnlyList<int> elements)
    {
        for (var start = 0; start < elements.Count;)
        {
            var end = start;
            while (end + 1 < elements.Count && elements[end + 1] == elements[end] + 1)
                end++;
            yield return end == start
                ? elements[start].ToString(CultureInfo.InvariantCulture)
                : FormattableString.Invariant($"{elements[start]}-{elements[end]}");
            start = end + 1;
        }
    }

    // sbatch reads its options from the script by rules of its own: spaces end one outside quotes, and \ takes the next character as it is.
    private static string OptionPath(string path) =>
        ShellWord.Quote(path) == path ? path
            : "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static string Sbatch(string script)
    {
        try
        {
            using var process =
                Process.Start(
                new ProcessStartInfo("sbatch", ["--parsable", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? JobOf(output, script)
                : throw new EnvironmentException($"Slurm refused the job array {script}: {errors.Result.Trim().ReplaceLineEndings(" ")}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EnvironmentException(
                "There is no Slurm on this machine: sbatch is not on the PATH. Use --executor local, or submit from a machine of the "
                + "cluster.", e);
        }
    }

    /// <summary>The job's number in what <c>sbatch --parsable</c> answers: NUMBER[;CLUSTER], below what the site has to say.</summary>
    /// <param name="output">The answer.</param>
    /// <param name="script">What was submitted.</param>
    /// <exception cref="EnvironmentException">It has none.</exception>
    internal static string JobOf(string output, string script) =>
        output.Trim().Split('\n')[^1].Split(';')[0].Trim() is { Length: > 0 } job && job.All(char.IsAsciiDigit) ? job
            : throw new EnvironmentException(
                $"Slurm took the job array {script} and gave no number: sbatch answered '{output.Trim().ReplaceLineEndings(" ")}'.");

    private static int Depth(PlannedRun run) => run.Source is null ? 0 : Depth(run.Source) + 1;
}
