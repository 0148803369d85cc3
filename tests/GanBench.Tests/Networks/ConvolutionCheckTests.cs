using GanBench.Networks;

namespace GanBench.Tests.Networks;

public class ConvolutionCheckTests
{
    [Fact]
    public void LargestError_InPortableNumerics_IsRounding() =>
        Assert.InRange(ConvolutionCheck.LargestError(TorchSharp.torch.CPU), 1e-9, 1e-4);
}
