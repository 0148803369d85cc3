using GanBench.Engine;

namespace GanBench.Tests.Engine;

/// <summary>The one engine of this process, which is started in portable numerics before any test.</summary>
public class TorchEngineTests
{
    private static readonly EngineOptions Started = new() { Numerics = Numerics.Portable };

    [Fact]
    public void Start_OtherNumericsOrThreads_IsRefused()
    {
        Assert.Equal(TorchSharp.DeviceType.CPU, TorchEngine.Start(Started).type);

        foreach (var other in new[] { Started with { Numerics = Numerics.Native }, Started with { Threads = 3 } })
        {
            var error = Assert.Throws<UsageException>(() => TorchEngine.Start(other));
            Assert.StartsWith("The engine already runs with numerics Portable and threads all;", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:one")]
    [InlineData("CPU")]
    public void Start_UnknownDevice_NamesThoseThereAre(string device)
    {
        var error = Assert.Throws<UsageException>(() => TorchEngine.Start(Started with { Device = device }));

        Assert.Equal($"Unknown device '{device}'. Known: cpu, cuda, cuda:0 and so on, auto.", error.Message);
    }

    [Fact]
    public void Describe_PortableNumerics_SaysWhatWasChosen()
    {
        var report = TorchEngine.Describe();

        Assert.Equal(1, report.Threads);
        Assert.Equal("COMPATIBLE (chosen)", report.Settings["MKL_CBWR"]);
        Assert.Equal("libtorch's own", report.Settings["convolutions by"]);
        Assert.True(File.Exists(Path.Combine(report.Settings["libtorch folder"], Path.GetFileName(Libtorch.Find("torch_cpu"))!)));
    }

    [Fact]
    public void Find_PartThatIsNot_IsNull() => Assert.Null(Libtorch.Find("torch_abacus"));

    // The second call repeats what the start of the engine did.
    [Fact]
    public void Keep_UserTunesTheCLibrary_LeavesItAlone()
    {
        Assert.Equal("as GLIBC_TUNABLES says", Allocator.Keep(name => name == "GLIBC_TUNABLES" ? "glibc.malloc.mmap_max=1" : null));
        Assert.NotEqual("as GLIBC_TUNABLES says", Allocator.Keep(_ => "glibc.cpu.x86_shstk=on"));
    }
}
