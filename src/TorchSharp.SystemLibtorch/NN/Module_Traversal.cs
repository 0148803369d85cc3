using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Calls a function on every submodule, children before parents, and on this module last.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, submodule) in _internal_submodules)
                    submodule.apply(fn);
                fn(this);
                return this;
            }

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, submodule) in _internal_submodules)
                    submodule.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    if (gradient is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        Op.CallVoid("aten::zero_", gradient);
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                foreach (var child in _internal_submodules)
                    yield return child;
            }

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>All descendants, depth first, each before its own children. The module itself is not listed.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (childName, child) in named_children())
                {
                    yield return (childName, child);
                    foreach (var (descendantName, descendant) in child.named_modules())
                        yield return ($"{childName}.{descendantName}", descendant);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Own parameters first, then each child's in order of registration, as in PyTorch. Each parameter once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (prefix, module) in SelfAndDescendants(recurse))
                    foreach (var (parameterName, parameter) in module._internal_params)
                        if (seen.Add(parameter))
                            yield return (prefix + parameterName, parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (prefix, module) in SelfAndDescendants(recurse))
                    foreach (var (bufferName, (buffer, persistent)) in module._internal_buffers)
                        if ((persistent || include_nonpersistent) && seen.Add(buffer))
                            yield return (prefix + bufferName, buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>Whether there is a buffer of that name, which may be a path such as <c>0.running_mean</c>.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <inheritdoc cref="has_buffer"/>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>The buffer of that name or path; null if there is none.</summary>
            public virtual Tensor? get_buffer(string target) =>
                Find(target) is var (owner, leaf) && owner._internal_buffers.TryGetValue(leaf, out var entry) ? entry.Item1 : null;

            /// <summary>The parameter of that name or path; null if there is none.</summary>
            public virtual Parameter? get_parameter(string target) =>
                Find(target) is var (owner, leaf) && owner._internal_params.TryGetValue(leaf, out var parameter) ? parameter : null;

            private (Module owner, string leaf)? Find(string target)
            {
                ArgumentNullException.ThrowIfNull(target);
                var owner = this;
                var path = target.Split('.');
                foreach (var step in path[..^1])
                {
                    if (!owner._internal_submodules.TryGetValue(step, out var next))
                        return null;
                    owner = next;
                }
                return (owner, path[^1]);
            }

            private IEnumerable<(string prefix, Module module)> SelfAndDescendants(bool recurse)
            {
                yield return ("", this);
                if (!recurse)
                    yield break;
                foreach (var (path, module) in named_modules())
                    yield return (path + ".", module);
            }
        }
    }
}
