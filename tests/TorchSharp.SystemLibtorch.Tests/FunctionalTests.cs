using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>What the golden file does not show of functions: in-place forms, randomness, refusals.</summary>
public class FunctionalTests
{
    public static IEnumerable<object[]> InplaceModules => new nn.Module<Tensor, Tensor>[]
    {
        ReLU(inplace: true), ELU(0.7, inplace: true), LeakyReLU(0.2, inplace: true), SELU(inplace: true), Sigmoid(true), Tanh(true),
    }.Select(module => new object[] { module });

    [Theory]
    [MemberData(nameof(InplaceModules))]
    public void Inplace_ChangesTheInputToTheOutput(nn.Module<Tensor, Tensor> module)
    {
        using var scope = NewDisposeScope();
        var x = ModulesGolden.Values([3, 4]);
        var before = x.clone();

        var output = module.call(x);

        Assert.True(output.Equals(x));
        Assert.False(x.Equals(before));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dropout_InTraining_DropsAboutPAndKeepsTheMean(bool inplace)
    {
        using var scope = NewDisposeScope();
        const int count = 40_000;
        const double p = 0.3;

        var output = Dropout(p, inplace).call(ones(count));

        var dropped = output.eq(0).sum().item<long>() / (double)count;
        // Five standard deviations of a binomial proportion.
        Assert.Equal(p, dropped, 5 * Math.Sqrt(p * (1 - p) / count));
        Assert.Equal(1 / (1 - p), output.max().item<float>(), 1e-6);
    }

    [Fact]
    public void Dropout2d_DropsWholeChannels()
    {
        using var scope = NewDisposeScope();

        var output = Dropout2d(0.5).call(ones(16, 16, 3, 3));

        var sums = output.sum([2, 3]).flatten().data<float>().ToArray();
        Assert.All(sums, sum => Assert.True(sum is 0 or 18));
        Assert.Contains(0f, sums);
        Assert.Contains(18f, sums);
    }

    [Fact]
    public void Dropout_WithoutProbability_Throws()
    {
        Assert.Throws<ArgumentException>(() => Dropout(1.5));
        Assert.Throws<ArgumentException>(() => Dropout2d(double.NaN));
    }

    [Fact]
    public void Interpolate_ContradictoryArguments_Throw()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, 1, 2, 2);

        Assert.Throws<ArgumentException>(() => functional.interpolate(x));
        Assert.Throws<ArgumentException>(() => functional.interpolate(x, [4, 4], [2]));
        Assert.Throws<ArgumentException>(() => functional.interpolate(x, [4, 4], align_corners: true));
        Assert.Throws<ArgumentException>(() => functional.interpolate(x, [4, 4], mode: InterpolationMode.Linear));
        Assert.Throws<ArgumentException>(() => functional.interpolate(x, [4, 4, 4]));
        Assert.Throws<ArgumentException>(() => functional.interpolate(x, [4, 4], antialias: true));
    }

    [Fact]
    public void Embedding_MaxNorm_RenormalisesTheRowsItReads()
    {
        using var scope = NewDisposeScope();
        using var table = Embedding(3, 2, max_norm: 1);
        using (no_grad())
            table.weight.fill_(3);

        var rows = table.call(tensor(new long[] { 0, 2 }));

        Assert.Equal([1f, 1f], rows.norm(1).data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(3f, table.weight.select(0, 1).max().item<float>());
    }

    [Fact]
    public void Embedding_PaddingRow_GetsNoGradient()
    {
        using var scope = NewDisposeScope();
        using var table = Embedding(3, 2, padding_idx: -1);

        table.call(tensor(new long[] { 0, 2 })).sum().backward();

        Assert.Equal([1f, 1f, 0f, 0f, 0f, 0f], table.weight.grad!.data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => Embedding(3, 2, padding_idx: 3));
    }

    [Fact]
    public void OneHot_MarksTheClass()
    {
        using var scope = NewDisposeScope();

        var marks = functional.one_hot(tensor(new long[] { 2, 0 }), 3);

        Assert.Equal([0L, 0, 1, 1, 0, 0], marks.data<long>().ToArray());
    }

    [Fact]
    public void ConvTranspose2d_UnreachableOutputSize_SaysWhatIsPossible()
    {
        using var scope = NewDisposeScope();
        using var layer = ConvTranspose2d(1, 1, 3, stride: 2);

        var error = Assert.Throws<ArgumentException>(() => layer.forward(ones(1, 1, 3, 3), [9, 7]));

        Assert.Contains("it can be 7 to 8", error.Message, StringComparison.Ordinal);
    }
}
