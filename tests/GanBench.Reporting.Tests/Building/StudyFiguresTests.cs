using System.Text.Json;
using GanBench.Reporting.Building;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Suites.Planning;
using GanBench.Training.Steps;

namespace GanBench.Reporting.Tests.Building;

public class StudyFiguresTests
{
    private const string Numbers = """
        training: {steps: 60, batchSize: 16, checkpointEvery: 20}
        study: {figures: [{of: figure 15, shows: accuracies, by: [accuracy-real, accuracy-fake, accuracy-generator]}]}
        seeds: [1, 2]
        grid: [{architectures: mlp-1d, datasets: normal-1d}]
        """;

    private const string Sweep = """
        training: {steps: 3000, batchSize: 256, sampleEvery: 1000}
        seeds: [1, 2]
        grid:
          - architectures: dcgan-tf
            datasets: mnist
            sweepMode: one-at-a-time
            sweep:
              - {name: batchSize, keys: training.batchSize, values: [512, 128, 256]}
              - {name: rate, keys: recipe.generator.optimizer.learningRate, values: [1e-4, 2e-4]}
        """;

    [Fact]
    public void Density_OfNumbers_StandsOverTheNormalCurveWithWhatIsOutside()
    {
        using var study = new SampleStudy(Numbers).Run(WriteHistograms);

        var figure = (ChartFigure)Assert.Single(study.Section("density"));

        Assert.Equal(
            ["Step 60: 6 of 2,000 numbers outside", "Step 20: 6 of 2,000 numbers outside", "Step 40: 6 of 2,000 numbers outside"],
            figure.Charts.Select(c => c.Title));
        Assert.Contains("Bars of width 0.1 count 1,000 numbers of each of 2 seeds", figure.Caption);
        Assert.Contains("95 % confidence interval", figure.Caption);
        var chart = figure.Charts[0];
        var bars = chart.Layers.OfType<StepLayer>().Single();
        Assert.Equal(1 - (6 / 2000.0), bars.Heights.Sum() * 0.1, 9);
        var lines = chart.Layers.OfType<LineLayer>().ToList();
        Assert.Equal(["generated, estimated", "N(0, 1)"], lines.Select(l => l.Name));
        // The middle of the bin above 0, where N(0, 1) has 1/√(2π) e^(−0.05²/2) = 0.39844.
        Assert.Equal(0.39844, lines[1].Y[50], 5);
        Assert.Equal(0.39844, lines[0].Y[50], 0.02);
        Assert.Single(chart.Layers.OfType<BandLayer>());
        Assert.DoesNotContain(study.Report().Chapters, c => c.Id == "data-normal-1d" && c.Sections.Any(s => s.Id.EndsWith("-samples")));
    }

    [Fact]
    public void Density_OfARunWithoutAStudy_StandsAmongItsSamples()
    {
        using var study = new SampleStudy(Numbers).Run(WriteHistograms);

        var sections = study.PlainReport().Chapters.Single(c => c.Id == "data-normal-1d").Sections;

        Assert.Equal(3, ((ChartFigure)sections.Single(s => s.Id == "data-normal-1d-samples").Blocks.Single()).Charts.Count);
    }

    [Fact]
    public void Curves_ThatTheStudyNames_AreDrawnThoughReportsHaveBetterOnes()
    {
        using var study = new SampleStudy(Numbers).Run((_, run) => WriteLog(run, 60, step =>
            [new("accuracyReal", 0.8), new("accuracyFake", 0.7), new("accuracyGenerator", 0.3), new("f1", 0.75), new("lossD", 1)]));

        var chart = Assert.Single(((ChartFigure)Assert.Single(study.Section("curves"))).Charts);

        Assert.Equal(
            [("discriminator, real", 0.8), ("discriminator, generated", 0.7), ("generator", 0.3)],
            chart.Layers.OfType<LineLayer>().Select(l => (l.Name!, Math.Round(l.Y[0], 9))));
    }

    [Fact]
    public void Curves_ThatNoStudyNames_AreNotDrawn()
    {
        using var study = new SampleStudy("""
            training: {steps: 60, batchSize: 16}
            grid: [{architectures: mlp-1d, datasets: normal-1d}]
            """).Run();

        Assert.Empty(study.Section("curves"));
    }

