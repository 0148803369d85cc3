using GanBench.Metrics;
using GanBench.Runs;

namespace GanBench.Suites.Results;

/// <summary>What tables call measured values. Names in files stay as they are, since claims and suites use them.</summary>
public static class MetricLabels
{
    /// <summary>The label with the features that the value is of: "FID (Inception-v3)", "FD (classifier)", "Collapse".</summary>
    /// <param name="record">The value.</param>
    public static string Of(MetricRecord record) => MetricKey.Of(record).Label;

    /// <summary>The label with what tells the value from others that were measured otherwise: "FD (classifier), 100 samples".</summary>
    /// <param name="record">The value.</param>
    /// <param name="others">The values that it stands among.</param>
    public static string Among(MetricRecord record, IEnumerable<MetricRecord> others) =>
        MetricKey.Of(record).LabelAmong(others.Select(MetricKey.Of));

    /// <summary>The name, but where it is that of a published metric and the features are others: "fid", "FD (classifier)".</summary>
    /// <param name="record">The value.</param>
    public static string NameOf(MetricRecord record)
    {
        var (key, value) = (MetricKey.Of(record), MetricRegistry.Value(record.Name));
        return key.Title == value.Label ? record.Name : key.Label;
    }
}
