using GanBench.Engine;
using GanBench.Runs;
using GanBench.Statistics;
using GanBench.Testing;
using GanBench.Training.Checkpoints;

namespace GanBench.Tests.Training;

public class NormalDistributionTests
{
    // sabiri-2022, scenario 4: after 600 epochs the generated density is close to N(0, 1).
    [Fact]
    public void Train_Mlp1dFor600Epochs_ComesCloseToTheNormalDistribution()
    {
        using var folder = new TempFolder();
        var architecture = GanBench.Architectures.ArchitectureRegistry.All.Find("mlp-1d");
        var shape = new GanBench.Imaging.SampleShape(1, 1, 1);
        var spec = new RunSpec
        {
            Architecture = "mlp-1d",
            Dataset = "normal-1d",
            Numerics = Numerics.Portable,
            Recipe = architecture.DefaultRecipe(shape),
            Training = architecture.DefaultTraining(shape) with { LogEvery = 1000 },
        };

        TestRuns.Train(spec, folder.Path);

        using var model = CheckpointModel.Load(RunDirectory.List(folder.Path).Single(), spec, spec.Training.Steps, TestRuns.Device);
        var samples = model.Sample(seed: 1, batch: 0, count: 10_000);
        Assert.InRange(KolmogorovSmirnov.DistanceToNormal(samples.Select(v => (double)v)), 0, 0.1);
    }
}
