using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter. Its tensors belong to no dispose scope; the optimizer frees them.</summary>
public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether another state is the same to within rounding (relative 1e-5, absolute 1e-8).</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Makes the state of a parameter that has not been updated yet.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public virtual void to(Device device) { }

    /// <summary>Reads a tensor that <see cref="SaveConditionalStateTensor"/> wrote, or null.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device) =>
        Replace(ref result, reader.ReadBoolean() ? LoadStateTensor(reader, device) : null);

    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is not null)
            tensor.Save(writer);
    }

    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    private protected static Tensor LoadStateTensor(BinaryReader reader, Device device)
    {
        using var loaded = TensorExtensionMethods.Load(reader);
        return loaded.to(device, copy: true).DetachFromDisposeScope();
    }

    private protected static void Replace(ref Tensor? target, Tensor? value)
    {
        target?.Dispose();
        target = value;
    }

    private protected static void CopyState(ref Tensor? target, Tensor? source)
    {
        if (!ReferenceEquals(target, source))
            Replace(ref target, source?.clone().DetachFromDisposeScope());
    }

    private protected static void MoveState(ref Tensor? target, Device device)
    {
        if (target is not null)
            Replace(ref target, target.to(device, copy: true).DetachFromDisposeScope());
    }

    private protected static bool Same(Tensor? left, Tensor? right) =>
        left is null || right is null ? left is null && right is null : left.allclose(right);
}