    [Fact]
    public void Time_OfASweep_IsOfTheWholeBudgetPerAxis()
    {
        using var study = new SampleStudy(Sweep).Run(Timed);

        var figure = (ChartFigure)Assert.Single(study.Section("time"));

        Assert.Equal(["dcgan-tf on mnist: batchSize", "dcgan-tf on mnist: rate"], figure.Charts.Select(c => c.Title));
        Assert.Equal(["128", "256 (default)", "512"], figure.Charts[0].Y.Categories);
        Assert.Equal(["0.0001 (default)", "2e-4"], figure.Charts[1].Y.Categories);
        var bars = (BarLayer)figure.Charts[0].Layers.Single();
        // Seconds are the batch size plus or minus one by seed; t(1, 97.5 %) = 12.706 and the standard error is 1.
        Assert.Equal([128, 256, 512], bars.Values);
        Assert.Equal(128 + 12.706, bars.High![0], 3);
        Assert.Equal("2.1 min", bars.Labels![0]);
        Assert.Equal([false, false, false], bars.Extrapolated);
        Assert.Contains("of 2 seeds: means, and whiskers for their 95 % confidence intervals.", figure.Caption);
        Assert.EndsWith("All of it was run.", figure.Caption);
    }

    [Fact]
    public void Time_OfReducedRuns_IsExtrapolatedAndMarked()
    {
        using var study = new SampleStudy(Sweep, "minutes").Run(Timed);
        var share = study.Plan.Runs[0].Share;
        Assert.False(share.IsWhole);

        var figure = (ChartFigure)Assert.Single(study.Section("time"));

        var bars = (BarLayer)figure.Charts[1].Layers.Single();
        Assert.Equal(255 / share.Images, bars.Values[0], 6);
        Assert.Equal([true, true], bars.Extrapolated);
        Assert.StartsWith("≈ ", bars.Labels![0]);
        Assert.Contains("extrapolated from seconds per image: of the published budget, their runs spent", figure.Caption);
        Assert.Contains("% of the images at 0.25 of the width. Networks at their published width take longer.", figure.Caption);
    }

    [Fact]
    public void Time_WithoutASweep_IsOfTheConfigurationsOfEachDataset()
    {
        using var study = new SampleStudy("""
            grid: [{architectures: [gan, dcgan], datasets: mnist}, {architectures: dcgan, datasets: cifar-10}]
            training: {steps: 300, batchSize: 16}
            """).Run((planned, run) => run.WriteState(run.ReadState()! with { Seconds = planned.Spec.Architecture == "gan" ? 90 : 200 }));

        var figure = (ChartFigure)Assert.Single(study.Section("time"));

        Assert.Equal(["mnist", "cifar-10"], figure.Charts.Select(c => c.Title));
        Assert.Equal(["gan", "dcgan"], figure.Charts[0].Y.Categories);
        Assert.Equal([90, 200], ((BarLayer)figure.Charts[0].Layers.Single()).Values);
        Assert.Contains("of 1 seed, so without intervals.", figure.Caption);
    }

    [Fact]
    public void Time_OfRunsThatDidNotComplete_HasNoSection()
    {
        using var study = new SampleStudy("grid: [{architectures: gan, datasets: mnist}]\ntraining: {steps: 300}")
            .Run((_, run) => run.WriteState(run.ReadState()! with { Status = RunStatus.Diverged }));

        Assert.Empty(study.Section("time"));
    }

    [Theory]
    [InlineData(16.118, 8.059, "one part saturated: 8.06", "saturated: 16.12")]
    [InlineData(13, 7, "one part saturated: 8.06", "saturated: 16.12")]
    [InlineData(3, 0.7)]
    public void Losses_OfClippedCrossEntropy_AreMarkedWhereTheySaturateWhenTheyComeNear(double g, double d, params string[] marks)
    {
        using var study = new SampleStudy("""
            training: {steps: 300, batchSize: 16}
            grid: [{architectures: gan, datasets: mnist, recipe: {objective: non-saturating-clipped}}]
            """).Run((_, run) => WriteLog(run, 300, step => [new("lossD", step < 100 ? 0.5 : d), new("lossG", step < 100 ? 1 : g)]));

        var figure = Losses(study);

        var levels = figure.Charts[0].Layers.OfType<ReferenceLine>().ToList();
        Assert.Equal(marks, levels.Select(l => l.Label));
        Assert.All(levels, level => Assert.True(level.Dashed));
        Assert.EndsWith("The discriminator's loss is the mean of the real and the generated part.", figure.Caption);
    }

