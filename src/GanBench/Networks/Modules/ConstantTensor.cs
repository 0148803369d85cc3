using static TorchSharp.torch;

namespace GanBench.Networks.Modules;

/// <summary>
/// A tensor of constants that a module computes with: it follows the module to another type or device and is no part of its state, so
/// no checkpoint holds it.
/// </summary>
/// <param name="values">The values, float32 on the CPU; owned from here on.</param>
internal sealed class ConstantTensor(Tensor values) : IDisposable
{
    private Tensor _values = values.DetachFromDisposeScope();

    /// <summary>The values in the type and on the device of another tensor; not to be disposed by the caller.</summary>
    /// <param name="like">The other tensor.</param>
    public Tensor As(Tensor like)
    {
        if (_values.dtype != like.dtype || _values.device_type != like.device_type || _values.device_index != like.device_index)
        {
            var moved = _values.to(like.dtype, like.device).DetachFromDisposeScope();
            _values.Dispose();
            _values = moved;
        }
        return _values;
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
