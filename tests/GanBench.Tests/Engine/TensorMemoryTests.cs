using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Tests.Engine;

/// <summary>Tensors that are filled, moved and read in place.</summary>
public class TensorMemoryTests
{
    [Fact]
    public void Create_Elements_LieWithTheLastDimensionFastest()
    {
        using var tensor = TensorMemory.Create([2, 3], elements =>
        {
            Assert.Equal(6, elements.Length);
            for (var i = 0; i < elements.Length; i++)
                elements[i] = i;
        });

        Assert.Equal((ScalarType.Float32, 2L, 3L), (tensor.dtype, tensor.shape[0], tensor.shape[1]));
        Assert.Equal(5, tensor[1, 2].ToNumber());
        Assert.Equal(3, tensor[1, 0].ToNumber());
    }

    [Fact]
    public void MoveTo_WhereItIs_IsTheTensorItself()
    {
        using var tensor = ones(2);

        Assert.Same(tensor, tensor.MoveTo(CPU));
        Assert.False(tensor.IsInvalid);
    }

    [Fact]
    public void MoveTo_AnotherType_IsANewTensorAndTheOldIsDisposed()
    {
        var tensor = ones(2, ScalarType.Int64);

        using var moved = tensor.MoveTo(CPU);

        Assert.Equal(ScalarType.Float32, moved.dtype);
        Assert.True(tensor.IsInvalid);
    }

    [Fact]
    public void ToNumber_TypeThatIsNotRead_IsRefused()
    {
        using var half = ones(1, ScalarType.Float16);

        Assert.Contains("Float16", Assert.Throws<ArgumentException>(() => half.ToNumber()).Message, StringComparison.Ordinal);
    }
}
