using GanBench.Networks.Graphs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>Dropout whose mask is a function of (seed, layer, step, pass) and not of a generator's state.</summary>
internal sealed class CounterDropout : Module<Tensor, Tensor>, IPiecewiseLinear, IGraphModule
{
    private readonly double _rate;
    private readonly DropoutNoise _noise;
    private readonly int _index;
    private readonly ulong _key;

    public CounterDropout(double rate, DropoutNoise noise)
        : base(nameof(CounterDropout))
    {
        (_rate, _noise) = (rate, noise);
        (_index, _key) = noise.Register();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!training || _rate == 0)
            return input.alias();
        using var mask = Mask(input);
        return Masked(input, mask);
    }

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) => input;

    /// <inheritdoc/>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back)
    {
        if (!training || _rate == 0)
        {
            back = gradient => gradient;
            return input;
        }
        var mask = Mask(input);
        back = gradient => gradient * mask;
        return Masked(input, mask);
    }

    // 1/(1 − rate) is no number of bfloat16: products with it are rounded, not the factor.
    private Tensor Mask(Tensor input) => _noise.Next(
        _index, _key, input.shape, _rate, input.device, input.dtype == ScalarType.BFloat16 ? ScalarType.Float32 : input.dtype);

    private static Tensor Masked(Tensor input, Tensor mask)
    {
        var masked = input * mask;
        return masked.dtype == input.dtype ? masked : masked.to(input.dtype);
    }
}
