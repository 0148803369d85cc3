using GanBench.Engine;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>Gaussian noise on the discriminator's inputs, which fades over the run.</summary>
/// <param name="deviation">Its standard deviation at the first step; 0 is off.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="decay">How it fades.</param>
internal sealed class InstanceNoise(double deviation, ulong seed, LinearDecay decay)
{
    /// <summary>The samples with noise.</summary>
    /// <param name="samples">N×C×H×W.</param>
    /// <param name="step">The step.</param>
    /// <param name="draw">Number of the discriminator's pass in its step, below 256.</param>
    public Tensor Add(Tensor samples, int step, int draw)
    {
        var now = deviation * decay.At(step);
        if (now <= 0)
            return samples;
        var noise = TensorMemory.Create(samples.shape, new RandomStream(seed, Streams.InstanceNoise, ((long)step << 8) + draw).FillNormal);
        using var scale = Scalars.Create(now);
        return samples.Plus(noise.MoveTo(samples.device, samples.dtype) * scale);
    }
}
