using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GanBench.Engine;

namespace GanBench.Tests.Engine;

/// <summary>What is left of an error of libtorch's.</summary>
public class NativeFailureTests
{
    // As libtorch 2.10 says it.
    private const string Words =
        "expected m1 and m2 to have the same dtype, but got: double != float\n"
        + "Exception raised from addmm_impl_cpu_ at /pytorch/aten/src/ATen/native/LinearAlgebra.cpp:1403 (most recent call first):\n"
        + "frame #0: c10::Error::Error(c10::SourceLocation, std::string) + 0x9d (0x7f4d0a7e7106 in libc10.so)\n";

    [Fact]
    public void Summary_OfLibtorchsError_IsItsFirstWords() => Assert.Equal(
        "libtorch: expected m1 and m2 to have the same dtype, but got: double != float",
        NativeFailure.Summary(new ExternalException(Words)));

    [Theory]
    [InlineData(
        "CUDA out of memory. Tried to allocate 20.50 MiB. GPU 0 has a total capacity of 79 GiB.",
        "CUDA out of memory. Tried to allocate 20.50 MiB")]
    [InlineData("CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported", "CUDA error: out of memory")]
    public void Summary_OfAGpuWithoutMemory_SaysWhatToDo(string words, string told) => Assert.Equal(
        $"The GPU has no memory left for this run ({told}): put fewer on it (--runs-per-device, --jobs), or take smaller batches or "
        + "networks.",
        NativeFailure.Summary(new ExternalException(words)));

    [Fact]
    public void Summary_OfAnErrorThatIsMeantForPeople_IsItsWholeMessage()
    {
        Assert.Equal("The handle is invalid.", NativeFailure.Summary(new ExternalException("The handle is invalid.")));
        Assert.Equal("No space left.", NativeFailure.Summary(new IOException("No space left.")));
        Assert.Equal("It is not there.", NativeFailure.Summary(new DataException("It is not there.")));
    }

    // As of a metric of another program that reads past its end.
    [Fact]
    public void Summary_OfAMistakeInAProgram_SaysWhatItIsAndWhere() => Assert.StartsWith(
        $"ArgumentOutOfRangeException in {typeof(NativeFailureTests).FullName}.{nameof(ReadPastTheEnd)}: Index was out of range",
        NativeFailure.Summary(Assert.Throws<ArgumentOutOfRangeException>(ReadPastTheEnd)), StringComparison.Ordinal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReadPastTheEnd() => _ = new List<int> { 1 }[3];

    [Fact]
    public void Summary_OfARealError_IsOneLine()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (a, b) = (TorchSharp.torch.ones(2, 3), TorchSharp.torch.ones(2, 3));

        var summary = NativeFailure.Summary(Assert.ThrowsAny<ExternalException>(() => a.mm(b)));

        Assert.StartsWith("libtorch: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", summary, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', summary);
    }
}
