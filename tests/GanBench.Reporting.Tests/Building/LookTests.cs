using System.Text.Json;
using GanBench.Reporting.Html;
using GanBench.Reporting.Tests.Samples;
using GanBench.Runs;
using GanBench.Statistics;

namespace GanBench.Reporting.Tests.Building;

public class LookTests
{
    [Fact]
    public void Look()
    {
        using var a = new SampleStudy("""
            training: {steps: 300, batchSize: 16, sampleEvery: 30, checkpointEvery: 100}
            study: {source: A paper, samplesAt: {steps: [30, 90, 150, 300]}}
            seeds: [1, 2]
            grid:
              - {architectures: [gan, dcgan], datasets: mnist, recipe: {objective: non-saturating-clipped}}
              - architectures: dcgan-tf
                datasets: mnist
                sweepMode: one-at-a-time
                sweep:
                  - {name: batchSize, keys: training.batchSize, values: [8, 32]}
                  - {name: rate, keys: recipe.generator.optimizer.learningRate, values: [1e-4, 2e-4]}
            published:
              - {metric: fid, source: tables 4-1 and 4-2, steps: [100, 200, 300], values: {gan/mnist: [114, 91, 85], dcgan/mnist: [20, 30, 40]}}
              - {metric: fid, source: abstract, values: {dcgan/mnist: 94}, notComparable: sample counts are not stated}
              - {metric: loss-d, source: text, values: {gan/mnist: 8}}
            """).Run((p, run) =>
        {
            if (p.Spec.Architecture == "gan")
            {
                File.WriteAllLines(run.ProgressFile, Enumerable.Range(1, 300).Select(s => JsonSerializer.Serialize(new ProgressRecord
                {
                    Step = s,
                    Values = [new("lossD", s < 80 ? 0.5 + (s % 7 / 9.0) : 8.059), new("lossG", s < 80 ? 1 + (s % 11 / 4.0) : 16.118)],
                }, RunJson.Line)));
            }
        });
        File.WriteAllText("/tmp/look-a.html", HtmlRenderer.Render(a.Report()));
        using var b = new SampleStudy("""
            training: {steps: 60, batchSize: 16, checkpointEvery: 10}
            study: {curves: [accuracy-real, accuracy-fake, accuracy-generator], source: A paper}
            seeds: [1, 2, 3]
            grid: [{architectures: mlp-1d, datasets: normal-1d}]
            """).Run((p, run) =>
        {
            foreach (var step in p.Checkpoints)
            {
                var random = new GanBench.Random.RandomStream(p.Spec.Seed + (ulong)step, "look");
                var values = Enumerable.Range(0, 10000).Select(i => (MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, random.NextDouble()) * (0.4 + (step / 90.0))) + (p.Spec.Seed * 0.05));
                run.WriteMetrics(new MetricFile { Step = step, CheckpointHash = "0", Metrics = [new MetricRecord { Name = "ks-distance", Value = 0.05, Histogram = Histogram.Of(values, -5, 5, 100) }] });
            }
            File.WriteAllLines(run.ProgressFile, Enumerable.Range(1, 60).Select(s => JsonSerializer.Serialize(new ProgressRecord
            {
                Step = s,
                Values = [new("accuracyReal", 0.5 + (s % 7 / 20.0)), new("accuracyFake", 0.6), new("accuracyGenerator", 0.4), new("f1", 0.5), new("lossD", 0.7), new("lossG", 0.7)],
            }, RunJson.Line)));
        });
        File.WriteAllText("/tmp/look-b.html", HtmlRenderer.Render(b.Report()));
    }
}
