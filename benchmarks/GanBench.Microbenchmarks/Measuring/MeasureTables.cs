using System.Globalization;
using System.Text;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>The report as tables, for people: the same rows as Markdown and aligned on the console.</summary>
internal static class MeasureTables
{
    private const string None = "–";

    /// <summary>The report as a Markdown page.</summary>
    /// <param name="report">The report.</param>
    public static string Markdown(MeasureReport report)
    {
        var text = new StringBuilder("# Measurements\n\n");
        foreach (var line in Environment(report))
            text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        foreach (var table in Of(report))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {table.Title}\n");
            foreach (var (index, line) in table.Lines.Index())
            {
                text.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? "\n" : "")}| {string.Join(" | ", line)} |\n");
                if (index == 0)
                    text.Append(CultureInfo.InvariantCulture, $"| --- |{string.Concat(line.Skip(1).Select(_ => " ---: |"))}\n");
            }
            foreach (var note in table.Notes)
                text.Append(CultureInfo.InvariantCulture, $"\n{note}\n");
        }
        return text.ToString();
    }

    /// <summary>The report for a console.</summary>
    /// <param name="report">The report.</param>
    public static string Console(MeasureReport report)
    {
        var text = new StringBuilder();
        foreach (var line in Environment(report))
            text.Append(CultureInfo.InvariantCulture, $"{line}\n");
        foreach (var table in Of(report))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{table.Title}\n");
            var widths = table.Header.Select((_, column) => table.Lines.Max(line => (int?)line[column].Length) ?? 0).ToArray();
            foreach (var line in table.Lines)
            {
                var cells = line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
                text.Append(CultureInfo.InvariantCulture, $"  {string.Join("  ", cells)}\n");
            }
            foreach (var note in table.Notes)
                text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        }
        return text.ToString();
    }

    private static IEnumerable<string> Environment(MeasureReport report)
    {
        var lines = report.Machine.Environment.Select(pair => $"{pair.Key}: {pair.Value}");
        return report.Date is null ? lines : lines.Prepend($"date: {report.Date}");
    }

    private static IEnumerable<Table> Of(MeasureReport report)
    {
        foreach (var group in report.Workloads.GroupBy(w => w.Group))
        {
            yield return new Table(Capitalized(group.Key), ["what", Side.GanBench, "peer", "ratio of times"],
                [.. group.SelectMany(Rows)], [.. group.SelectMany(Notes)]);
        }
        yield return Limits(report);
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(WorkloadResult workload)
    {
        var ours = (workload.Ours.Name == Side.GanBench ? "" : workload.Ours.Name + " ") + Cell(workload.Ours, workload.Unit);
        if (workload.Peers.Count == 0)
            yield return [workload.Title, ours, None, None];
        foreach (var (index, peer) in workload.Peers.Index())
        {
            yield return [index == 0 ? workload.Title : "", index == 0 ? ours : "", $"{peer.Name} {Cell(peer, workload.Unit)}",
                peer.TimeRatio is { } ratio ? Range(ratio, peer.Values.Count, Ratio) : None];
        }
    }

    private static IEnumerable<string> Notes(WorkloadResult workload)
    {
        if (workload.Problem is not null)
            yield return $"{workload.Title}: {workload.Problem}";
        foreach (var side in workload.Peers.Prepend(workload.Ours))
        {
            if (side.WhyNot is not null)
                yield return $"{workload.Title}, {side.Name}: {side.WhyNot}";
            if (side.Deaths > 0)
                yield return FormattableString.Invariant($"{workload.Title}: {side.Name} died {side.Deaths} times and was started again.");
            if (!side.Finite)
                yield return $"{workload.Title}: losses of {side.Name} were not finite.";
            if (side.Detail is not null)
                yield return $"{workload.Title}, {side.Name}: {side.Detail}";
        }
    }

    private static Table Limits(MeasureReport report)
    {
        var limits = report.Machine.Limits;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var workload in report.Workloads)
        {
            if (workload.Ours.Spread is not { } spread)
                continue;
            if (workload.Arithmetic is { } arithmetic)
            {
                var rate = arithmetic.Operations / spread.Median / 1e6;
                rows.Add([workload.Title, $"{Number(arithmetic.Operations / 1e9)} GFLOP", $"{Number(rate)} GFLOP/s",
                    Percent(rate / limits.ProductGflops), arithmetic.HasConvolutions ? Percent(rate / limits.ConvolutionGflops) : None,
                    None]);
            }
            else if (workload.Unit == Unit.Megabytes)
            {
                var share = Percent(spread.Median / limits.CopyMegabytes);
                rows.Add([workload.Title, None, $"{Number(spread.Median)} MB/s", None, None, share]);
            }
        }
        return new Table("Share of the machine's limit", ["what", "arithmetic", "rate", "of product", "of convolution", "of copy"], rows,
        [
            $"Product: {Number(limits.ProductGflops)} GFLOP/s ({limits.Product}). Convolution with its gradients: "
            + $"{Number(limits.ConvolutionGflops)} GFLOP/s ({limits.Convolution}). Copy: {Number(limits.CopyMegabytes)} MB/s.",
        ]);
    }

    private static string Cell(SideResult side, Unit unit) =>
        side.Spread is { } spread ? Range(spread, side.Values.Count, Number, " " + unit.Name) : None;

    private static string Range(Spread spread, int count, Func<double, string> format, string unit = "") =>
        format(spread.Median) + unit + (count > 1 ? $" ({format(spread.Min)}–{format(spread.Max)})" : "");

    // Three digits, or all before the point.
    private static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "N0", >= 10 => "F1", >= 1 => "F2", _ => "F3" }, CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString(value < 0.1 ? "F3" : "F2", CultureInfo.InvariantCulture);

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:F0} %");

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private sealed record Table(
        string Title, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Notes)
    {
        // A header without rows would say nothing.
        public IReadOnlyList<IReadOnlyList<string>> Lines { get; } = Rows.Count == 0 ? [] : [Header, .. Rows];
    }
}
