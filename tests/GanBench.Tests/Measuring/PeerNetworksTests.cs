using GanBench.Microbenchmarks;
using GanBench.Microbenchmarks.Workloads;
using GanBench.Testing;

namespace GanBench.Tests.Measuring;

/// <summary>The peers' networks have as many parameters as ours, and as large batches: else their times say nothing.</summary>
public class PeerNetworksTests
{
    private static readonly IEnumerable<string> Ours = TrainingCase.All.Select(item => $"{item.Name}: {item.Networks}");

    [Fact]
    public void Networks_OfTheTorchSharpProgram_AreOurs() =>
        Assert.Equal(Ours, SideBySide.Lines("dotnet", [TorchSharpPeer.Program, "networks"]));

    [TorchFact]
    public void Networks_OfThePyTorchScript_AreOurs() =>
        Assert.Equal(Ours, SideBySide.Lines(ExternalTool.FindTorch()!, [PythonPeer.PathOf("training.py"), "networks"]));
}
