using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class SetupTests
{
    private const string Avx512 = "avx2 fma avx512f avx512bw avx512dq avx512vl";

    [Theory]
    [InlineData("GenuineIntel", Avx512, "SkylakeX", "avx512")]
    [InlineData("AuthenticAMD", Avx512, "SkylakeX", "avx512")]
    [InlineData("GenuineIntel", "avx2 fma avx512f", "Haswell", "avx2")]
    [InlineData("AuthenticAMD", "avx2 fma", "Zen", "avx2")]
    [InlineData("GenuineIntel", "sse4_2", null, null)]
    public void Decide_ForAProcessor_ChoosesKernelsThatItHas(string vendor, string flags, string? core, string? capability)
    {
        var decided = Decide(new EngineSettings(), vendor, flags);

        Assert.Equal(core, decided.GetValueOrDefault("OPENBLAS_CORETYPE")?.Value);
        Assert.Equal(capability, decided.GetValueOrDefault("ATEN_CPU_CAPABILITY")?.Value);
    }

    [Fact]
    public void Decide_WithTheUsersValue_KeepsIt()
    {
        var decided = Decide(new EngineSettings(), "GenuineIntel", Avx512, ("OPENBLAS_CORETYPE", "Cooperlake"));

        Assert.Equal(new EngineVariable("OPENBLAS_CORETYPE", "Cooperlake", Chosen: false), decided["OPENBLAS_CORETYPE"]);
    }

    [Fact]
    public void Decide_WithAWaitPolicyOfTheUser_LeavesSpinningAlone()
    {
        Assert.Equal("10000", Decide(new EngineSettings(), "GenuineIntel", "avx2 fma")["GOMP_SPINCOUNT"].Value);
        Assert.False(Decide(new EngineSettings(), "GenuineIntel", "avx2 fma", ("OMP_WAIT_POLICY", "active")).ContainsKey("GOMP_SPINCOUNT"));
        Assert.False(Decide(new EngineSettings { Portable = true }, "GenuineIntel", "avx2 fma", ("GOMP_SPINCOUNT", "7"))["GOMP_SPINCOUNT"].Chosen);
    }

    [Fact]
    public void Decide_Portable_OverridesTheUser()
    {
        var decided = Decide(new EngineSettings { Portable = true }, "GenuineIntel", Avx512, ("OPENBLAS_CORETYPE", "Cooperlake"), ("OMP_NUM_THREADS", "8"));

        Assert.Equal(new EngineVariable("OPENBLAS_CORETYPE", "Haswell", Chosen: true), decided["OPENBLAS_CORETYPE"]);
        Assert.Equal("avx2", decided["ATEN_CPU_CAPABILITY"].Value);
        Assert.Equal("AVX2", decided["DNNL_MAX_CPU_ISA"].Value);
        Assert.Equal("1", decided["OMP_NUM_THREADS"].Value);
    }

    [Fact]
    public void Decide_PortableWithoutAvx2_SaysWhatIsMissing()
    {
        var failure = Assert.Throws<PlatformNotSupportedException>(() => Decide(new EngineSettings { Portable = true }, "GenuineIntel", "sse4_2"));

        Assert.Contains("AVX2", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, "512")]
    [InlineData(0, "1024", "1024")]
    [InlineData(2048, null, null)]
    public void Decide_WithoutASecondLevelCache_TellsOpenBlasAUsualOne(int size, string? user, string? expected)
    {
        var decided = EngineEnvironment.Decide(new EngineSettings(), new Processor("test", "GenuineIntel", new HashSet<string>()), size, name => name == "OPENBLAS_L2_SIZE" ? user : null);

        Assert.Equal(expected, decided.FirstOrDefault(variable => variable.Name == "OPENBLAS_L2_SIZE")?.Value);
    }

    [Theory]
    [InlineData(false, null, null, 0)]
    [InlineData(false, null, "3", 3)]
    [InlineData(false, 2, "3", 2)]
    [InlineData(true, 4, "3", 1)]
    public void Threads_ComeFromSettingsThenOpenMpThenCores(bool portable, int? asked, string? openMp, int expected)
    {
        var threads = EngineEnvironment.Threads(new EngineSettings { Portable = portable, Threads = asked }, _ => openMp);

        Assert.Equal(expected == 0 ? Environment.ProcessorCount : expected, threads);
    }

    [Fact]
    public void Parse_OfCpuInfo_ReadsTheFirstProcessor()
    {
        var processor = Processor.Parse(["vendor_id\t: AuthenticAMD", "model name\t: AMD EPYC", "flags\t\t: fpu avx2 fma", "", "model name\t: other"]);

        Assert.Equal("AMD EPYC", processor.Model);
        Assert.True(processor is { IsAmd: true, HasAvx2: true, HasAvx512: false });
    }

    [Fact]
    public void Describe_NamesWhatIsLoaded()
    {
        var description = EngineSetup.Describe();

        Assert.Equal(__version__, description.LibtorchVersion);
        Assert.Contains("libtorch_cpu", description.LibtorchPath, StringComparison.Ordinal);
        Assert.True(File.Exists(description.LibtorchPath));
        Assert.Contains(description.CpuCapability, (string[])["DEFAULT", "AVX2", "AVX512"]);
        Assert.Equal(get_num_threads(), description.Threads);
        Assert.Equal(cuda.device_count(), description.CudaDevices.Count);
    }

    [Fact]
    public void Apply_AfterLoading_RefusesOtherSettings()
    {
        _ = __version__;

        EngineSetup.Apply(new EngineSettings());

        Assert.Throws<InvalidOperationException>(() => EngineSetup.Apply(new EngineSettings { Portable = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => EngineSetup.Apply(new EngineSettings { Threads = 0 }));
    }

    private static Dictionary<string, EngineVariable> Decide(EngineSettings settings, string vendor, string flags, params (string Name, string Value)[] user) =>
        EngineEnvironment.Decide(
                settings, new Processor("test", vendor, flags.Split(' ').ToHashSet()), 1024, name => user.FirstOrDefault(pair => pair.Name == name).Value)
            .ToDictionary(variable => variable.Name);
}
