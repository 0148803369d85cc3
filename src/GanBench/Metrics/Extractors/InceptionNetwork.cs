using GanBench.Engine;
using GanBench.Networks.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Inception-v3 as trained for TensorFlow in December 2015 and used by FID ever since (Szegedy et al., "Rethinking the inception
/// architecture", CVPR 2016). It differs from the usual version: 1008 classes, no auxiliary head, average pools that do not count the
/// padding, and a maximum pool in the last block. Names of weights are torchvision's.
/// <para>Batch normalisation is folded into the convolutions. Where branches of a block begin with 1×1 convolutions of the same input
/// they run as one; the pooling branch's goes before its average, which commutes with it and is cheaper on fewer channels.</para>
/// </summary>
internal sealed class InceptionNetwork : IDisposable
{
    /// <summary>Feature lengths that can be taken out: after the first and second pool, before the last blocks, and at the end.</summary>
    public static readonly int[] Layers = [64, 192, 768, 2048];

    /// <summary>Side of the input.</summary>
    public const int Side = 299;

    /// <summary>Classes of the last layer.</summary>
    public const int Classes = 1008;

    private readonly ScalarType _type;
    private readonly FoldedWeights _weights;

    /// <summary>Takes weights by torchvision's names.</summary>
    /// <param name="weights">The state dictionary; not kept.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">What to compute in.</param>
    /// <exception cref="DataException">A weight is missing or has another shape.</exception>
    public InceptionNetwork(IReadOnlyDictionary<string, Tensor> weights, Device device, FeaturePrecision precision) =>
        (_type, _weights) = (precision.Type, new FoldedWeights(weights, device, precision.Type));

    /// <summary>Runs the network.</summary>
    /// <param name="x">float32 N×3×299×299, normalised.</param>
    /// <param name="layer">One of <see cref="Layers"/>.</param>
    /// <returns>N×layer features.</returns>
    public Tensor Features(Tensor x, int layer)
    {
        // The caller keeps its tensor: what is freed is another of the same memory.
        x = Stage.Next(x.detach(), input => Conv(input.to(_type), "Conv2d_1a_3x3", stride: 2));
        x = Stage.Next(x, input => Conv(input, "Conv2d_2a_3x3"));
        x = Stage.Next(x, input => Pool(Conv(input, "Conv2d_2b_3x3", padding: 1)));
        if (layer == 64)
            return Mean(x);
        x = Stage.Next(x, input => Conv(input, "Conv2d_3b_1x1"));
        x = Stage.Next(x, input => Pool(Conv(input, "Conv2d_4a_3x3")));
        if (layer == 192)
            return Mean(x);
        foreach (var block in new[] { "Mixed_5b", "Mixed_5c", "Mixed_5d" })
            x = Stage.Next(x, input => BlockA(input, block));
        x = Stage.Next(x, input => BlockB(input, "Mixed_6a"));
        foreach (var block in new[] { "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e" })
            x = Stage.Next(x, input => BlockC(input, block));
        if (layer == 768)
            return Mean(x);
        x = Stage.Next(x, input => BlockD(input, "Mixed_7a"));
        x = Stage.Next(x, input => BlockE(input, "Mixed_7b", maximum: false));
        return Mean(Stage.Next(x, input => BlockE(input, "Mixed_7c", maximum: true)));
    }

    /// <summary>Logits without the bias, which the original inception score leaves out.</summary>
    /// <param name="features">N×2048.</param>
    public Tensor Logits(Tensor features) => features.mm(_weights.Classifier.t());

    /// <summary>Logits with the bias.</summary>
    /// <param name="features">N×2048.</param>
    /// <exception cref="DataException">The weights have no bias.</exception>
    public Tensor BiasedLogits(Tensor features) => Logits(features).Add(_weights.ClassifierBias
        ?? throw new DataException("These weights of Inception have no fc.bias, which the layer 'logits' needs; use logits_unbiased."));

    public void Dispose() => _weights.Dispose();

    private static Tensor Mean(Tensor x) => x.to(float32).mean([2, 3]);

    private static Tensor Pool(Tensor x) => max_pool2d(x, 3, 2);

    private static Tensor Average(Tensor x) => avg_pool2d(x, 3, 1, 1, count_include_pad: false);

    private Tensor Conv(Tensor x, string name, long stride = 1, long padding = 0) => Conv(x, name, stride, (padding, padding));

    private Tensor Conv(Tensor x, string name, long stride, (long Rows, long Columns) padding)
    {
        var (weight, bias) = _weights.Get(name);
        return Convolve.Forward(x, weight, bias, [stride, stride], [padding.Rows, padding.Columns]).relu_();
    }

    /// <summary>1×1 convolutions of one input at once; all but <paramref name="beforePool"/>, the last, end with ReLU.</summary>
    private Tensor[] Pointwise(Tensor x, string block, string[] branches, string? beforePool)
    {
        string[] all = beforePool is null ? branches : [.. branches, beforePool];
        var (weight, bias, sizes) = _weights.GetMerged(block, all);
        var outputs = Convolve.Forward(x, weight, bias, [1, 1], [0, 0]).split(sizes, 1);
        for (var i = 0; i < branches.Length; i++)
            outputs[i].relu_();
        return outputs;
    }

    private Tensor BlockA(Tensor x, string block)
    {
        var p = Pointwise(x, block, ["branch1x1", "branch5x5_1", "branch3x3dbl_1"], "branch_pool");
        var five = Conv(p[1], block + ".branch5x5_2", padding: 2);
        var three = Conv(Conv(p[2], block + ".branch3x3dbl_2", padding: 1), block + ".branch3x3dbl_3", padding: 1);
        return cat([p[0], five, three, Average(p[3]).relu_()], 1);
    }

    private Tensor BlockB(Tensor x, string block)
    {
        var three = Conv(x, block + ".branch3x3", stride: 2);
        var two = Conv(Conv(x, block + ".branch3x3dbl_1"), block + ".branch3x3dbl_2", padding: 1);
        return cat([three, Conv(two, block + ".branch3x3dbl_3", stride: 2), Pool(x)], 1);
    }

    private Tensor BlockC(Tensor x, string block)
    {
        var p = Pointwise(x, block, ["branch1x1", "branch7x7_1", "branch7x7dbl_1"], "branch_pool");
        var seven = Column(Row(p[1], block + ".branch7x7_2"), block + ".branch7x7_3");
        var twice = Column(p[2], block + ".branch7x7dbl_2");
        twice = Column(Row(twice, block + ".branch7x7dbl_3"), block + ".branch7x7dbl_4");
        return cat([p[0], seven, Row(twice, block + ".branch7x7dbl_5"), Average(p[3]).relu_()], 1);
    }

    private Tensor BlockD(Tensor x, string block)
    {
        var p = Pointwise(x, block, ["branch3x3_1", "branch7x7x3_1"], null);
        var three = Conv(p[0], block + ".branch3x3_2", stride: 2);
        var seven = Column(Row(p[1], block + ".branch7x7x3_2"), block + ".branch7x7x3_3");
        return cat([three, Conv(seven, block + ".branch7x7x3_4", stride: 2), Pool(x)], 1);
    }

    private Tensor BlockE(Tensor x, string block, bool maximum)
    {
        var p = Pointwise(x, block, ["branch1x1", "branch3x3_1", "branch3x3dbl_1"], maximum ? null : "branch_pool");
        var three = cat([ShortRow(p[1], block + ".branch3x3_2a"), ShortColumn(p[1], block + ".branch3x3_2b")], 1);
        var twice = Conv(p[2], block + ".branch3x3dbl_2", padding: 1);
        twice = cat([ShortRow(twice, block + ".branch3x3dbl_3a"), ShortColumn(twice, block + ".branch3x3dbl_3b")], 1);
        var pool = maximum ? Conv(max_pool2d(x, 3, 1, 1), block + ".branch_pool") : Average(p[3]).relu_();
        return cat([p[0], three, twice, pool], 1);
    }

    private Tensor Row(Tensor x, string name) => Conv(x, name, 1, (0, 3));

    private Tensor Column(Tensor x, string name) => Conv(x, name, 1, (3, 0));

    private Tensor ShortRow(Tensor x, string name) => Conv(x, name, 1, (0, 1));

    private Tensor ShortColumn(Tensor x, string name) => Conv(x, name, 1, (1, 0));
}
