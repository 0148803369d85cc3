using System.Globalization;
using System.Text;
using GanBench.Imaging;
using GanBench.Networks.Graphs;
using GanBench.Runs;
using GanBench.Storage;

namespace GanBench.Exports;

/// <summary>What somebody must know who gets an exported network without its run: Markdown beside the file.</summary>
public static class ModelCard
{
    /// <summary>Name of the card of an exported file: the same with ".md" behind it, so that each format has its own.</summary>
    /// <param name="file">The exported file.</param>
    public static string FileOf(string file) => file + ".md";

    /// <summary>Writes the card.</summary>
    /// <param name="file">The exported file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="network">What is in it.</param>
    /// <returns>The card's path.</returns>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public static string Save(string file, ExportFormat format, ExportedNetwork network)
    {
        AtomicFile.WriteAllText(FileOf(file), Write(Path.GetFileName(file), format, network));
        return FileOf(file);
    }

    /// <summary>The card's text.</summary>
    /// <param name="fileName">Name of the exported file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="network">What is in it.</param>
    public static string Write(string fileName, ExportFormat format, ExportedNetwork network)
    {
        var (spec, graph) = (network.Spec, network.Graph);
        var metrics = MetricsOf(network);
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            # {spec.Architecture} on {network.Dataset.Title}: {graph.Name}, step {network.Checkpoint.Step:N0}

            The {graph.Name} of a generative adversarial network, trained and written by GanBench ({EnvironmentProbe.Version}).

            | | |
            | --- | --- |
            | file | `{fileName}`, {format.Name} |
            | architecture | {spec.Architecture}: {network.Architecture.Title} ({network.Architecture.Source}) |
            | parameters | {graph.Weights.Sum(weight => weight.Shape.Aggregate(1L, (product, side) => product * side)):N0}, float32 |
            | weights | {(network.IsAveraged ? "averaged over training (exponential moving average)" : "of the last step")} |
            | dataset | {network.Dataset.Title}, samples of {network.Shape} (channels × height × width) |
            | trained | {network.Checkpoint.Step:N0} steps of {spec.Training.BatchSize:N0} samples, objective {spec.Recipe.Objective} |
            | seed | {spec.Seed} |
            | run | `{network.Run.Id}`, checkpoint `{network.Checkpoint.Hash}` |

            ## In and out

            | | shape (N is any number) | values |
            | --- | --- | --- |
            | in (`{NetworkGraph.InputName}`) | {Shape(graph.Input)} | float32, {network.InputValues} |
            | out | {Shape(graph.Output)} | float32, {network.OutputValues} |

            {Layout(network)}

            ## Loading

            ```python
            {format.LoadingCode(fileName, network)}
            ```

            ## Measured

            {(metrics.Count == 0
                ? $"Nothing was measured of this checkpoint. `ganbench evaluate {network.Run.Id}@{network.Checkpoint.Step}` does, and a new "
                    + "export then tells it here."
                : Table(metrics))}

            ## Use

            Made to study and compare generative networks, by a recipe of the literature. What it makes shows what its training data shows,
            with its gaps and biases; it may repeat single training samples. Do not pass its output off as real data, and do not decide
            about people by it.

            - Training data: {network.Dataset.Title}. Terms: {network.Dataset.Licence}. Source: {network.Dataset.Citation}
            - Weights: no licence is stated here; whoever trained them decides, within the terms of the data.
            """) + "\n";
    }

    private static string Layout(ExportedNetwork network)
    {
        if (network.Dataset.Kind != SampleKind.Image)
            return "The samples are real numbers, used as they are.";
        var colours = network.Shape.Channels == 1 ? "grey" : "red, green, blue";
        return $"Pictures are N×C×H×W (NCHW), channels {colours}, rows from the top. Bytes are clip(round((x + 1) · 127.5), 0, 255).";
    }

    private static string Shape(Networks.TensorShape shape) => "N×" + string.Join('×', ExportedNetwork.Sides(shape, 0).Skip(1));

    // Only of the weights that were measured: the metrics of a run with averaged weights are the average's.
    private static IReadOnlyList<MetricRecord> MetricsOf(ExportedNetwork network)
    {
        var measured = network.Run.ReadMetrics(network.Checkpoint.Step);
        var keepsAverage = network.Spec.Recipe.Generator.Ema > 0;
        return measured is null || measured.CheckpointHash != network.Checkpoint.Hash
            || (network.Part == ExportedPart.Generator && keepsAverage != network.IsAveraged)
            ? [] : [.. measured.Metrics.Where(metric => metric.Value is not null)];
    }

    private static string Table(IReadOnlyList<MetricRecord> metrics)
    {
        var table = new StringBuilder("| value of the run's samples | | measured how |\n| --- | --- | --- |");
        foreach (var metric in metrics)
        {
            var interval = metric.Interval is { } i ? $" ({i.Level} %: {Number(i.Low)} to {Number(i.High)})" : "";
            var unit = metric.Unit is null ? "" : " " + metric.Unit;
            var protocol = string.Join("; ", metric.Protocol.Select(p => $"{p.Key} {p.Value}")).Replace("|", "/", StringComparison.Ordinal);
            table.Append(CultureInfo.InvariantCulture, $"\n| {metric.Name} | {Number(metric.Value!.Value)}{unit}{interval} | {protocol} |");
        }
        return table.ToString();
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
