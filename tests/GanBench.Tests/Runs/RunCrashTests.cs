using GanBench.Runs;

namespace GanBench.Tests.Runs;

public class RunCrashTests
{
    [Theory]
    [InlineData(134, "SIGABRT, exit code 134: last words")]
    [InlineData(139, "SIGSEGV, exit code 139: last words")]
    [InlineData(135, "SIGBUS, exit code 135: last words")]
    [InlineData(162, "signal 34, exit code 162: last words")]
    [InlineData(77, "exit code 77: last words")]
    [InlineData(-1073741819, "exit code 0xC0000005: last words")]
    // What is killed had no chance to say why.
    [InlineData(137, "SIGKILL, exit code 137: killed from outside, or memory ran out")]
    public void ToString_OfADeath_NamesSignalCodeAndLastWords(int exitCode, string expected) =>
        Assert.Equal(expected, RunCrash.Of(exitCode, ["something before", "last words"]).ToString());

    [Fact]
    public void Reason_OfANativeException_IsItsTextAndNotItsStack()
    {
        // As libtorch 2.10 prints it.
        var crash = RunCrash.Of(134,
        [
            "terminate called after throwing an instance of 'c10::Error'",
            "  what():  expected m1 and m2 to have the same dtype, but got: double != float",
            "Exception raised from addmm_impl_cpu_ at /pytorch/aten/src/ATen/native/LinearAlgebra.cpp:1403 (most recent call first):",
            .. Enumerable.Range(0, 30).Select(i => $"frame #{i}: THSTensor_matmul + 0x26 (0x7f4d0a7e7106 in libLibTorchSharp.so)"),
            "",
        ]);
        Assert.Equal("expected m1 and m2 to have the same dtype, but got: double != float", crash.Reason);
        Assert.Equal(3, crash.LastLines.Count);
    }

    [Fact]
    public void Reason_OfDotNetsOwnAbort_IsAboveItsStack() =>
        Assert.Equal(
            "Out of luck.", RunCrash.Of(
            134, ["Process terminated.", "Out of luck.", "   at System.Environment.FailFast(System.String)",
                "   at Program.Main()"]).Reason);

    [Fact]
    public void Reason_OfNothingPrinted_IsNull() => Assert.Equal("SIGABRT, exit code 134", RunCrash.Of(134, []).ToString());
}
