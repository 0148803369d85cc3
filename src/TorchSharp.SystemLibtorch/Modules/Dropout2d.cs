using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>In training sets whole channels of (N, C, H, W) to 0 with probability p and divides the others by 1 - p.</summary>
public sealed class Dropout2d : ParameterLessModule<Tensor, Tensor>
{
    /// <exception cref="ArgumentException">p is no probability.</exception>
    internal Dropout2d(double p, bool inplace) : base(nameof(Dropout2d))
    {
        if (p is not (>= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"Dropout2d: the probability p must lie in [0, 1] (was {p})."));
        this.p = p;
        this.inplace = inplace;
    }

    public double p { get; set; }

    public bool inplace { get; set; }

    public override Tensor forward(Tensor tensor) => functional.dropout2d(tensor, p, training, inplace);
}
