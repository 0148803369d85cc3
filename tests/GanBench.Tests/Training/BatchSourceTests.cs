using GanBench.Testing;
using GanBench.Training;
using static TorchSharp.torch;

namespace GanBench.Tests.Training;

public class BatchSourceTests
{
    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(5, 6, 2, 3)]
    [InlineData(4, 4, 4, 0)]
    public void Read_Ahead_GivesTheSameBatchesInAnyOrder(params int[] order)
    {
        using var folder = new TempFolder();
        var spec = TestRuns.Spec();
        using var request = RunRequest.Prepare(spec, folder.Path);
        using var plain = new BatchSource(request.Data, spec.Recipe.Data, 4, 1, TestRuns.Device, prefetch: false);
        using var ahead = new BatchSource(request.Data, spec.Recipe.Data, 4, 1, TestRuns.Device, prefetch: true);
        using var scope = NewDisposeScope();

        foreach (var index in order)
            Assert.True(plain.Read(index).equal(ahead.Read(index)).all().item<bool>());
    }
}
