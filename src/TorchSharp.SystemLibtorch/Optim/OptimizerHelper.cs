using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What all optimizers share: parameter groups, one state per parameter, saving and loading.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = new();

    /// <summary>State by parameter handle, in the order in which parameters were added.</summary>
    protected OrderedDict<IntPtr, OptimizerState> _state = [];

    public OptimizerHelper() : base(IntPtr.Zero) { }

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <summary>
    /// Writes TorchSharp's format: the optimizer's type name, the numbers of groups and of states (LEB128), each group's options,
    /// each parameter's state.
    /// </summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var saved = state_dict();
        writer.Write(GetType().Name);
        writer.Encode(saved.Options.Count);
        writer.Encode(saved.State.Count);
        foreach (var options in saved.Options)
            options.SaveStateDict(writer);
        foreach (var state in saved.State)
            state.SaveStateDict(writer);
    }

    /// <exception cref="InvalidDataException">The file is another optimizer's.</exception>
    /// <exception cref="ArgumentException">It has other numbers of groups or parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var type = reader.ReadString();
        if (type != GetType().Name)
            throw new InvalidDataException($"Loading {GetType().Name}'s state: the file holds the state of {type}.");
        var groups = reader.Decode();
        var states = reader.Decode();
        var own = state_dict();
        CheckCounts(own, groups, states);
        foreach (var options in own.Options)
            options.LoadStateDict(reader);
        foreach (var state in own.State)
            state.LoadStateDict(reader);
    }

    /// <summary>Copies options and state from another optimizer of the same kind.</summary>
    /// <exception cref="ArgumentException">It has other numbers of groups or parameters.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        CheckCounts(own, state_dict.Options.Count, state_dict.State.Count);
        foreach (var (mine, other) in own.Options.Zip(state_dict.Options))
            mine.LoadStateDict(other);
        foreach (var (mine, other) in own.State.Zip(state_dict.State))
            mine.LoadStateDict(other);
    }

    /// <summary>Options per group and state per parameter, in order: the optimizer's own objects, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            foreach (var parameter in group.Parameters)
                dictionary.State.Add(_state[parameter.Handle]);
        }
        return dictionary;
    }

    /// <summary>Moves all state to a device.</summary>
    public void to(Device device)
    {
        foreach (var (_, state) in _state)
            state.to(device);
    }

    /// <summary>Sets all gradients to zero. To drop them instead, which saves the work, use the module's <c>zero_grad</c>.</summary>
    public override void zero_grad()
    {
        foreach (var group in _parameter_groups)
        {
            foreach (var parameter in group.ParameterArray)
            {
                using var gradient = parameter.grad;
                if (gradient is not null)
                    Op.CallVoid("aten::zero_", gradient);
            }
        }
    }

    /// <summary>Runs the closure, if any, with gradients and then the body for each group without, in a dispose scope of its own.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var _ = enable_grad();
            loss = loss_closure();
        }
        using (no_grad())
        {
            foreach (var group in _parameter_groups)
            {
                using var scope = NewDisposeScope();
                body((T)group);
            }
        }
        return loss;
    }

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

    /// <summary>Adds a group: what its options leave open is taken from the optimizer's defaults, and its states are made.</summary>
    /// <exception cref="ArgumentException">One of its parameters is in another group.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        if (param_group.Parameters.Any(parameter => _state.ContainsKey(parameter.Handle)))
            throw new ArgumentException($"{GetType().Name}: a parameter is in more than one group.");
        _parameter_groups.Add(param_group);
        foreach (var parameter in param_group.Parameters)
        {
            var state = NewState(parameter);
            state.Initialize(param_group.Options);
            _state.Add(parameter.Handle, state);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var (_, state) in _state)
            (state as IDisposable)?.Dispose();
        _state.Clear();
    }

    private protected abstract OptimizerState NewState(Parameter parameter);

    private void CheckCounts(StateDictionary own, long groups, long states)
    {
        if (groups != own.Options.Count || states != own.State.Count)
            throw new ArgumentException(
                $"Loading {GetType().Name}'s state: it has {own.Options.Count} groups and {own.State.Count} parameters, the source {groups} and {states}.");
    }
}
