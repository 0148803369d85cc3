using System.Globalization;
using System.Text;
using GanBench.Metrics;
using GanBench.Metrics.Samples;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using TorchSharp;

namespace GanBench.Tests.Training;

/// <summary>
/// Guards the numbers: losses, checkpoint hash and FID of short trainings in portable numerics. Exact with the libtorch that the
/// snapshot names; with another one only losses and FID are compared, to <see cref="Tolerance"/>: twenty steps of Adam amplify
/// differences of rounding, since its first steps depend on the signs of gradients alone.
/// </summary>
public class MetricSnapshotTests
{
    private const double Tolerance = 0.02;
    private const string SnapshotLibtorch = "1.13.0";

    [Theory]
    [InlineData("gan")]
    [InlineData("dcgan")]
    public void Train_ShortPortableRun_GivesTheApprovedLossesAndFid(string architecture)
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec(architecture, change: r => r with { Network = r.Network with { Width = 0.25 } });
        spec = spec with { Training = new TrainingOptions { Steps = 20, BatchSize = 16, SampleEvery = 0, CheckpointEvery = 0 } };
        using var request = RunRequest.Prepare(spec, folder.Path);
        var state = Trainer.Run(request, TestRuns.Device);
        var exact = torch.__version__.StartsWith(SnapshotLibtorch, StringComparison.Ordinal);

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"libtorch {SnapshotLibtorch}, portable numerics");
        text.AppendLine("step  loss D  loss G");
        foreach (var record in request.Directory.ReadProgress().Where(r => r.Step % 5 == 0))
            text.AppendLine(CultureInfo.InvariantCulture, $"{record.Step}  {record.LossD:G9}  {record.LossG:G9}");
        text.AppendLine(CultureInfo.InvariantCulture, $"fid (500 samples)  {Fid(request, spec):G7}");

        Approver.Verify(text.ToString(), parameter: architecture, tolerance: exact ? 0 : Tolerance);
        if (exact)
            Approver.Verify(state.CheckpointHash!, parameter: architecture + "-checkpoint");
    }

    private static double Fid(RunRequest request, RunSpec spec)
    {
        using var model = CheckpointModel.Load(request.Directory, spec, spec.Training.Steps, TestRuns.Device);
        using var samples = new GeneratorSamples("run", model.State.Hash, request.Data.Shape, (first, count) =>
        {
            using var latents = LatentSource.Draw(spec.Recipe.Network, spec.Seed, "latent/evaluation", first / count, count, TestRuns.Device);
            return model.Model.Sample(latents);
        });
        return Evaluator.Evaluate(samples, request.Data, new EvaluationOptions { Metrics = ["fid"], Samples = 500 }, TestRuns.Device)
            .Single(r => r.Name == "fid").Value!.Value;
    }
}
