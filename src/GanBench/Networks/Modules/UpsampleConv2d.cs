using GanBench.Engine;
using GanBench.Networks.Graphs;
using GanBench.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>
/// Nearest upsampling by 2 followed by a k×k "same" convolution, computed in sub-pixel form: each of the four output phases sees only
/// a small neighbourhood of the input, so the k×k kernel folds into four kernels of ⌈(k+1)/2⌉² taps on the small image. The parameters
/// are those of the convolution; outputs and gradients are equal up to rounding at a quarter to a half of the cost.
/// </summary>
internal sealed class UpsampleConv2d : Module<Tensor, Tensor>, IGraphModule
{
    private readonly int _filters, _channels, _taps;
    private readonly bool _shifted;
    private readonly ConstantTensor _fold;

#pragma warning disable IDE1006 // TorchSharp names parameters after their fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
#pragma warning restore IDE1006

    public UpsampleConv2d(int channels, int filters, int kernel, bool hasBias)
        : base(nameof(UpsampleConv2d))
    {
        (_channels, _filters) = (channels, filters);
        weight = Weights.Zeros(filters, channels, kernel, kernel);
        bias = hasBias ? Weights.Zeros(filters) : null;
        // Both phases of an axis use the same taps (−r … r) when the radius is even; when it is odd, the second phase is shifted by one.
        var radius = (kernel - 1) / 2;
        _shifted = radius % 2 == 1;
        _taps = radius + 1;
        RegisterComponents();
        _fold = new ConstantTensor(tensor(FoldMatrix(kernel), [(long)kernel * kernel, 4L * _taps * _taps]));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var kernel = weight.reshape((long)_filters * _channels, -1).matmul(_fold.As(weight))
            .reshape(_filters, _channels, 4, _taps, _taps).permute(0, 2, 1, 3, 4).reshape(4L * _filters, _channels, _taps, _taps);
        // Where the weight lies channels last, so does what it folds into: a convolution computes in the layout of its weight.
        if (!weight.is_contiguous())
            kernel = kernel.LaidOut(MemoryFormat.ChannelsLast);
        var offset = bias?.unsqueeze(1).expand(_filters, 4).reshape(4L * _filters);
        var padding = _taps / 2;
        var phases = Convolve.Forward(input, kernel, offset, [1, 1], [padding, padding]);
        if (!_shifted)
            return functional.pixel_shuffle(phases, 2);
        // The convolution has one row and column more than the input: phase 0 takes the first ones, phase 1 the last. With the phases in
        // reverse, that is the shuffled picture without its border.
        var reversed = phases.unflatten(1, _filters, 4).flip(2).flatten(1, 2);
        return functional.pad(functional.pixel_shuffle(reversed, 2), [-1, -1, -1, -1]);
    }

    /// <inheritdoc/>
    /// <remarks>Described as the two operations that it computes in one.</remarks>
    public string Describe(GraphBuilder graph, string input)
    {
        var radius = (weight.shape[2] - 1) / 2;
        return graph.Conv2d(graph.Upsample(input, 2), weight, bias, [1, 1], [radius, radius]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _fold.Dispose();
        base.Dispose(disposing);
    }

    // Entry (t, s) of one axis and phase a is 1 where tap t of the k×k kernel reads input pixel s of the phase's neighbourhood.
    private float[] FoldMatrix(int kernel)
    {
        var radius = (kernel - 1) / 2;
        bool Reads(int phase, int tap, int slot)
        {
            var pixel = (int)Math.Floor((phase + tap - radius) / 2.0);
            var first = _shifted ? phase - ((radius + 1) / 2) : -(radius / 2);
            return pixel - first == slot;
        }
        var matrix = new float[kernel * kernel * 4 * _taps * _taps];
        var i = 0;
        for (var ty = 0; ty < kernel; ty++)
        {
            for (var tx = 0; tx < kernel; tx++)
            {
                for (var phase = 0; phase < 4; phase++)
                {
                    for (var sy = 0; sy < _taps; sy++)
                    {
                        for (var sx = 0; sx < _taps; sx++)
                            matrix[i++] = Reads(phase / 2, ty, sy) && Reads(phase % 2, tx, sx) ? 1 : 0;
                    }
                }
            }
        }
        return matrix;
    }
}
