using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Marks modules that have no parameters and no buffers.</summary>
public interface IParameterLessModule;

/// <summary>A module without parameters and buffers: moving it does nothing, registering anything in it is an error.</summary>
public abstract class ParameterLessModule<T1, TResult>(string name) : Module<T1, TResult>(name), IParameterLessModule
{
    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refusal("buffer", name);

    public override void register_parameter(string name, Parameter param) => throw Refusal("parameter", name);

    public override void register_module(string name, nn.Module submodule) => throw Refusal("module", name);

    private InvalidOperationException Refusal(string kind, string name) =>
        new($"Cannot register the {kind} '{name}' in {GetName()}: it is a parameter-less module.");
}