    [Theory]
    [InlineData(0.9, false, true)]
    [InlineData(0.6, false, true)]
    [InlineData(0.2, false, false)]
    [InlineData(0.2, true, true)]
    public void Estimates_ThatComeNearALevelOrHaveABound_ShowIt(double highest, bool isBound, bool shown)
    {
        using var study = new SampleStudy("""
            training: {steps: 300, batchSize: 16}
            grid: [{architectures: [gan, dcgan], datasets: mnist}]
            """).Run((_, run) => WriteLog(run, 300, step => [new("jsEstimate", highest * step / 300)]));
        var bound = new ReferenceLevel(Math.Log(2), "bound ln 2") { IsBound = isBound };
        var raw = new LoggedQuantity("js-estimate", "raw estimate", _ => null) { Levels = _ => [bound] };

        var chart = Assert.Single(ProgressCharts.Comparisons(study.Cells, raw, new LoggedChart("JS divergence, nats", "")));

        Assert.Equal(shown ? ["bound ln 2"] : [], chart.Layers.OfType<ReferenceLine>().Select(l => l.Label));
    }

    [Fact]
    public void Losses_OfBothConventions_SayWhichIsWhich()
    {
        using var study = new SampleStudy("""
            training: {steps: 300, batchSize: 16}
            grid: [{architectures: [gan, dcgan-tf], datasets: mnist}]
            """).Run();

        Assert.EndsWith(
            "The discriminator's loss is the sum of the real and the generated part (dcgan-tf), or the mean of the real and the generated "
            + "part (gan).", Losses(study).Caption);
    }

    [Fact]
    public void Metrics_PublishedValues_AreNamedByTheirTableThoughNotComparable()
    {
        using var study = new SampleStudy("""
            training: {steps: 300, batchSize: 16, checkpointEvery: 100}
            grid: [{architectures: [gan, dcgan], datasets: mnist}]
            published:
              - {metric: fid, source: table 1, steps: [100, 200, 300], values: {gan/mnist: [114, 91, 85]}}
              - {metric: fid, source: abstract, values: {dcgan/mnist: 7}, notComparable: sample counts are not stated}
            """).Run();

        var figure = study.Report().Chapters.Single(c => c.Id == "data-mnist").Sections.Single(s => s.Id == "data-mnist-metrics").Blocks
            .OfType<ChartFigure>().First();

        var published = figure.Charts[0].Layers.OfType<LineLayer>().Where(l => l.Published).ToList();
        Assert.Equal(["gan, published (table 1)", "dcgan, published (abstract)"], published.Select(l => l.Name));
        Assert.Equal([100, 200, 300], published[0].X);
        Assert.Equal([114, 91, 85], published[0].Y);
        // A value without a step is of the end of training.
        Assert.Equal((300, 7), (published[1].X.Single(), published[1].Y.Single()));
        Assert.Contains(
            "Hollow markers are the published values, at the same share of each run. Not comparable with ours: dcgan (sample counts are "
            + "not stated).", figure.Caption);
    }

    [Fact]
    public void Metrics_MeasuredInPassing_AreTheLineAndCheckpointsStandBesideIt()
    {
        using var study = Passing(samples: 5000);

        var figure = MetricFigures(study).First();

        var layers = figure.Charts[0].Layers;
        var line = Assert.Single(layers.OfType<LineLayer>(), l => !l.Published);
        Assert.Equal((false, "gan"), (line.Markers, line.Name));
        Assert.Equal([50, 100, 150, 200, 250, 300], line.X);
        // Seeds 1 and 2 are 10 below and above 15 more: the mean of 360 and 370 at step 50.
        Assert.Equal(365, line.Y[0]);
        Assert.Equal([100, 200, 300], Assert.Single(layers.OfType<PointLayer>()).X);
        // t(1, 97.5 %) = 12.706 times the standard error 5.
        Assert.Equal(365 + (12.706 * 5), Assert.Single(layers.OfType<BandLayer>()).High[0], 2);
        Assert.Single(layers.OfType<LineLayer>(), l => l.Published);
        Assert.StartsWith(
            "FID (Inception-v3) at every measured checkpoint, from features of Inception-v3, on 5,000 samples; of 2 seeds: means, and bars "
            + "and bands for their 95 % confidence intervals. Markers without a line are the checkpoints; lines through no markers were "
            + "measured in passing. Hollow", figure.Caption);
    }

    [Fact]
    public void Metrics_MeasuredInPassingOnFewerSamples_HaveAnAxisOfTheirOwn()
    {
        using var study = Passing(samples: 1000);

        var charts = MetricFigures(study).Select(f => f.Charts[0]).ToList();

        Assert.Equal(["FID (Inception-v3), 5,000 samples", "FID (Inception-v3), 1,000 samples"], charts.Select(c => c.Title));
        Assert.Equal([100, 200, 300], Assert.Single(charts[0].Layers.OfType<LineLayer>(), l => !l.Published).X);
        Assert.Equal([50, 100, 150, 200, 250, 300], Assert.Single(charts[1].Layers.OfType<LineLayer>()).X);
        Assert.Single(charts[0].Layers.OfType<LineLayer>(), l => l.Published);
        Assert.Contains("on 1,000 samples; of 2 seeds: means, and bars and bands for their 95 % confidence intervals. Measured in passing",
            MetricFigures(study).ElementAt(1).Caption);
    }

