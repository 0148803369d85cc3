using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using GanBench.Training.Checkpoints;
using static TorchSharp.torch;

namespace GanBench.Tests.Training;

public class TransferLearningTests
{
    [Fact]
    public void Apply_RunOfTheSameNetworks_CopiesItsWeights()
    {
        using var folder = new TempFolder();
        var state = TestRuns.Train(TestRuns.Spec(steps: 2), folder.Path);
        var directory = RunDirectory.List(folder.Path).Single();
        var spec = TestRuns.Spec() with { Seed = 99 };
        using var source = CheckpointModel.Load(directory, TestRuns.Spec(steps: 2), 2, TestRuns.Device);
        using var model = Model(spec);
        using var scope = NewDisposeScope();

        TransferLearning.Apply($"{state.Id}@2", folder.Path, model);

        foreach (var (a, b) in source.Model.Generator.parameters().Concat(source.Model.Discriminator.parameters())
            .Zip(model.Generator.parameters().Concat(model.Discriminator.parameters())))
        {
            Assert.True(a.equal(b).all().item<bool>());
        }
    }

    [Fact]
    public void Apply_RunOfOtherWidths_ListsWhatDiffers()
    {
        using var folder = new TempFolder();
        var state = TestRuns.Train(TestRuns.Spec(steps: 2), folder.Path);
        var spec = TestRuns.Spec(change: r => r with { Network = r.Network with { Width = 0.25 } });
        using var model = Model(spec);

        var error = Assert.Throws<DataException>(() => TransferLearning.Apply(state.Id, folder.Path, model));

        Assert.Contains("00.weight is 1568×100 here and 784×100 in the file", error.Message, StringComparison.Ordinal);
        Assert.Contains("discriminator.safetensors is of another network", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_InitFrom_IsAnotherRunThatStartsElsewhere()
    {
        using var folder = new TempFolder();
        var first = TestRuns.Train(TestRuns.Spec(steps: 2), folder.Path);

        var second = TestRuns.Train(TestRuns.Spec(steps: 2) with { InitFrom = first.Id }, folder.Path);

        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.CheckpointHash, second.CheckpointHash);
        Assert.Equal(RunStatus.Completed, second.Status);
    }

    private static GanModel Model(RunSpec spec) =>
        new(GanBench.Architectures.ArchitectureRegistry.All.Find(spec.Architecture),
            GanBench.Datasets.DatasetRegistry.Find(spec.Dataset).Info.Shape, spec.Recipe, spec.Seed, TestRuns.Device);
}
