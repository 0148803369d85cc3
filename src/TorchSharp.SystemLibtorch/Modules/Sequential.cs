using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules called one after the other. What passes between two of them is freed as soon as it has been used.</summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<(string name, IModule<Tensor, Tensor> module)> _modules = [];

    protected internal Sequential(params (string, Module<Tensor, Tensor>)[] modules) : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules)
            append(key, module);
    }

    protected internal Sequential(params Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
    {
        foreach (var module in modules)
            append(module);
    }

    public int Count => _modules.Count;

    public IModule<Tensor, Tensor> this[int index] => _modules[index].module;

    /// <summary>The modules from start to end (exclusive), under the names they have here; both sequences share them.</summary>
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    /// <inheritdoc cref="this[ValueTuple{int?, int?}]"/>
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module is nn.Module registrable)
            register_module(name, registrable);
        _modules.Add((name, module));
        return this;
    }

    public Sequential append(IModule<Tensor, Tensor> module) =>
        append(_modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    public override Tensor forward(Tensor tensor)
    {
        // A fresh handle, so that a caller may dispose input and output independently.
        if (_modules.Count == 0)
            return tensor.alias();
        var current = tensor;
        foreach (var (_, module) in _modules)
        {
            var next = module.call(current);
            if (!ReferenceEquals(current, tensor) && !ReferenceEquals(current, next))
                current.Dispose();
            current = next;
        }
        return current;
    }

    private Sequential Slice(int start, int end)
    {
        var slice = new Sequential(Array.Empty<Module<Tensor, Tensor>>());
        foreach (var (key, module) in _modules[start..end])
            slice.append(key, module);
        return slice;
    }
}
