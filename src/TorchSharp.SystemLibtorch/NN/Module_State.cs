namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// All parameters and persistent buffers by path, in PyTorch's order: per module its parameters, its buffers, its children.
            /// The tensors are the module's own, not copies.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                prefix = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (key, parameter) in _internal_params)
                    destination[prefix + key] = parameter;
                foreach (var (key, (buffer, persistent)) in _internal_buffers)
                    if (persistent)
                        destination[prefix + key] = buffer;
                foreach (var (key, child) in named_children())
                    child.state_dict(destination, prefix + key);
                return destination;
            }

            /// <summary>Copies values into the module's parameters and buffers by name.</summary>
            /// <returns>The names the source lacks, and those the module does not know.</returns>
            /// <exception cref="InvalidOperationException"><paramref name="strict"/> and the names differ.</exception>
            /// <exception cref="ArgumentException">A tensor has another shape than the module's.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                skip ??= [];
                var own = state_dict();
                List<string> missing = [.. own.Keys.Where(key => !source.ContainsKey(key) && !skip.Contains(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !own.ContainsKey(key) && !skip.Contains(key))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                    throw new InvalidOperationException(
                        $"Loading a state dictionary into {GetName()}: the names differ. Missing: {Names(missing)}. Unexpected: {Names(unexpected)}.");

                var loadable = own.Where(entry => source.ContainsKey(entry.Key) && !skip.Contains(entry.Key)).ToList();
                foreach (var (key, target) in loadable)
                    CheckShape(key, target, source[key]);
                foreach (var (key, target) in loadable)
                    CopyValues(source[key], target);
                return (missing, unexpected);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>
            /// Writes TorchSharp's format: the number of entries (LEB128), then each entry's name and its tensor
            /// as <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/> writes it.
            /// </summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var entries = skip is null ? [.. sd] : sd.Where(entry => !skip.Contains(entry.Key)).ToList();
                writer.Encode(entries.Count);
                foreach (var (key, tensor) in entries)
                {
                    writer.Write(key);
                    tensor.Save(writer);
                }
            }

            public virtual Module load(
                string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location))
                    throw new FileNotFoundException($"Loading {GetName()}: there is no file '{location}'.", location);
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads what <see cref="save(BinaryWriter, IList{string}?)"/> wrote, on whatever device the module is.</summary>
            /// <param name="reader">Placed at the start of a saved module.</param>
            /// <param name="strict">Whether the file must have exactly the module's names.</param>
            /// <param name="skip">Names whose tensors are left as they are.</param>
            /// <param name="loadedParameters">Gets every name of module and file, with whether it was loaded.</param>
            /// <exception cref="ArgumentException">Names (if strict), shapes or element types differ.</exception>
            public virtual Module load(
                BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                skip ??= [];
                var own = state_dict();
                var count = reader.Decode();
                if (strict && count != own.Count)
                    throw new ArgumentException($"Loading {GetName()}: it has {own.Count} tensors, the file has {count}.");
                foreach (var key in own.Keys)
                    loadedParameters?.TryAdd(key, false);

                for (var i = 0L; i < count; i++)
                {
                    var key = reader.ReadString();
                    var known = own.TryGetValue(key, out var target);
                    if (!known && strict)
                        throw new ArgumentException($"Loading {GetName()}: the file has '{key}', which the module has not.");
                    using var saved = TensorExtensionMethods.Load(reader);
                    var wanted = known && !skip.Contains(key);
                    if (wanted)
                    {
                        CheckShape(key, target!, saved);
                        if (saved.dtype != target!.dtype)
                            throw new ArgumentException($"Loading {GetName()}: '{key}' is {target.dtype}, the file has {saved.dtype}.");
                        CopyValues(saved, target);
                    }
                    if (loadedParameters is not null)
                        loadedParameters[key] = wanted;
                }
                return this;
            }

            /// <summary>Makes a module with its parameterless constructor and loads its weights.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);

            private static void CopyValues(Tensor source, Tensor target)
            {
                using var _ = no_grad();
                Op.CallVoid("aten::copy_", target, source);
            }

            private void CheckShape(string key, Tensor target, Tensor source)
            {
                if (!target.shape.AsSpan().SequenceEqual(source.shape))
                    throw new ArgumentException(
                        $"Loading {GetName()}: '{key}' has the shape [{string.Join(", ", target.shape)}], the source has [{string.Join(", ", source.shape)}].");
            }

            private static string Names(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
        }
    }
}
