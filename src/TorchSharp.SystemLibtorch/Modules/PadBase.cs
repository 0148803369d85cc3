using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A layer that pads.</summary>
public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly long[] _pad;
    private readonly PaddingModes _mode;
    private readonly double _value;

    private protected PadBase(string name, PaddingModes mode, double value, params long[] pad) : base(name)
    {
        _pad = pad;
        _mode = mode;
        _value = value;
    }

    public override Tensor forward(Tensor input) => functional.pad(input, _pad, _mode, _value);
}
