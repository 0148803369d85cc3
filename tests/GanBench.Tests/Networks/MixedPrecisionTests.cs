using GanBench.Engine;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Networks.Modules;
using GanBench.Recipes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Networks;

/// <summary>
/// bfloat16 keeps 8 bits, so rounding to it changes a number by at most u = 2⁻⁸ of it. In a sum of products both factors and the result are
/// rounded: at most 3u of the sum of the terms' magnitudes, which the same operation on magnitudes gives. Higher orders of u and float32's
/// own rounding are less than a twentieth of that.
/// </summary>
public class MixedPrecisionTests
{
    private const double Unit = 1.0 / 256, Bound = 3.15 * Unit;

    private static readonly Dictionary<string, Operation> Operations = new()
    {
        ["convolution"] = new((i, o) => [[2, i, 7, 7], [o, i, 3, 3], [o]], t => Convolve.Forward(t[0], t[1], t[2], [1, 1], [1, 1])),
        ["strided"] = new((i, o) => [[2, i, 7, 7], [o, i, 4, 4], [o]], t => Convolve.Forward(t[0], t[1], t[2], [2, 2], [1, 1])),
        ["transposed"] = new((i, o) => [[2, i, 7, 7], [i, o, 4, 4], [o]], t => Convolve.Transposed(t[0], t[1], t[2], [2, 2], [1, 1])),
        ["input gradient"] = new(
            (i, o) => [[2, o, 7, 7], [o, i, 3, 3]], t => Convolve.Back(t[0], t[1], [2, t[1].shape[1], 14, 14], [2, 2], [1, 1])),
        ["product"] = new((i, o) => [[5, i], [o, i], [o]], t => Product.Forward(t[0], t[1], t[2])),
        ["product without bias"] = new((i, o) => [[5, i], [o, i]], t => Product.Forward(t[0], t[1], null)),
        ["product backwards"] = new((i, o) => [[5, o], [o, i]], t => Product.Back(t[0], t[1])),
    };

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var name in Operations.Keys)
            {
                foreach (var (inputs, outputs) in new[] { (1, 3), (3, 17), (17, 1), (16, 32) })
                    cases.Add(name, inputs, outputs);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operation_InBfloat16_IsWithinItsRounding(string name, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var operation = Operations[name];
        var tensors = operation.Shapes(inputs, outputs).Select(shape => randn(shape, generator: generator)).ToArray();
        var gradient = randn(operation.Compute(tensors).shape, generator: generator);

        var exact = Results(tensor => tensor.to(float64));
        var magnitudes = Results(tensor => tensor.to(float64).abs());
        var single = Results(tensor => tensor);
        Tensor[] found;
        using (MixedPrecision.Use(Precision.Bf16))
            found = Results(tensor => tensor);

        for (var i = 0; i < found.Length; i++)
        {
            Assert.Equal(ScalarType.Float32, found[i].dtype);
            var error = (found[i].to(float64) - exact[i]).abs();
            var share = (error / magnitudes[i]).max().item<double>();
            Assert.True(share <= Bound, $"result {i}: {share / Unit} u");
        }
        Assert.True((found[0] - single[0]).abs().max().item<float>() > 0, "computed in float32");

        Tensor[] Results(Func<Tensor, Tensor> read)
        {
            var leaves = tensors.Select(tensor => read(tensor).detach().requires_grad_()).ToArray();
            var output = operation.Compute(leaves);
            return [MixedPrecision.Raise(output.detach()), .. autograd.grad([output], leaves, [read(gradient).to(output.dtype)])];
        }
    }

    private sealed record Operation(Func<int, int, long[][]> Shapes, Func<Tensor[], Tensor> Compute);

    // Power iteration is no product of the network's: the estimate of the singular vector has float32's bits.
    [Fact]
    public void SpectralNorm_InBfloat16_IteratesInFloat32()
    {
        using var scope = NewDisposeScope();
        var points = randn(4, 3, 8, 8, generator: new Generator(2));
        using var one = Build();
        using var other = Build();

        var expected = one.call(points);
        Tensor actual;
        using (MixedPrecision.Use(Precision.Bf16))
            actual = other.call(points);

        Assert.False(expected.equal(actual).all().item<bool>());
        var (first, second) = (one.named_buffers().ToList(), other.named_buffers().ToList());
        Assert.Equal(["00.u", "02.u"], first.Select(b => b.name));
        Assert.All(first.Zip(second), pair => Assert.True(pair.First.buffer.equal(pair.Second.buffer).all().item<bool>()));

        static Module<Tensor, Tensor> Build() =>
            Initialized(
                [new Conv(4, 3) { SpectralNorm = true }, new LeakyRelu(), new Dense(1) { SpectralNorm = true }], new DropoutNoise(1, "d"));
    }

    // Each of the few products on the way there, back and in the derivative of that rounds by 3u of its terms' magnitudes, and near zero
    // the sign of a rectifier's input may be the other; of the norm of all that, errors of random signs are a few u.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void InputGradient_InBfloat16_IsNearTheExactOneBothWays(bool writtenOut)
    {
        using var scope = NewDisposeScope();
        var noise = new DropoutNoise(1, "d");
        using var network = Initialized(
            [new Conv(16, 5, 2), new LeakyRelu(), new Dropout(0.3), new Residual([new Conv(16, 3)], []),
                new LeakyRelu(), new Dense(1)], noise);
        var points = randn(8, 3, 8, 8, generator: new Generator(3));

        Tensor[] found;
        using (MixedPrecision.Use(Precision.Bf16))
            found = Penalise();
        network.to(float64);
        points = points.to(float64);
        var exact = Penalise();

        for (var i = 0; i < exact.Length; i++)
        {
            var error = ((found[i].to(float64) - exact[i]).norm() / exact[i].norm()).item<double>();
            Assert.InRange(error, 1e-5, 8 * Unit);
        }

        Tensor[] Penalise()
        {
            noise.Begin(1);
            var gradient = writtenOut ? InputGradient.Of(network, points) : InputGradient.ByAutograd(network, points);
            Tensor[] weights = [.. network.parameters().Where(p => p.dim() > 1)];
            var penalty = TensorArithmetic.Squared(gradient.flatten(1).norm(1).Minus(1)).mean();
            Assert.Equal(points.dtype, penalty.dtype);
            return [gradient.detach(), .. autograd.grad([penalty], weights)];
        }
    }

    [Fact]
    public void Use_Disposed_ComputesAsBefore()
    {
        using var scope = NewDisposeScope();
        var (x, w) = (randn(3, 4), randn(5, 4));
        var expected = Product.Forward(x, w, null);

        using (MixedPrecision.Use(Precision.Bf16))
        {
            using (MixedPrecision.Use(Precision.Float32))
                Assert.True(Product.Forward(x, w, null).equal(expected).all().item<bool>());
            Assert.False(Product.Forward(x, w, null).equal(expected).all().item<bool>());
            // float64 is for exact references.
            Assert.Equal(ScalarType.Float64, Product.Forward(x.to(float64), w.to(float64), null).dtype);
        }

        Assert.True(Product.Forward(x, w, null).equal(expected).all().item<bool>());
    }

    [Fact]
    public void Use_Tf32_IsAllowedUntilDisposed()
    {
        using (MixedPrecision.Use(Precision.Tf32))
            Assert.True(backends.cuda.matmul.allow_tf32 && backends.cudnn.allow_tf32);

        Assert.False(backends.cuda.matmul.allow_tf32 || backends.cudnn.allow_tf32);
    }

    private static Module<Tensor, Tensor> Initialized(Layer[] layers, DropoutNoise noise)
    {
        var network = new Network("discriminator", TensorShape.Image(3, 8, 8), layers).Build(new BuildContext(noise));
        WeightInitializer.Apply(network, new InitOptions(), 1, "discriminator");
        return network;
    }
}
