using System.Runtime.InteropServices;
using GanBench.Engine;
using GanBench.Testing;

namespace GanBench.Tests.Engine;

/// <summary>What stands in the environment when libtorch loads.</summary>
public class EngineVariablesTests
{
    [Theory]
    [InlineData(true, "50000")]
    [InlineData(false, "500")]
    public void Decide_Native_ChoosesHowLongToSpinAlone(bool throttled, string expected)
    {
        var variable = Assert.Single(EngineVariables.Decide(Numerics.Native, _ => null, throttled));

        Assert.Equal(new(EngineVariables.OpenMpSpin, expected, Chosen: true), variable);
    }

    [Theory]
    [InlineData(EngineVariables.OpenMpSpin, "77")]
    [InlineData(EngineVariables.OpenMpWait, "passive")]
    [InlineData(EngineVariables.AtenLevel, "default")]
    public void Decide_NativeAndAVariableOfTheUsers_KeepsIt(string name, string value)
    {
        var decided = EngineVariables.Decide(Numerics.Native, n => n == name ? value : null, throttled: true);

        Assert.Contains(new EngineVariable(name, value, Chosen: false), decided);
        if (name == EngineVariables.OpenMpWait)
            Assert.DoesNotContain(decided, v => v.Name == EngineVariables.OpenMpSpin);
    }

    [Fact]
    public void Decide_Portable_PinsEveryLevelWhateverTheUserHas()
    {
        var decided = EngineVariables.Decide(Numerics.Portable, _ => "other", throttled: false).ToDictionary(v => v.Name);

        Assert.Equal(new(EngineVariables.MklBits, "COMPATIBLE", Chosen: true), decided[EngineVariables.MklBits]);
        Assert.Equal(new(EngineVariables.AtenLevel, "avx2", Chosen: true), decided[EngineVariables.AtenLevel]);
        Assert.Equal(new(EngineVariables.OneDnnLevel, "AVX2", Chosen: true), decided[EngineVariables.OneDnnLevel]);
        Assert.Equal(new(EngineVariables.OpenMpThreads, "1", Chosen: true), decided[EngineVariables.OpenMpThreads]);
    }

    [Fact]
    public void Threads_AreWhatWasAskedForThenTheUsersThenTheModes()
    {
        Assert.Equal(3, EngineVariables.Threads(new EngineOptions { Threads = 3 }, _ => "7"));
        Assert.Equal(7, EngineVariables.Threads(new EngineOptions(), _ => "7"));
        Assert.Equal(Environment.ProcessorCount, EngineVariables.Threads(new EngineOptions(), _ => "many"));
        Assert.Equal(1, EngineVariables.Threads(new EngineOptions { Numerics = Numerics.Portable }, _ => "7"));
    }

    // What .NET gives to the processes it starts stays as it is: each of them chooses for itself.
    [ToolFact("bash")]
    public void Publish_ChosenVariable_IsSeenByNativeCodeAlone()
    {
        const string Chosen = "GANBENCH_TEST_CHOSEN", Theirs = "GANBENCH_TEST_THEIRS";

        EngineVariables.Publish([new(Chosen, "7", Chosen: true), new(Theirs, "8", Chosen: false)]);

        Assert.Equal(("7", null), (Native(Chosen), Native(Theirs)));
        Assert.Null(Environment.GetEnvironmentVariable(Chosen));
        Assert.Equal(".\n", ExternalTool.Run("bash", "-c", $"echo ${Chosen}.").Output);
    }

    private static string? Native(string name) => Marshal.PtrToStringUTF8(GetEnvironment(name));

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint GetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
