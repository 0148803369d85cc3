using GanBench.Runs;
using GanBench.Suites.Results;

namespace GanBench.Tests.Suites.Results;

public sealed class MetricLabelsTests
{
    // FID is the distance of Inception's features. A value that says nothing of its features keeps the name that its file gives it.
    [Theory]
    [InlineData("fid", "inception-2015-12-05", "FID (Inception-v3)", "fid")]
    [InlineData("fid", "classifier", "FD (classifier)", "FD (classifier)")]
    [InlineData("fid", "precomputed", "FD (precomputed)", "FD (precomputed)")]
    [InlineData("fid", null, "FID", "fid")]
    [InlineData("fid-infinity", "classifier", "FD∞ (classifier)", "FD∞ (classifier)")]
    [InlineData("intra-fid", "classifier", "Intra-FD (classifier)", "Intra-FD (classifier)")]
    [InlineData("kid", "classifier", "KID (classifier)", "kid")]
    [InlineData("ms-ssim", null, "MS-SSIM", "ms-ssim")]
    [InlineData("intra-fid-3", "inception", "Intra-FD, class 3 (Inception-v3)", "intra-fid-3")]
    [InlineData("own-score", "classifier", "Own score (classifier)", "own-score")]
    public void Of_Record_NamesTheFrechetDistanceByItsFeatures(string name, string? extractor, string label, string row)
    {
        var record = new MetricRecord
        {
            Name = name, Value = 1,
            Protocol = extractor is null ? new Dictionary<string, string>() : new() { ["extractor"] = extractor },
        };

        Assert.Equal((label, row), (MetricLabels.Of(record), MetricLabels.NameOf(record)));
    }
}
