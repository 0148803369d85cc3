using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share: their settings, weight (out, in / groups, …; transposed: in, out / groups, …) and bias (out).</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    protected Parameter? _bias;

    [ComponentName(Name = "weight")]
    protected Parameter _weight;

    /// <summary>Padding as <see cref="functional.pad(Tensor, long[], PaddingModes, double)"/> takes it: last dimension first, before and after.</summary>
    protected long[] _reversed_padding_repeated_twice;

    protected long input_channels;

    /// <exception cref="ArgumentException">Sizes that do not fit each other.</exception>
    protected Convolution(
        string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type,
        long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
        Device? device = null, ScalarType? dtype = null) : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException($"{name}: {in_channels} input and {out_channels} output channels cannot be split into {groups} groups.");
        if (padding_type == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException($"{name}: padding 'same' needs stride 1.");
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException($"{name}: a transposed convolution pads with zeros only.");

        input_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.padding = padding;
        this.padding_type = padding_type;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        _reversed_padding_repeated_twice = Reversed();

        long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        _weight = NewParameter([.. channels, .. kernel_size], device, dtype);
        register_parameter("weight", _weight);
        if (bias)
        {
            _bias = NewParameter([out_channels], device, dtype);
            register_parameter("bias", _bias);
        }
        reset_parameters();
    }

    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter("weight", _weight = value);
    }

    /// <summary>Null without bias.</summary>
    [AllowNull]
    public Parameter bias
    {
        get => _bias!;
        set => ConditionallyRegisterParameter("bias", _bias = value);
    }

    public long in_channels => input_channels;

    public long out_channels { get; }

    public bool transposed { get; }

    /// <summary>Padding given by name; null if it was given in numbers.</summary>
    public Padding? padding_type { get; private set; }

    /// <summary>Padding on each side, per dimension.</summary>
    public long[] padding { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    /// <summary>Draws weight and bias anew, as PyTorch does: uniform in ±1/√(fan in).</summary>
    public void reset_parameters() => init.InitializeAffine(_weight, _bias);

    public void SetPadding(long[] padding)
    {
        this.padding = padding;
        padding_type = null;
        _reversed_padding_repeated_twice = Reversed();
    }

    public void SetPadding(Padding padding)
    {
        padding_type = padding;
        _reversed_padding_repeated_twice = Reversed();
    }

    /// <summary>Whether the input is a batch (true) or a single sample (false).</summary>
    /// <exception cref="ArgumentException">It is neither, or has other than <see cref="in_channels"/> channels.</exception>
    protected bool ValidateShape(Tensor input, long dimensions)
    {
        var shape = input.shape;
        var batched = shape.Length == dimensions + 2;
        if (!batched && shape.Length != dimensions + 1)
            throw new ArgumentException(
                $"{GetName()}: the input has {shape.Length} dimensions, it should have {dimensions + 2}, or {dimensions + 1} for one sample.");
        if (shape[batched ? 1 : 0] != input_channels)
            throw new ArgumentException(
                $"{GetName()}: the input [{string.Join(", ", shape)}] has {shape[batched ? 1 : 0]} channels, it should have {input_channels}.");
        return batched;
    }

    private long[] Reversed()
    {
        var dimensions = kernel_size.Length;
        var reversed = new long[2 * dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var total = padding_type switch
            {
                Padding.Same => dilation[d] * (kernel_size[d] - 1),
                Padding.Valid => 0,
                _ => 2 * padding[d],
            };
            var at = 2 * (dimensions - 1 - d);
            reversed[at] = total / 2;
            reversed[at + 1] = total - (total / 2);
        }
        return reversed;
    }
}
