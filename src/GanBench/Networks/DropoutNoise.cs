using GanBench.Engine;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Networks;

/// <summary>
/// Where the dropout layers of a network take their masks from: each mask is a function of (seed, layer, step, pass), so a resumed run
/// drops the same units and a sample drawn in between changes nothing.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="network">Name of the network, so that two networks drop independently.</param>
public sealed class DropoutNoise(ulong seed, string network)
{
    private readonly List<int> _passes = [];
    private long _step;

    /// <summary>Enters a step: the next forward pass is its first.</summary>
    /// <param name="step">The step, not negative.</param>
    public void Begin(long step)
    {
        _step = step;
        for (var i = 0; i < _passes.Count; i++)
            _passes[i] = 0;
    }

    /// <summary>Registers a dropout layer.</summary>
    /// <returns>The layer's index and the key of its stream.</returns>
    internal (int Index, ulong Key) Register()
    {
        _passes.Add(0);
        return (_passes.Count - 1, RandomStream.Key(seed, Streams.Dropout(network, _passes.Count - 1)));
    }

    /// <summary>The mask of a layer's next pass in this step: 0 with probability <paramref name="rate"/>, else 1/(1 − rate).</summary>
    internal Tensor Next(int index, ulong key, long[] shape, double rate, Device device, ScalarType dtype)
    {
        var counter = ((ulong)_step << 16) | (uint)_passes[index]++;
        return TensorMemory.Create(shape, values => DropoutMask.Fill(values, rate, key, counter)).MoveTo(device, dtype);
    }
}
