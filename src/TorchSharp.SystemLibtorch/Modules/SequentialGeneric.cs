using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Base class for sequences whose first input or last output is not a tensor: derive from it, and call the modules in
/// <c>forward</c>.
/// </summary>
public abstract class Sequential<T, TResult> : nn.Module<T, TResult>
{
    private readonly List<(string name, nn.Module module)> _modules = [];

    protected Sequential(params (string, nn.Module)[] modules) : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules)
            Add(key, module);
    }

    protected Sequential(params nn.Module[] modules) : base(nameof(Sequential))
    {
        foreach (var module in modules)
            Add(module);
    }

    public int Count => _modules.Count;

    public nn.Module this[int index] => _modules[index].module;

    public Sequential<T, TResult> this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    public Sequential<T, TResult> this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    public Sequential<T, TResult> append(string name, nn.Module module)
    {
        Add(name, module);
        return this;
    }

    public Sequential<T, TResult> append(nn.Module module)
    {
        Add(module);
        return this;
    }

    protected void Add(string name, nn.Module sm)
    {
        ArgumentNullException.ThrowIfNull(sm);
        register_module(name, sm);
        _modules.Add((name, sm));
    }

    protected void Add(nn.Module module) =>
        Add(_modules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

    /// <summary>A sequence of the modules from start to end (exclusive). A derived class that wants slices says how to make one.</summary>
    /// <exception cref="NotSupportedException">The derived class does not override it.</exception>
    protected virtual Sequential<T, TResult> Slice(int start, int end) =>
        throw new NotSupportedException($"{GetType().Name} cannot be sliced: it does not override Slice.");
}
