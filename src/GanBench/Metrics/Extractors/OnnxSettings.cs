using GanBench.Configuration;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// How pictures become the input of an ONNX graph, from a YAML file beside it (<c>network.onnx</c> and <c>network.yaml</c>). Pixels from
/// 0 to 255 are resized to a square, divided by <see cref="Scale"/>, and then (x − mean) / std by channel.
/// </summary>
public sealed record OnnxSettings : IOptionRules
{
    /// <summary>Side of the input in pixels; 0 takes it from the graph.</summary>
    [RangeRule(0, 4096)]
    public int Size { get; init; }

    /// <summary>How pictures are resized.</summary>
    public OnnxResize Resize { get; init; } = OnnxResize.Bicubic;

    /// <summary>What pixels are divided by: 255 gives 0 to 1.</summary>
    [RangeRule(0, Above = true)]
    public double Scale { get; init; } = 255;

    /// <summary>What is subtracted, one number or one per channel.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0];

    /// <summary>What it is divided by then, one number or one per channel.</summary>
    public IReadOnlyList<double> Std { get; init; } = [1];

    /// <summary>Order of the channels.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string prefix)
    {
        var most = Channels == ChannelOrder.Grey ? 1 : 3;
        foreach (var (key, values) in new[] { ("mean", Mean), ("std", Std) })
        {
            if (values.Count != 1 && values.Count != most)
                yield return $"{prefix}{key} must be one number or {most} (found {values.Count}).";
        }
        if (Std.Any(value => !(value > 0)))
            yield return $"{prefix}std must be above 0.";
    }
}

/// <summary>How pictures are brought to a network's size.</summary>
public enum OnnxResize
{
    /// <summary>Antialiased bicubic, as Pillow's; <see cref="ResizeMode.Clean"/>.</summary>
    Bicubic,

    /// <summary>Bilinear without antialiasing, as PyTorch's; <see cref="ResizeMode.PyTorch"/>.</summary>
    Bilinear,
}

/// <summary>Order of the channels of a network's input.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>One channel of grey, by ITU-R 601.</summary>
    Grey,
}
