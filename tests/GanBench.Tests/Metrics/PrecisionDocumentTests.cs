using System.Globalization;
using GanBench.Configuration;
using GanBench.Metrics;
using GanBench.Metrics.Samples;
using GanBench.Random;
using GanBench.Testing;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>Holds docs/precision.md true, and writes it when GANBENCH_WRITE_DOCS is set.</summary>
[Collection(GlyphsCollection.Name)]
public sealed class PrecisionDocumentTests(GlyphsFixture glyphs)
{
    private const int Samples = 800;
    private static readonly string[] Columns =
        ["fid", "kid", "precision", "recall", "coverage", "ms-ssim", "modes-covered", "class-kl", "collapse"];

    [Fact]
    public void Document_AllAgreements_AreWithinTheirBounds()
    {
        var agreements = PrecisionDocument.Agreements().ToList();
        var table = Directions();
        var path = Repository.PathOf("docs", "precision.md");
        if (Environment.GetEnvironmentVariable("GANBENCH_WRITE_DOCS") is { Length: > 0 })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, PrecisionDocument.Format(agreements, Table(table)));
        }

        Assert.All(agreements, a => Assert.True(a.RelativeError <= a.Bound, $"{a.Metric}, {a.Input}: {a.Ours} against {a.Expected}"));
        var document = File.ReadAllText(path);
        Assert.All(agreements,
            a => Assert.Contains(FormattableString.Invariant($"| {a.Metric} | {a.Input} | "), document, StringComparison.Ordinal));
        AssertDirections(table);
    }

    private static void AssertDirections(Dictionary<string, Dictionary<string, double>> table)
    {
        var clean = table["as they are"];
        foreach (var (
            damage, levels) in new[] { ("noise", new[] { "noise 16", "noise 48" }), ("blur", ["blur 3", "blur 7"]), (
            "classes", ["5 classes of 10", "1 class of 10"]), ("added", ["10 % inverted", "50 % inverted"]) })
        {
            var (mild, strong) = (table[levels[0]], table[levels[1]]);
            Assert.True(clean["fid"] < mild["fid"] && mild["fid"] < strong["fid"], $"fid under {damage}");
            Assert.True(clean["kid"] < mild["kid"] && mild["kid"] < strong["kid"], $"kid under {damage}");
        }
        // Damaged images cost recall, strongly damaged ones precision; missing classes recall and coverage only; added modes precision
        // only.
        Assert.True(table["noise 48"]["recall"] < clean["recall"]);
        Assert.True(table["blur 7"]["recall"] < table["blur 3"]["recall"] && table["blur 3"]["recall"] < clean["recall"]);
        Assert.True(table["blur 7"]["precision"] < clean["precision"] - 0.05);
        Assert.True(table["1 class of 10"]["coverage"] < 0.3 && table["1 class of 10"]["recall"] < 0.4);
        Assert.True(table["1 class of 10"]["precision"] > 0.8);
        Assert.True(table["50 % inverted"]["precision"] < clean["precision"] - 0.3);
        Assert.True(table["50 % inverted"]["coverage"] > 0.7);
        Assert.Equal(10, clean["modes-covered"]);
        Assert.Equal(5, table["5 classes of 10"]["modes-covered"]);
        Assert.True(table["one image"]["ms-ssim"] > 0.999);
        Assert.True(table["one image"]["collapse"] > 0.9);
        Assert.True(table["1 class of 10"]["collapse"] > 0.5);
        Assert.True(clean["collapse"] < 0.1);
    }

    private Dictionary<string, Dictionary<string, double>> Directions() => new()
    {
        ["as they are"] = Measure(Held()),
        ["noise 16"] = Measure(Changed(Noisy(16))),
        ["noise 48"] = Measure(Changed(Noisy(48))),
        ["blur 3"] = Measure(Changed(Blurred(3))),
        ["blur 7"] = Measure(Changed(Blurred(7))),
        ["5 classes of 10"] = Measure(OfClasses(5)),
        ["1 class of 10"] = Measure(OfClasses(1)),
        ["10 % inverted"] = Measure(Changed(Inverted(10))),
        ["50 % inverted"] = Measure(Changed(Inverted(2))),
        ["one image"] = Measure(Changed((images, _) => images.narrow(0, 0, 1).expand(images.shape).clone(), single: true)),
    };

    private Dictionary<string, double> Measure(ISampleSource source)
    {
        using (source)
        {
            var options = glyphs.Options with
            {
                Samples = Samples, Metrics = ["fid", "kid", "prdc", "ms-ssim", "modes", "collapse"],
                MetricOptions = OwnOptions.Of([("kid.subsets", "10"), ("kid.subsetSize", "400")]),
            };
            return Evaluator.Evaluate(source, glyphs.Train, options, CPU).ToDictionary(r => r.Name, r => r.Value!.Value);
        }
    }

    private static IEnumerable<string> Table(Dictionary<string, Dictionary<string, double>> table)
    {
        yield return "| test images | " + string.Join(" | ", Columns) + " |";
        yield return "| --- |" + string.Concat(Columns.Select(_ => " --- |"));
        foreach (var (name, values) in table)
            yield return $"| {name} | " + string.Join(" | ", Columns.Select(c => values[c].ToString("G3", CultureInfo.InvariantCulture)))
                + " |";
    }

    private DatasetSamples Held() => new(glyphs.Test, seed: 1);

    private GeneratorSamples Changed(Func<Tensor, long, Tensor> change, bool single = false) =>
        new("changed", null, glyphs.Test.Shape, (first, count) =>
        {
            using var scope = NewDisposeScope();
            using var held = Held();
            var images = held.Read(single ? 0 : (int)first, count).to(float32);
            return ((change(images, first).clamp(0, 255) - 127.5f) / 127.5f).MoveToOuterDisposeScope();
        });

    private GeneratorSamples OfClasses(int classes)
    {
        var labels = glyphs.Test.Labels.ToArray();
        var chosen = Enumerable.Range(0, glyphs.Test.Count).Where(i => labels[i] < classes).ToArray();
        return new GeneratorSamples("classes", null, glyphs.Test.Shape, (first, count) =>
            glyphs.Test.Gather([.. Enumerable.Range((int)first, count).Select(i => chosen[i % chosen.Length])]));
    }

    private static Func<Tensor, long, Tensor> Noisy(float sigma) => (images, first) =>
    {
        var values = new float[images.numel()];
        new RandomStream(1, "noise", first).FillNormal(values);
        return images + (tensor(values, images.shape) * sigma);
    };

    private static Func<Tensor, long, Tensor> Blurred(int side) => (images, _) =>
        nn.functional.avg_pool2d(images, side, 1, side / 2, count_include_pad: true);

    private static Func<Tensor, long, Tensor> Inverted(int every) => (images, _) =>
    {
        var changed = images.clone();
        for (var i = 0L; i < images.shape[0]; i += every)
            changed.select(0, i).copy_(255 - images.select(0, i));
        return changed;
    };
}
