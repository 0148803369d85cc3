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

    // The way to a GPU with another copy in its place, which remembers what it was handed and by whom.
    [Theory]
    [InlineData("glyphs", "dcgan")]
    [InlineData("normal-1d", "mlp-1d")]
    public void Read_SentToADevice_GivesTheSameBatchesAndWritesNoCopiedMemoryAgain(string dataset, string architecture)
    {
        const int Count = 30;
        using var folder = new TempFolder();
        var spec = TestRuns.Spec(architecture, dataset: dataset);
        using var request = RunRequest.Prepare(spec, folder.Path);
        using var plain = new BatchSource(request.Data, spec.Recipe.Data, 4, 1, TestRuns.Device);
        var copies = new List<(Tensor Source, byte[] Then, string? Thread)>();
        using var scope = NewDisposeScope();

        using (var sent = new BatchSource(request.Data, spec.Recipe.Data, 4, 1, TestRuns.Device, prefetch: true) { Send = Send })
        {
            for (var index = 0; index < Count; index++)
                Assert.True(plain.Read(index).equal(sent.Read(index)).all().item<bool>());
        }

        Assert.True(copies.Count >= Count);
        Assert.All(copies, copy => Assert.Equal(copy.Then, copy.Source.bytes.ToArray()));
        Assert.All(copies, copy => Assert.Equal("batch prefetch", copy.Thread));
        foreach (var (source, _, _) in copies)
            source.Dispose();

        Tensor Send(Tensor host, Device device)
        {
            // A handle of the same memory, as the event behind a copy keeps page-locked memory until the GPU has read it.
            copies.Add((host.alias().DetachFromDisposeScope(), host.bytes.ToArray(), Thread.CurrentThread.Name));
            return host.clone();
        }
    }
}
