using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class KernelsTests
{
    // Largest distance in units in the last place between the fused kernels and PyTorch's sequence of operators, after ten steps.
    // The sequence fuses or rounds products at its own discretion; see native/kernels.cpp.
    private const int MostUlps = 4;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    public void AdamStep_TenTimes_FollowsPyTorchsOperators(double weightDecay)
    {
        using var scope = NewDisposeScope();
        using var recording = no_grad();
        manual_seed(1);
        var parameter = randn(50_003);
        var (p, m, v) = (parameter.clone(), zeros_like(parameter), zeros_like(parameter));
        var (pp, mm, vv) = (parameter.clone(), zeros_like(parameter), zeros_like(parameter));

        for (var step = 1; step <= 10; step++)
        {
            var g = randn(50_003);
            Kernels.adam_step([p], [g], [m], [v], 2e-4, 0.5, 0.999, 1e-8, weightDecay, step);
            var gradient = weightDecay == 0 ? g : g.add(pp, weightDecay);
            mm.mul_(0.5).add_(gradient, 1 - 0.5);
            vv.mul_(0.999).addcmul_(gradient, gradient, 1 - 0.999);
            var denominator = (vv.sqrt() / Math.Sqrt(1 - Math.Pow(0.999, step))).add_(1e-8);
            pp.addcdiv_(mm, denominator, -(2e-4 / (1 - Math.Pow(0.5, step))));
        }

        AssertUlps(mm, m);
        AssertUlps(vv, v);
        AssertUlps(pp, p);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.9, 0.01)]
    public void RmspropStep_TenTimes_FollowsPyTorchsOperators(double momentum, double weightDecay)
    {
        using var scope = NewDisposeScope();
        using var recording = no_grad();
        manual_seed(2);
        var parameter = randn(10_001);
        var (p, s, b) = (parameter.clone(), zeros_like(parameter), zeros_like(parameter));
        var (pp, ss, bb) = (parameter.clone(), zeros_like(parameter), zeros_like(parameter));

        for (var step = 1; step <= 10; step++)
        {
            var g = randn(10_001);
            Kernels.rmsprop_step([p], [g], [s], momentum == 0 ? null : [b], 5e-5, 0.99, 1e-8, weightDecay, momentum);
            var gradient = weightDecay == 0 ? g : g.add(pp, weightDecay);
            ss.mul_(0.99).addcmul_(gradient, gradient, 1 - 0.99);
            var average = ss.sqrt().add_(1e-8);
            if (momentum == 0)
            {
                pp.addcdiv_(gradient, average, -5e-5);
            }
            else
            {
                bb.mul_(momentum).addcdiv_(gradient, average);
                pp.add_(bb, -5e-5);
            }
        }

        AssertUlps(ss, s);
        AssertUlps(pp, p);
    }

    [Theory]
    [InlineData(0.0, 0.0, false)]
    [InlineData(0.9, 0.0, false)]
    [InlineData(0.9, 0.1, false)]
    [InlineData(0.9, 0.0, true)]
    public void SgdStep_TenTimes_FollowsPyTorchsOperators(double momentum, double dampening, bool nesterov)
    {
        using var scope = NewDisposeScope();
        using var recording = no_grad();
        manual_seed(3);
        var parameter = randn(10_001);
        var (p, b) = (parameter.clone(), zeros_like(parameter));
        var (pp, bb) = (parameter.clone(), zeros_like(parameter));

        for (var step = 1; step <= 10; step++)
        {
            var g = randn(10_001);
            Kernels.sgd_step([p], [g], momentum == 0 ? null : [b], 0.1, momentum, dampening, 0.001, nesterov, step == 1);
            var gradient = g.add(pp, 0.001);
            if (momentum != 0)
            {
                bb = step == 1 ? gradient.clone() : bb.mul_(momentum).add_(gradient, 1 - dampening);
                gradient = nesterov ? gradient.add(bb, momentum) : bb;
            }

            pp.add_(gradient, -0.1);
        }

        AssertUlps(pp, p);
    }

    [Fact]
    public void AdamStep_OnOneOrTwoThreads_GivesTheSameBits()
    {
        using var scope = NewDisposeScope();
        var threads = get_num_threads();
        Tensor Run(int count)
        {
            set_num_threads(count);
            using var generator = new Generator(4);
            var (p, m, v) = (randn(100_003, generator: generator), zeros(100_003), zeros(100_003));
            Kernels.adam_step([p], [randn(100_003, generator: generator)], [m], [v], 1e-3, 0.9, 0.999, 1e-8, 0, 1);
            return p;
        }

        try
        {
            Assert.True(Run(1).Equals(Run(2)));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void AdamStep_WithAGradientInAnotherLayout_StepsElementByElement()
    {
        using var scope = NewDisposeScope();
        var p = zeros(2, 3);
        var gradient = tensor(new[,] { { 1f, -1f }, { -1f, 1f }, { 1f, 1f } }).t();

        Kernels.adam_step([p], [gradient], [zeros(2, 3)], [zeros(2, 3)], 0.1, 0.9, 0.999, 0, 0, 1);

        Assert.True(p.allclose(gradient * -0.1));
    }

    [Fact]
    public void AdamStep_OfAFloat64Parameter_NamesTheKernel()
    {
        using var scope = NewDisposeScope();
        var p = zeros(2, float64);

        var failure = Assert.Throws<ExternalException>(() => Kernels.adam_step([p], [p], [p], [p], 0.1, 0.9, 0.999, 1e-8, 0, 1));

        Assert.Equal("adam_step: a parameter must be float32 on the CPU", failure.Message);
    }

    [Fact]
    public void DropoutMask_EqualsPhiloxInManagedCode()
    {
        using var scope = NewDisposeScope();
        const double p = 0.3;
        const ulong key0 = 0x0123456789abcdef;
        const ulong key1 = 0xfedcba9876543210;

        var mask = Kernels.dropout_mask([7, 11], p, key0, key1).data<float>().ToArray();

        var threshold = (uint)(p * 4294967296.0);
        var expected = Enumerable.Range(0, 77).Select(i => Philox((ulong)i / 4, key0, key1)[i % 4] < threshold ? 0f : (float)(1 / (1 - p)));
        Assert.Equal(expected, mask);
    }

    [Fact]
    public void Philox_OfThePapersExample_GivesItsWords()
    {
        // Known answers of Philox4x32-10 from Random123's kat_vectors: zero input, and the digits of pi.
        Assert.Equal([0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u], Philox(0, 0, 0));
        Assert.Equal([0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u], Philox(0x85a308d3_243f6a88, 0x299f31d0_a4093822, 0x03707344_13198a2e));
    }

    [Fact]
    public void DropoutMask_OfAMillionElements_KeepsTheShareAndTheMean()
    {
        using var scope = NewDisposeScope();

        var mask = Kernels.dropout_mask([1000, 1000], 0.4, 9, 1);

        // Four standard deviations of a share of a million draws: 0.002; of the mean: 0.0033.
        Assert.Equal(0.4, mask.eq(0).to_type(float64).mean().item<double>(), 0.002);
        Assert.Equal(1.0, mask.mean().item<float>(), 0.0033);
        Assert.False(mask.Equals(Kernels.dropout_mask([1000, 1000], 0.4, 9, 2)));
        Assert.True(Kernels.dropout_mask([8], 0, 1, 1).Equals(ones(8)));
        Assert.Throws<ExternalException>(() => Kernels.dropout_mask([8], 1, 1, 1));
    }

    private static uint[] Philox(ulong block, ulong key0, ulong key1)
    {
        uint[] x = [(uint)block, (uint)(block >> 32), (uint)key1, (uint)(key1 >> 32)];
        var (k0, k1) = ((uint)key0, (uint)(key0 >> 32));
        for (var round = 0; round < 10; round++)
        {
            var product0 = 0xD2511F53ul * x[0];
            var product1 = 0xCD9E8D57ul * x[2];
            x = [(uint)(product1 >> 32) ^ x[1] ^ k0, (uint)product1, (uint)(product0 >> 32) ^ x[3] ^ k1, (uint)product0];
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return x;
    }

    private static void AssertUlps(Tensor expected, Tensor actual)
    {
        var worst = expected.data<float>().Zip(actual.data<float>(), Ulps).Max();
        Assert.True(worst <= MostUlps, $"{worst} units in the last place");
    }

    private static long Ulps(float left, float right)
    {
        static long Ordered(float value)
        {
            var bits = BitConverter.SingleToInt32Bits(value);
            return bits < 0 ? int.MinValue - (long)bits : bits;
        }

        return Math.Abs(Ordered(left) - Ordered(right));
    }
}
