using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// Base class of all networks and layers: a named tree of parameters, buffers and submodules.
        /// It owns them: registered tensors leave their dispose scope and are freed with the module.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;

            protected OrderedDict<string, Module> _internal_submodules = [];
            /// <summary>Buffers with whether they are part of the state dictionary.</summary>
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];
            protected OrderedDict<string, Parameter> _internal_params = [];
            protected string name;

            private bool _componentsRegistered;

            protected Module(string name) => this.name = name;

            public bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, parameter) in _internal_params)
                    parameter.Dispose();
                foreach (var (_, (buffer, _)) in _internal_buffers)
                    buffer.Dispose();
                foreach (var (_, submodule) in _internal_submodules)
                    submodule.Dispose();
            }

            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckNewName(name, "buffer");
                _internal_buffers.Add(name, (tensor.DetachFromDisposeScope(), persistent));
            }

            /// <inheritdoc cref="register_buffer"/>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckNewName(name, "parameter");
                param.DetachFromDisposeScope();
                _internal_params.Add(name, param);
            }

            /// <inheritdoc cref="register_buffer"/>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                CheckNewName(name, "module");
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            protected void ConditionallyRegisterParameter(string name, Tensor? value) =>
                ConditionallyRegisterParameter(name, value as Parameter);

            /// <summary>Makes a value the parameter of that name, or removes the parameter if it is null.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    _internal_params.Remove(name);
                else if (_internal_params.ContainsKey(name))
                    (_internal_params[name] = value).DetachFromDisposeScope();
                else
                    register_parameter(name, value);
            }

            /// <summary>Makes a value the buffer of that name, or removes the buffer if it is null.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    _internal_buffers.Remove(name);
                else if (_internal_buffers.ContainsKey(name))
                    _internal_buffers[name] = (value.DetachFromDisposeScope(), persistent);
                else
                    register_buffer(name, value, persistent);
            }

            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>
            /// Registers the fields of a custom module: modules, parameters, and other tensors as buffers, each under its
            /// field's name or its <see cref="ComponentNameAttribute"/>. Names that are registered already are left alone.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                    return;
                _componentsRegistered = true;
                foreach (var field in GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    var component = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                    if (IsRegistered(component))
                        continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }
            }

            protected static (Device, ScalarType) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            private bool IsRegistered(string name) =>
                _internal_submodules.ContainsKey(name) || _internal_params.ContainsKey(name) || _internal_buffers.ContainsKey(name);

            private void CheckNewName(string name, string kind)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                    throw new ArgumentException($"Cannot register the {kind} '{name}' in {GetName()}: a name must not be empty or contain '.'.");
                if (IsRegistered(name))
                    throw new InvalidOperationException($"Cannot register the {kind} '{name}' in {GetName()}: the name is taken.");
            }
        }
    }
}
