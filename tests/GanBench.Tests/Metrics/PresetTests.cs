using GanBench.Metrics;

namespace GanBench.Tests.Metrics;

public sealed class PresetTests(InceptionWeightsFixture fixture) : IClassFixture<InceptionWeightsFixture>, IDisposable
{
    private readonly PresetFolders _folders = new(fixture.Weights);

    public void Dispose() => _folders.Dispose();

    [Fact]
    public void TorchFidelity_SameFolders_GivesItsNumbers() => AssertEqual(_folders.TorchFidelity());

    [Fact]
    public void PytorchFid_SameFolders_GivesItsNumber() => AssertEqual(_folders.PytorchFid());

    [Fact]
    public void CleanFid_SameFolders_GivesItsNumbers() => AssertEqual(_folders.CleanFid());

    [Theory]
    [InlineData("torch-fidelity", "24", "64", "tf1")]
    [InlineData("pytorch-fid", "24", "50", "pytorch")]
    [InlineData("clean-fid", "25", "32", "clean")]
    public void Measure_LikeAProgram_TakesItsPicturesBatchAndResize(string program, string samples, string batch, string resize)
    {
        var protocol = _folders.Measure(program)["fid"].Protocol;

        Assert.Equal((samples, batch, resize), (protocol["samples"], protocol["batch"], protocol["resize"]));
    }

    [Fact]
    public void Find_UnknownProgram_NamesTheNearest() => Assert.Contains(
        "clean-fid", Assert.Throws<UsageException>(() => ComparisonPreset.All.Find("cleanfid")).Message, StringComparison.Ordinal);

    private static void AssertEqual(IEnumerable<Agreement> agreements) => Assert.All(agreements, a => Assert.True(
        a.RelativeError <= a.Bound, FormattableString.Invariant($"{a.Metric}: {a.Ours:R}, not {a.Expected:R}")));
}
