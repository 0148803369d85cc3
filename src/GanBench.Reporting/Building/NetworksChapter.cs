using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>The networks, layer by layer: those of several architectures that are equal once, under all their names.</summary>
internal static class NetworksChapter
{
    /// <summary>Builds it.</summary>
    public static IEnumerable<ReportChapter> Build(ReportContext context) => Parts.Chapter(
        "networks",
        "Networks",
        Parts.Section("networks-tables", "", context.Options.Networks
            .GroupBy(n => (n.Network, n.Input, n.Parameters, Layers: string.Join('\n', n.Layers)))
            .Select((equal, i) => new TableBlock(Table([.. equal], i)) { IsNarrow = true })));

    private static ReportTable Table(IReadOnlyList<NetworkSummaryTable> equal, int index)
    {
        var network = equal[0];
        var title = $"{string.Join(", ", equal.Select(n => n.Architecture).Distinct())} {network.Network}";
        return new ReportTable
        {
            Id = FormattableString.Invariant($"network-{index + 1}-{Format.Anchor(title)}"),
            Caption = title + (network.Input.Length > 0 ? $", {network.Input}" : ""),
            Columns = [new("Layer"), new("Output"), new("Parameters", true)],
            Rows = [.. Stages(network.Layers).Select(stage => (IReadOnlyList<TableCell>)
                [string.Join(", ", stage.Select(l => l.Name)), stage[0].Output, Cells.Integer(stage.Sum(l => l.Parameters))])],
            Notes = [$"{Format.Count(network.Parameters)} parameters: {Format.Count(network.Trainable)} trainable, "
                + $"{Format.Count(network.Parameters - network.Trainable)} not."],
        };
    }

    // A layer with what only goes over its output is one row, as papers list it.
    private static List<List<NetworkLayerRow>> Stages(IReadOnlyList<NetworkLayerRow> layers)
    {
        var stages = new List<List<NetworkLayerRow>>();
        foreach (var layer in layers)
        {
            if (layer.Continues && stages.Count > 0)
                stages[^1].Add(layer);
            else
                stages.Add([layer]);
        }
        return stages;
    }
}
