using System.Globalization;
using System.Text.Json;
using GanBench.Testing;

namespace GanBench.Tests.Metrics;

/// <summary>Values that tests/golden/metrics_*.py computed.</summary>
internal static class MetricsGolden
{
    public static JsonElement Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "golden", name)));
        return document.RootElement.Clone();
    }

    public static double[] Numbers(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance * Math.Abs(expected),
            string.Create(CultureInfo.InvariantCulture,
                $"expected {expected:R}, got {actual:R}: relative error {Math.Abs(actual - expected) / Math.Abs(expected):E2} above "
                + $"{tolerance:E0}"));
}
