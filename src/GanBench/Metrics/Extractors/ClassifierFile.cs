using System.Globalization;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>A trained classifier on disk: its weights, and in the header what it was trained on and how good it is.</summary>
/// <param name="Dataset">Dataset and split it was trained on.</param>
/// <param name="Accuracy">Share of right answers.</param>
/// <param name="AccuracySplit">Split the accuracy was measured on.</param>
internal sealed record ClassifierFile(string Dataset, double Accuracy, string AccuracySplit)
{
    public void Save(string path, ClassifierNetwork network)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafeTensors.Save(path, network.Parameters.Select(p => (p.Name, (Tensor)p.Value)), new Dictionary<string, string>
        {
            ["dataset"] = Dataset,
            ["accuracy"] = Accuracy.ToString("R", CultureInfo.InvariantCulture),
            ["accuracySplit"] = AccuracySplit,
        });
    }

    /// <summary>Reads weights into the network; null when there is no usable file, which is then made anew.</summary>
    public static ClassifierFile? TryLoad(string path, ClassifierNetwork network)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            using var file = SafeTensorsFile.Open(path);
            var weights = SafeTensors.Load(path);
            foreach (var (name, value) in network.Parameters)
            {
                if (!weights.TryGetValue(name, out var saved) || !saved.shape.SequenceEqual(value.shape))
                    return null;
                value.copy_(saved);
            }
            return double.TryParse(file.Metadata.GetValueOrDefault("accuracy"), CultureInfo.InvariantCulture, out var accuracy)
                ? new ClassifierFile(file.Metadata["dataset"], accuracy, file.Metadata["accuracySplit"])
                : null;
        }
        catch (Exception e) when (e is DataException or KeyNotFoundException)
        {
            return null;
        }
    }
}
