using System.Globalization;
using System.Text;
using GanBench.Imaging;
using GanBench.Metrics.Fid;
using GanBench.Metrics.InceptionScore;
using GanBench.Metrics.Kid;
using GanBench.Metrics.MsSsim;
using GanBench.Metrics.Prdc;
using static TorchSharp.torch;

namespace GanBench.Tests.Metrics;

/// <summary>One line of docs/precision.md: a value of ours beside the reference's.</summary>
internal sealed record Agreement(string Metric, string Input, double Ours, double Expected, string Reference, double Bound)
{
    public double RelativeError => Expected == 0 ? Math.Abs(Ours) : Math.Abs((Ours - Expected) / Expected);
}

/// <summary>Computes docs/precision.md from the goldens.</summary>
internal static class PrecisionDocument
{
    public static IEnumerable<Agreement> Agreements()
    {
        foreach (var c in MetricsGolden.Load("metrics_frechet.json").GetProperty("cases").EnumerateArray())
        {
            var (d, n1, n2) = ((int)c.Number("d"), (int)c.Number("n1"), (int)c.Number("n2"));
            var (a, b) = (FrechetDistanceTests.Statistics(1, n1, d), FrechetDistanceTests.Statistics(2, n2, d, 1.125));
            var input = FormattableString.Invariant($"{d} features, {n1} and {n2} samples");
            var torch = FrechetDistance.Compute(a, b, FrechetBackend.Torch);
            yield return new Agreement("fid", input, torch.Value, c.Number("sqrtm"), "scipy.linalg.sqrtm", 1e-6);
            yield return new Agreement("fid", input, torch.Value, c.Number("svd"), "scipy.linalg.svdvals", 1e-7);
            if (d <= 192)
                yield return new Agreement(
                    "fid", input, torch.Value, FrechetDistance.Compute(a, b, FrechetBackend.MathNet).Value, "MathNet.Numerics, ours", 1e-8);
        }
        foreach (var agreement in OfFeatures().Concat(OfImages()).Concat(OfPrograms()))
            yield return agreement;
    }

    public static string Format(IEnumerable<Agreement> agreements, IEnumerable<string> directions)
    {
        var text = new StringBuilder("""
            # How exact the metrics are

            Every value below is computed twice from the same input: by GanBench and by an independent reference. The references are the
            scripts `tests/golden/metrics_*.py` (SciPy, NumPy, PyTorch and the other programs themselves); the tests hold every error below
            its bound. This file is written by `dotnet cake --target=Precision`.

            | metric | input | GanBench | reference | by | relative error | bound |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var a in agreements)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {a.Metric} | {a.Input} | {a.Ours:G8} | {a.Expected:G8} | {a.Reference} | "
                + $"{(a.RelativeError == 0 ? "0" : a.RelativeError.ToString("0E-0", CultureInfo.InvariantCulture))} | {a.Bound:0E-0} |");
        }
        text.Append("""

            Features and logits of Inception, with the same random weights in both networks, are equal to torchvision's blocks within 1e-4 of
            max(1, |value|) in all three resize modes, and at the layers of 64, 192 and 768.

            SciPy's `sqrtm` of a singular product loses half of its digits: where there are fewer samples than features, singular values
            (`svdvals`) are the better reference.

            ## Which way the metrics move

            Glyphs' test images against its training images, 800 samples, classifier features: what each damage does. Lower is better for fid,
            kid, class-kl and collapse; higher is better for the others but ms-ssim, which is to be compared with the data's own (first row).
            A digit classifier hardly minds noise, so precision stays: fid and kid see it first. "One image" is one that no ball of its
            neighbours reaches, hence no precision either.


            """);
        foreach (var line in directions)
            text.AppendLine(line);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<Agreement> OfPrograms()
    {
        using var inception = new InceptionWeightsFixture();
        using var folders = new PresetFolders(inception.Weights);
        foreach (var agreement in folders.TorchFidelity().Concat(folders.PytorchFid()).Concat(folders.CleanFid()))
            yield return agreement;
    }

    private static IEnumerable<Agreement> OfFeatures()
    {
        var golden = MetricsGolden.Load("metrics_features.json");
        using var x = GoldenNoise.Features(11, 40, 16);
        using var y = GoldenNoise.Features(12, 40, 16, 1.25);
        yield return new Agreement(
            "kid", "2 × 40 vectors of 16", KernelDistance.UnbiasedMmd2(x, y), golden.GetProperty("kid")
            .Number("mmd2"), "NumPy, term by term", 1e-6);
        using var real = GoldenNoise.Features(21, 150, 8);
        using var fake = GoldenNoise.Features(22, 120, 8, 0.75);
        foreach (var c in golden.GetProperty("prdc").EnumerateArray())
        {
            var (k, inclusive) = ((int)c.Number("k"), c.GetProperty("inclusive").GetBoolean());
            var result = Neighbourhoods.Compute(real, fake, k, inclusive ? RadiusRule.BelowOrEqual : RadiusRule.Below);
            var input = FormattableString.Invariant($"150 and 120 vectors of 8, k = {k}, d {(inclusive ? "≤" : "<")} r");
            yield return new Agreement("precision", input, result.Precision, c.Number("precision"), "SciPy cdist", 1e-6);
            yield return new Agreement("recall", input, result.Recall, c.Number("recall"), "SciPy cdist", 1e-6);
            yield return new Agreement("density", input, result.Density, c.Number("density"), "SciPy cdist", 1e-6);
            yield return new Agreement("coverage", input, result.Coverage, c.Number("coverage"), "SciPy cdist", 1e-6);
        }
        using var logits = tensor(GoldenNoise.Normal(31, 500), [50, 10]) * 3;
        foreach (var c in golden.GetProperty("inceptionScore").EnumerateArray())
        {
            var splits = (int)c.Number("splits");
            yield return new Agreement("inception-score", FormattableString.Invariant($"50 logits of 10 classes, {splits} splits"),
                ClassScore.Compute(logits, splits).Mean, c.Number("mean"), "SciPy log_softmax", 1e-6);
        }
    }

    private static IEnumerable<Agreement> OfImages()
    {
        var golden = MetricsGolden.Load("metrics_images.json");
        var swd = golden.Numbers("swd");
        for (var level = 0; level < swd.Length; level++)
        {
            yield return new Agreement(
                "swd", FormattableString.Invariant($"2 × 6 images, level {32 >> level}, 20 patches each, 24 directions"),
                ImageMetricsTests.GoldenSlicedDistance(level), swd[level], "SciPy ndimage, float64", 1e-6);
        }
        var expected = golden.GetProperty("msssim").Numbers("64");
        using var a = GoldenNoise.ImageTensor(91, 3, new SampleShape(3, 64, 64));
        using var b = GoldenNoise.ImageTensor(93, 3, new SampleShape(3, 64, 64));
        var similarity = MultiScaleSimilarity.Compute(a, b);
        for (var i = 0; i < expected.Length; i++)
            yield return new Agreement(
                "ms-ssim", FormattableString.Invariant($"pair {i} of 3×64×64"), similarity[i], expected[i], "SciPy fftconvolve", 1e-6);
    }
}