    [Fact]
    public void Metrics_OfOtherFeatures_HaveNoPublishedValuesOnTheirAxis()
    {
        using var study = new SampleStudy("""
            training: {steps: 300, batchSize: 16, checkpointEvery: 100}
            grid: [{architectures: gan, datasets: mnist}]
            published:
              - {metric: fid, source: table 1, steps: [100, 200, 300], values: {gan/mnist: [114, 91, 85]}}
            """).Run((planned, run) => planned.Checkpoints.ToList().ForEach(
                step => run.WriteMetrics(Fid(step, 3, "classifier of mnist", 500))));

        var figure = study.Report().Chapters.Single(c => c.Id == "data-mnist").Sections.Single(s => s.Id == "data-mnist-metrics").Blocks
            .OfType<ChartFigure>().First();

        Assert.DoesNotContain(figure.Charts[0].Layers.OfType<LineLayer>(), l => l.Published);
        Assert.Contains("they stand in the study's table and are not drawn over these.", figure.Caption);
    }

    // At 100, 200 and 300 on 5,000 samples, and every 50 steps in passing.
    private static SampleStudy Passing(int samples) => new SampleStudy("""
            training: {steps: 300, batchSize: 16, checkpointEvery: 100}
            seeds: [1, 2]
            grid: [{architectures: gan, datasets: mnist}]
            published:
              - {metric: fid, source: table 1, steps: [100, 200, 300], values: {gan/mnist: [114, 91, 85]}}
            """).Run((planned, run) =>
        {
            foreach (var step in planned.Checkpoints)
                run.WriteMetrics(Fid(step, 200 + planned.Spec.Seed, "inception-2015-12-05", 5000));
            for (var step = 50; step <= 300; step += 50)
                run.WriteCurve(Fid(step, 400 - step + (10.0 * planned.Spec.Seed), "inception-2015-12-05", samples));
        });

    private static IEnumerable<ChartFigure> MetricFigures(SampleStudy study) => study.Report().Chapters.Single(c => c.Id == "data-mnist")
        .Sections.Single(s => s.Id == "data-mnist-metrics").Blocks.OfType<ChartFigure>();

    private static ChartFigure Losses(SampleStudy study) => (ChartFigure)study.Report().Chapters.Single(c => c.Id == "data-mnist").Sections
        .Single(s => s.Id == "data-mnist-loss").Blocks.Single();

    // 997 quantiles of N(0, 1), each seed shifted a little, and three numbers far outside.
    private static void WriteHistograms(PlannedRun planned, RunDirectory run)
    {
        foreach (var step in planned.Checkpoints)
        {
            var values = Enumerable.Range(0, 997)
                .Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + 0.5) / 997) + (0.01 * (planned.Spec.Seed - 1.5)))
                .Concat([-7, 9, double.NaN]);
            run.WriteMetrics(new MetricFile
            {
                Step = step,
                CheckpointHash = "0",
                Metrics = [new MetricRecord { Name = "ks-distance", Value = 0.01, Histogram = Histogram.Of(values, -5, 5, 100) }],
            });
        }
    }

    private static void Timed(PlannedRun planned, RunDirectory run) =>
        run.WriteState(run.ReadState()! with { Seconds = planned.Spec.Training.BatchSize + (planned.Spec.Seed == 1 ? -1 : 1) });

    private static void WriteLog(RunDirectory run, int steps, Func<int, IReadOnlyList<LoggedValue>> values) =>
        File.WriteAllLines(run.ProgressFile, Enumerable.Range(1, steps).Select(step =>
            JsonSerializer.Serialize(new ProgressRecord { Step = step, Values = values(step) }, RunJson.Line)));

    private static MetricFile Fid(int step, double value, string extractor, int samples) => new()
    {
        Step = step,
        CheckpointHash = "0",
        Metrics =
        [
            new MetricRecord
            {
                Name = "fid",
                Value = value,
                LowerIsBetter = true,
                Protocol = new Dictionary<string, string>
                {
                    ["extractor"] = extractor, ["samples"] = samples.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
            },
        ],
    };
}
