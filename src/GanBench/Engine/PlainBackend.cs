using GanBench.Random;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Engine;

/// <summary>The backend that needs nothing but TorchSharp.</summary>
public class PlainBackend : IEngineBackend
{
    /// <inheritdoc/>
    public virtual string Name => "torchsharp";

    /// <inheritdoc/>
    public virtual void Configure(EngineOptions options)
    {
        // libtorch must start with one thread before anything runs for portable numbers; the SIMD level needs the system provider.
        if (options.Threads is { } threads)
            set_num_threads(threads);
        else if (options.Numerics == Runs.Numerics.Portable)
            set_num_threads(1);
        else
            set_num_threads(Environment.ProcessorCount);
    }

    /// <inheritdoc/>
    public virtual EngineReport Describe() => new(
        __version__,
        get_num_threads(),
        cuda.is_available() ? [.. Enumerable.Range(0, cuda.device_count()).Select(i => $"cuda:{i}")] : [],
        new Dictionary<string, string>());

    /// <inheritdoc/>
    public virtual Tensor DropoutMask(long[] shape, double rate, ulong key, ulong counter, Device device)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var values = new float[count];
        FillMask(values, rate, key, counter);
        var mask = tensor(values, shape);
        if (device.type == DeviceType.CPU)
            return mask;
        using (mask)
            return mask.to(device);
    }

    /// <summary>The definition of a dropout mask, on a managed array; any other implementation gives the same bits.</summary>
    /// <param name="values">Gets the mask.</param>
    /// <param name="rate">Probability of zero, in [0, 1).</param>
    /// <param name="key">Philox key.</param>
    /// <param name="counter">High half of the Philox counter; i / 4 is the low half.</param>
    public static void FillMask(Span<float> values, double rate, ulong key, ulong counter)
    {
        // A unit is dropped when its word is below rate · 2^32.
        var threshold = (uint)(rate * 4294967296.0);
        var keep = (float)(1 / (1 - rate));
        Span<uint> words = stackalloc uint[4];
        for (var i = 0; i < values.Length; i += 4)
        {
            (words[0], words[1], words[2], words[3]) = Philox.Block(key, (ulong)(i / 4), counter);
            for (var k = 0; k < 4 && i + k < values.Length; k++)
                values[i + k] = words[k] < threshold ? 0f : keep;
        }
    }

    /// <inheritdoc/>
    public virtual void AdamStep(OptimizerTensors state, AdamRates rates)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var correction1 = 1 - Math.Pow(rates.Beta1, rates.Step);
        var correction2 = Math.Sqrt(1 - Math.Pow(rates.Beta2, rates.Step));
        for (var i = 0; i < state.Parameters.Length; i++)
        {
            var gradient = state.Gradients[i];
            state.First[i].mul_(rates.Beta1).add_(gradient, 1 - rates.Beta1);
            state.Second[i].mul_(rates.Beta2).addcmul_(gradient, gradient, 1 - rates.Beta2);
            var denominator = state.Second[i].sqrt().div_(correction2).add_(rates.Epsilon);
            state.Parameters[i].addcdiv_(state.First[i], denominator, -rates.LearningRate / correction1);
        }
    }

    /// <inheritdoc/>
    public virtual void RmsPropStep(OptimizerTensors state, RmsPropRates rates)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < state.Parameters.Length; i++)
        {
            var gradient = state.Gradients[i];
            state.Second[i].mul_(rates.Decay).addcmul_(gradient, gradient, 1 - rates.Decay);
            var denominator = state.Second[i].sqrt().add_(rates.Epsilon);
            if (rates.Momentum > 0)
            {
                state.First[i].mul_(rates.Momentum).addcdiv_(gradient, denominator, 1);
                state.Parameters[i].add_(state.First[i], -rates.LearningRate);
            }
            else
            {
                state.Parameters[i].addcdiv_(gradient, denominator, -rates.LearningRate);
            }
        }
    }

    /// <inheritdoc/>
    public virtual void SgdStep(OptimizerTensors state, double learningRate, double momentum)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < state.Parameters.Length; i++)
        {
            var direction = momentum > 0 ? state.First[i].mul_(momentum).add_(state.Gradients[i]) : state.Gradients[i];
            state.Parameters[i].add_(direction, -learningRate);
        }
    }
}
