using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>The networks, layer by layer.</summary>
internal static class NetworksChapter
{
    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context) => Parts.Chapter(
        "networks",
        "Networks",
        Parts.Section("networks-tables", "", context.Options.Networks.Select((n, i) => new TableBlock(Table(n, i)))));

    private static ReportTable Table(NetworkSummaryTable network, int index) => new()
    {
        Id = FormattableString.Invariant($"network-{index + 1}-{Format.Anchor(network.Title)}"),
        Caption = network.Title + (network.Input.Length > 0 ? $", {network.Input}" : ""),
        Columns = [new("Layer"), new("Output"), new("Parameters", true)],
        Rows = [.. network.Layers.Select(l => (IReadOnlyList<TableCell>)[l.Name, l.Output, Cells.Integer(l.Parameters)])],
        Notes = [$"{Format.Count(network.Parameters)} parameters: {Format.Count(network.Trainable)} trainable, "
            + $"{Format.Count(network.Parameters - network.Trainable)} not."],
    };
}
