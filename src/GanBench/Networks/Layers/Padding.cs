namespace GanBench.Networks.Layers;

/// <summary>How the border of an image is filled with zeros before a convolution.</summary>
public readonly record struct Padding
{
    private readonly int? _amount;
    private readonly bool _valid;

    private Padding(int? amount, bool valid) => (_amount, _valid) = (amount, valid);

    /// <summary>
    /// TensorFlow's "same", the default: the output has ⌈side / stride⌉ pixels, and of an odd number of zeros the extra one is at the
    /// bottom and right.
    /// </summary>
    public static Padding Same => default;

    /// <summary>No zeros.</summary>
    public static Padding Valid => new(null, true);

    /// <summary>So many zeros on every side.</summary>
    /// <param name="amount">Zeros per side.</param>
    public static Padding Of(int amount) => new(amount, false);

    /// <summary>Whether this is "same".</summary>
    public bool IsSame => _amount is null && !_valid;

    /// <summary>Zeros before and after along one axis.</summary>
    /// <param name="side">Pixels along the axis.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Step.</param>
    public (int Before, int After) Amounts(int side, int kernel, int stride)
    {
        if (_valid)
            return (0, 0);
        if (_amount is { } amount)
            return (amount, amount);
        var outputs = (side + stride - 1) / stride;
        var total = Math.Max(0, ((outputs - 1) * stride) + kernel - side);
        return (total / 2, total - (total / 2));
    }

    /// <inheritdoc/>
    public override string ToString() => _valid ? "valid" : _amount is { } amount ? FormattableString.Invariant($"padding {amount}")
        : "same";
}
