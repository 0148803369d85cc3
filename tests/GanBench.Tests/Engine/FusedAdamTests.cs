using GanBench.Engine;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Tests.Engine;

/// <summary>libtorch's fused kernel against the formula.</summary>
public class FusedAdamTests
{
    private const double Beta1 = 0.5, Beta2 = 0.9, Rate = 0.1, Epsilon = 1e-3;

    // The first step may be any: a run that resumes goes on with the number it stopped at.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Step_FromAnyNumber_IsAdamsWithItsBiasCorrection(int firstStep)
    {
        using var scope = NewDisposeScope();
        var (parameter, first, second) = (tensor([2.0f, -1.0f]), tensor([0.5f, 0.0f]), tensor([0.25f, 0.0f]));
        double[] θ = [2, -1], m = [0.5, 0], v = [0.25, 0];
        using var adam = new FusedAdam([parameter], [first], [second], Beta1, Beta2);

        // A gap too: it is the number that counts, not how often.
        foreach (var step in new[] { firstStep, firstStep + 1, firstStep + 4 })
        {
            float[] gradient = [0.5f * step, -3];
            adam.Step([tensor(gradient)], step, Rate, Epsilon);
            for (var i = 0; i < θ.Length; i++)
            {
                m[i] = (Beta1 * m[i]) + ((1 - Beta1) * gradient[i]);
                v[i] = (Beta2 * v[i]) + ((1 - Beta2) * gradient[i] * gradient[i]);
                var (mHat, vHat) = (m[i] / (1 - Math.Pow(Beta1, step)), v[i] / (1 - Math.Pow(Beta2, step)));
                θ[i] -= Rate * mHat / (Math.Sqrt(vHat) + Epsilon);
            }
        }

        // Three steps in float32, each right to 6 or 7 digits.
        var learned = parameter.data<float>().ToArray();
        Assert.Equal(θ[0], learned[0], 1e-5);
        Assert.Equal(θ[1], learned[1], 1e-5);
    }

    [Fact]
    public void Step_GradientThatLiesOtherwise_IsReadByItsElements()
    {
        using var scope = NewDisposeScope();
        Tensor Learn(Tensor gradient)
        {
            var parameter = zeros(2, 2);
            using var adam = new FusedAdam([parameter], [zeros(2, 2)], [zeros(2, 2)], Beta1, Beta2);
            adam.Step([gradient], 1, Rate, epsilon: 1);
            return parameter;
        }

        var gradient = tensor([1.0f, 2.0f, 3.0f, 4.0f]).reshape(2, 2);
        var transposed = tensor([1.0f, 3.0f, 2.0f, 4.0f]).reshape(2, 2).t();

        Assert.Equal(Learn(gradient).data<float>(), Learn(transposed).data<float>());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void Step_ParameterThatLiesChannelsLast_IsLearnedByItsElements(int channels)
    {
        using var scope = NewDisposeScope();
        var gradient = arange(2 * channels * 4).to(float32).reshape(2, channels, 2, 2);
        Tensor Learn(MemoryFormat? layout, MemoryFormat? layoutOfGradient)
        {
            var parameter = zeros(2, channels, 2, 2).LaidOut(layout);
            using var adam = new FusedAdam([parameter], [zeros_like(parameter)], [zeros_like(parameter)], Beta1, Beta2);
            adam.Step([gradient.LaidOut(layoutOfGradient)], 1, Rate, epsilon: 1);
            return parameter.contiguous();
        }

        var expected = Learn(null, null).data<float>().ToArray();

        foreach (var layout in new MemoryFormat?[] { null, MemoryFormat.ChannelsLast })
        {
            Assert.Equal(expected, Learn(MemoryFormat.ChannelsLast, layout).data<float>().ToArray());
            Assert.Equal(expected, Learn(null, layout).data<float>().ToArray());
        }
    }
}
