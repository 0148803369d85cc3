using GanBench.Configuration;
using GanBench.Text;

namespace GanBench.Metrics;

/// <summary>Options of all metrics, each below its metric's name: <c>kid.subsets</c>.</summary>
public static class MetricOptions
{
    /// <summary>All options with their defaults.</summary>
    public static IEnumerable<(string Key, string Value)> Defaults =>
        from metric in MetricRegistry.All
        where metric.Options is not null
        from option in SettingsBinder.List(metric.Options!)
        select ($"{metric.Name}.{option.Key}", option.Value);

    /// <summary>What is wrong with settings, one sentence each.</summary>
    /// <param name="settings">Settings of options.</param>
    public static IReadOnlyList<string> Problems(OwnOptions settings)
    {
        var known = Defaults.Select(option => option.Key).ToList();
        var unknown = settings.Values.Select(value => value.Key).Where(key => !known.Contains(key)).ToList();
        return unknown.Count > 0
            ? unknown.ConvertAll(key => NearestName.Unknown("option of a metric", key, known))
            : [.. MetricRegistry.All.SelectMany(metric => Problems(metric, settings.Below(metric.Name)))];
    }

    /// <summary>Those settings that are of one metric, with their whole keys.</summary>
    /// <param name="settings">Settings of options.</param>
    /// <param name="metric">The metric.</param>
    internal static OwnOptions Of(OwnOptions settings, IMetric metric) =>
        OwnOptions.Of(settings.Below(metric.Name).Values.Select(value => ($"{metric.Name}.{value.Key}", value.Value)));

    private static IEnumerable<string> Problems(IMetric metric, OwnOptions settings)
    {
        if (settings.IsEmpty)
            return [];
        try
        {
            return OptionRules.Problems(settings.ApplyTo(metric.Options!), metric.Name + ".").ToList();
        }
        catch (UsageException e)
        {
            return [$"{metric.Name}: {e.Message}"];
        }
    }
}
