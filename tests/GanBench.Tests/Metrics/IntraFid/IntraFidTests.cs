using GanBench.Metrics;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics.IntraFid;

public sealed class IntraFidTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    // tests/golden/metrics_intra_fid.json: scipy.linalg.sqrtm per class.
    [Fact]
    public void Compute_GoldenFeatures_EqualsScipyInEveryClass()
    {
        var golden = MetricsGolden.Load("metrics_intra_fid.json");
        using var samples = Samples();
        using var reference = Reference();

        var records = MemorySampleSet.Measure("intra-fid", samples, reference);

        MetricsGolden.AssertRelative(golden.Number("mean"), records[0].Value!.Value, 1e-8);
        Assert.Equal(["intra-fid", "intra-fid-0", "intra-fid-1", "intra-fid-2", "intra-fid-3"], records.Select(r => r.Name));
        foreach (var (expected, record) in golden.Numbers("distances").Zip(records.Skip(1)))
            MetricsGolden.AssertRelative(expected, record.Value!.Value, 1e-8);
        Assert.StartsWith(
            FormattableString.Invariant($"b: {golden.Numbers("counts")[1]} samples"), records[2].Note, StringComparison.Ordinal);
        Assert.Contains("bias it upwards", records[0].Note, StringComparison.Ordinal);
        Assert.Equal(("labels", "4 of 4"), (records[0].Protocol["classesOfSamples"], records[0].Protocol["classes"]));
    }

    [Fact]
    public void Compute_NamesInAnotherOrder_AreMatchedByName()
    {
        using var samples = Samples();
        using var reference = Reference();
        var backwards = Names.Reverse().ToArray();
        using var renamed = new MemorySampleSet("r", reference.Features.clone())
        {
            Known = new ClassLabels(backwards, [.. reference.Classes!.Labels.Select(c => 3 - c)]),
        };

        var (straight, reversed) =
            (MemorySampleSet.Measure("intra-fid", samples, reference), MemorySampleSet.Measure("intra-fid", samples, renamed));

        MetricsGolden.AssertRelative(straight[0].Value!.Value, reversed[0].Value!.Value, 1e-12);
        Assert.Equal(straight[1].Value, reversed[4].Value);
    }

    [Fact]
    public void Compute_SwappedClasses_AreSeenWhereAllTogetherAreEqual()
    {
        using var x = cat([zeros(50, 4, dtype: float64), ones(50, 4, dtype: float64)]);
        using var noise = GoldenNoise.Features(1, 100, 4, 0.01);
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i / 50)], swapped = [.. labels.Select(c => 1 - c)];
        using var right = new MemorySampleSet("x", x + noise) { Known = new ClassLabels(["0", "1"], labels) };
        using var wrong = new MemorySampleSet("y", x + noise) { Known = new ClassLabels(["0", "1"], swapped) };

        Assert.Equal(0, MemorySampleSet.Measure("fid", wrong, right)[0].Value!.Value, 1e-6);
        Assert.Equal(0, MemorySampleSet.Measure("intra-fid", right, right)[0].Value!.Value, 1e-6);
        // (1, 1, 1, 1) off in both classes, up to the means of the noise.
        Assert.Equal(4, MemorySampleSet.Measure("intra-fid", wrong, right)[0].Value!.Value, 0.05);
    }

    [Fact]
    public void Compute_ClassWithOneImage_IsLeftOutAndNamed()
    {
        using var samples = new MemorySampleSet("x", GoldenNoise.Features(71, 40, 4))
        {
            Known = new ClassLabels(["cat", "dog", "ox"], [.. Enumerable.Range(0, 40).Select(i => i == 0 ? 1 : i % 2 == 0 ? 0 : 2)]),
        };
        using var reference = new MemorySampleSet("y", GoldenNoise.Features(72, 40, 4))
        {
            Known = new ClassLabels(["cat", "dog"], [.. Enumerable.Range(0, 40).Select(i => i % 2)]),
        };

        var records = MemorySampleSet.Measure("intra-fid", samples, reference);

        Assert.Equal(["intra-fid", "intra-fid-0"], records.Select(r => r.Name));
        Assert.Equal(records[1].Value, records[0].Value);
        Assert.Contains("without dog, ox: fewer than 2 images on a side", records[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_SamplesWithoutLabels_TakesThoseThatTheClassifierPredicts()
    {
        using var labelled = Samples();
        using var reference = Reference();
        using var logits = nn.functional.one_hot(tensor(labelled.Classes!.Labels.Select(c => (long)c).ToArray()), 4).to(float64);
        using var samples = new MemorySampleSet("x", labelled.Features.clone(), logits.clone());

        var records = MemorySampleSet.Measure("intra-fid", samples, reference);

        Assert.Equal(MemorySampleSet.Measure("intra-fid", labelled, reference).Select(r => r.Value), records.Select(r => r.Value));
        Assert.Equal("predicted by the classifier", records[0].Protocol["classesOfSamples"]);
        Assert.Equal("labels", records[0].Protocol["classesOfReference"]);
    }

    [Fact]
    public void Compute_NoLabels_SaysWhatItNeeds()
    {
        using var labelled = Samples();
        using var plain = new MemorySampleSet("plain", GoldenNoise.Features(71, 40, 8));

        var record = MemorySampleSet.Measure("intra-fid", plain, labelled)[0];

        Assert.Null(record.Value);
        Assert.Contains("which plain does not have; --extractor classifier predicts them", record.Note, StringComparison.Ordinal);
        // Inception's classes are not the dataset's.
        using var logits = new MemorySampleSet("plain", GoldenNoise.Features(71, 40, 8), GoldenNoise.Features(72, 40, 4));
        Assert.Null(MemorySampleSet.Measure("intra-fid", logits, labelled, new EvaluationOptions { Extractor = "inception" })[0].Value);
    }

    private static MemorySampleSet Samples() => new("x", GoldenNoise.Features(71, 300, 8))
    {
        Known = new ClassLabels(Names, [.. GoldenNoise.Uniform(73, 300).Select(u => (int)(4 * u))]),
    };

    private static MemorySampleSet Reference() => new("y", GoldenNoise.Features(72, 400, 8, 1.25))
    {
        Known = new ClassLabels(Names, [.. GoldenNoise.Uniform(74, 400).Select(u => (int)(4 * u))]),
    };
}
