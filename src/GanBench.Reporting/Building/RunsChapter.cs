using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>Every run with the hashes that identify what it read and made, where it ran and how to run it again.</summary>
internal static class RunsChapter
{
    private const int HashDigits = 12;

    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context) => Parts.Chapter(
        "runs",
        "Run index",
        context.Runs.Count == 0 ? null : Parts.Section("runs-table", "", new TableBlock(Table(context))),
        context.Unreadable.Count == 0 ? null : Parts.Section("runs-unreadable", "Not readable", new FactList(context.Unreadable)),
        Parts.Section(
            "runs-environment", "Environment and commands",
            RunSurroundings.Environment(context), RunSurroundings.Engine(context),
            context.Options.Repeat.Count == 0 ? null : new CommandList(context.Options.Repeat)));

    private static ReportTable Table(ReportContext context)
    {
        var runs = context.Runs;
        var speeds = runs.Select(r => r.State?.ImagesPerSecond).ToList();
        return new ReportTable
        {
            Id = "runs",
            Caption = "All runs",
            Columns = [new("Run"), new("Seed", true), new("Status"), new("Step", true), new("Time", true), new("Images/s", true),
                new("Peak memory", true), new("Checkpoint")],
            Rows = [.. runs.Select((run, i) => (IReadOnlyList<TableCell>)
            [
                new TableCell(run.Directory!.Id, null, CellStyle.Code),
                new TableCell(run.Spec.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), run.Spec.Seed),
                Cells.Status([run]),
                Cells.Integer(run.State?.Step),
                run.State is { } state ? new TableCell(Format.Duration(state.Seconds), state.Seconds) : TableCell.None,
                Cells.Number(speeds[i], speeds),
                run.State?.PeakMemory is { } memory ? new TableCell(Format.Bytes(memory), memory) : TableCell.None,
                run.State?.CheckpointHash is { Length: > 0 } hash ? new TableCell(Short(hash), null, CellStyle.Code) : TableCell.None,
            ])],
            // Where a machine failed, the tables alone must say so: they are also read without the summary's list.
            Notes = [$"Checkpoints are named by the first {HashDigits} digits of their hash{Data(runs)}.",
                .. runs.Where(r => r.State is { Status: RunStatus.Failed } or { Crash: not null }).Select(Failure)],
        };
    }

    private static string Failure(RunResult run) =>
        $"{run.Directory!.Id} {run.State!.Standing} at step "
        + $"{Format.Count(run.State.Step)}{(run.State.Remark is { } why ? ": " + why : "")}.";

    // Runs of one dataset read the same bytes, so its hash is said once.
    private static string Data(IReadOnlyList<RunResult> runs)
    {
        var data = runs.Where(r => !string.IsNullOrEmpty(r.State?.DatasetHash))
            .Select(r => $"{Format.Data(r.Spec.Dataset)} {Short(r.State!.DatasetHash!)}").Distinct().ToList();
        return data.Count == 0 ? "" : $"; data: {string.Join(", ", data)}";
    }

    private static string Short(string hash) => hash.Length <= HashDigits ? hash : hash[..HashDigits];
}
