using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Text;
using static TorchSharp.torch;

namespace GanBench.Training.Checkpoints;

/// <summary>
/// Writes and reads the checkpoints of a run: safetensors files of both networks and the optimisers, and <c>state.json</c> with their
/// hashes. A checkpoint's folder appears under its name only when it is whole.
/// </summary>
public static class CheckpointStore
{
    private const string GeneratorFile = "generator.safetensors";
    private const string AverageFile = "generator-average.safetensors";
    private const string DiscriminatorFile = "discriminator.safetensors";
    private const string OptimizersFile = "optimizers.safetensors";
    private const string StateFile = "state.json";

    // Networks of two shapes differ in every layer.
    private const int MostNamed = 3;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="model">What to keep.</param>
    /// <param name="step">The step it stands at.</param>
    /// <returns>The checkpoint's hash.</returns>
    /// <exception cref="EnvironmentException">The disk is full or cannot be written.</exception>
    public static string Save(RunDirectory directory, GanModel model, int step)
    {
        var folder = directory.CheckpointFolder(step);
        var temporary = folder + ".tmp";
        try
        {
            Directory.CreateDirectory(directory.CheckpointsFolder);
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            Directory.CreateDirectory(temporary);
            foreach (var (file, tensors) in Contents(model))
                SafeTensors.Save(Path.Combine(temporary, file), tensors);
            var files = Contents(model).Select(c => c.File).ToDictionary(f => f, f => HashFile(Path.Combine(temporary, f)));
            var state = new CheckpointState
            {
                Step = step,
                GeneratorSteps = model.GeneratorOptimizer.Steps,
                DiscriminatorSteps = model.DiscriminatorOptimizer.Steps,
                Files = files,
                Hash = HashOf(step, files),
            };
            AtomicFile.WriteAllText(Path.Combine(temporary, StateFile), JsonSerializer.Serialize(state, RunJson.Indented) + "\n");
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(temporary, folder);
            return state.Hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot write checkpoint {folder}: {e.Message}", e);
        }
    }

    /// <summary>Finds the latest checkpoint that is whole, and warns of those that are not.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="atMost">Latest step to consider.</param>
    /// <param name="warn">Gets one line for each damaged checkpoint.</param>
    /// <returns>Its state, or null when there is none.</returns>
    public static CheckpointState? FindLatest(RunDirectory directory, int atMost, Action<string> warn)
    {
        foreach (var step in directory.CheckpointSteps.Where(s => s <= atMost).Reverse())
        {
            try
            {
                return Verify(directory, step);
            }
            catch (DataException e)
            {
                warn($"Checkpoint {step} of {directory.Id} is left out: {e.Message}");
            }
        }
        return null;
    }

    /// <summary>Reads a checkpoint's state and checks every file against its hash.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="DataException">The checkpoint is missing or damaged.</exception>
    public static CheckpointState Verify(RunDirectory directory, int step)
    {
        var state = ReadState(directory, step);
        foreach (var (file, hash) in state.Files)
        {
            var path = Path.Combine(directory.CheckpointFolder(step), Path.GetFileName(file));
            if (!File.Exists(path))
                throw new DataException($"{path} is missing.");
            if (HashFile(path) != hash)
                throw new DataException($"{path} is damaged: its content does not have the hash that {StateFile} states.");
        }
        return state;
    }

    /// <summary>Reads a checkpoint's state, and no file that it names.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="DataException">The checkpoint is missing, or its state damaged.</exception>
    public static CheckpointState ReadState(RunDirectory directory, int step)
    {
        var folder = directory.CheckpointFolder(step);
        var stateFile = Path.Combine(folder, StateFile);
        if (!File.Exists(stateFile))
            throw new DataException(Missing(directory, step));
        CheckpointState state;
        try
        {
            state = JsonSerializer.Deserialize<CheckpointState>(InputFile.ReadAllText(stateFile), RunJson.Indented)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new DataException($"{stateFile} is damaged: {ParserMessages.Of(e)}", e);
        }
        return state.Step == step && state.Hash == HashOf(step, state.Files)
            ? state
            : throw new DataException($"{stateFile} is damaged: its hash does not fit its content.");
    }

    /// <summary>Loads a checkpoint into a model of the same specification.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="model">The model; all its weights and optimiser states are overwritten.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="DataException">The checkpoint is missing, damaged, or of another network.</exception>
    public static CheckpointState Load(RunDirectory directory, GanModel model, int step)
    {
        var state = Verify(directory, step);
        Copy([.. Contents(model).Select(c => (Path.Combine(directory.CheckpointFolder(step), c.File), c.Tensors))], model.Device);
        model.GeneratorOptimizer.Steps = state.GeneratorSteps;
        model.DiscriminatorOptimizer.Steps = state.DiscriminatorSteps;
        return state;
    }

    /// <summary>Loads the weights of both networks from another run's checkpoint; optimisers start afresh (transfer learning).</summary>
    /// <param name="directory">The other run.</param>
    /// <param name="model">The model.</param>
    /// <param name="step">The other run's step.</param>
    /// <exception cref="DataException">The checkpoint is damaged, or shapes differ: the message lists what differs.</exception>
    public static void LoadWeights(RunDirectory directory, GanModel model, int step)
    {
        Verify(directory, step);
        var folder = directory.CheckpointFolder(step);
        var parts = new List<(string, IReadOnlyList<(string, Tensor)>)>
        {
            (Path.Combine(folder, GeneratorFile), StateOf(model.Generator)),
            (Path.Combine(folder, DiscriminatorFile), StateOf(model.Discriminator)),
        };
        if (model.Average is not null)
            parts.Add((Path.Combine(folder, GeneratorFile), StateOf(model.Average)));
        Copy(parts, model.Device);
    }

    /// <summary>Removes a checkpoint.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="step">The step.</param>
    public static void Delete(RunDirectory directory, int step)
    {
        var folder = directory.CheckpointFolder(step);
        // Renamed first: a crash while deleting must not leave half a checkpoint under a valid name.
        var doomed = folder + ".tmp";
        if (Directory.Exists(doomed))
            Directory.Delete(doomed, recursive: true);
        if (!Directory.Exists(folder))
            return;
        Directory.Move(folder, doomed);
        Directory.Delete(doomed, recursive: true);
    }

    private static string Missing(RunDirectory directory, int step)
    {
        var steps = directory.CheckpointSteps;
        var known = steps.Count == 0 ? "It has none yet." : "It has: " + string.Join(", ", steps) + ".";
        return FormattableString.Invariant($"Run {directory.Id} has no checkpoint at step {step}. {known}");
    }

    private static IEnumerable<(string File, IReadOnlyList<(string, Tensor)> Tensors)> Contents(GanModel model)
    {
        yield return (GeneratorFile, StateOf(model.Generator));
        yield return (DiscriminatorFile, StateOf(model.Discriminator));
        if (model.Average is not null)
            yield return (AverageFile, StateOf(model.Average));
        yield return (OptimizersFile,
        [
            .. model.GeneratorOptimizer.State.Select(s => ("generator." + s.Name, s.Value)),
            .. model.DiscriminatorOptimizer.State.Select(s => ("discriminator." + s.Name, s.Value)),
        ]);
    }

    private static IReadOnlyList<(string, Tensor)> StateOf(nn.Module module) =>
        [.. module.named_parameters().Select(p => (p.Item1, (Tensor)p.Item2)), .. module.named_buffers(include_nonpersistent: false)];

    // Nothing is overwritten unless everything fits.
    private static void Copy(IReadOnlyList<(string File, IReadOnlyList<(string Name, Tensor Value)> Destinations)> parts, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var stored = parts.Select(p => SafeTensors.Load(p.File)).ToList();
        var differences = parts.Zip(stored, (part, tensors) => (part.File, Problems: Differences(tensors, part.Destinations)))
            .Where(d => d.Problems.Count > 0)
            .Select(d => $"{d.File} is of another network: {Shortened(d.Problems)}.")
            .ToList();
        if (differences.Count > 0)
            throw new DataException(string.Join(" ", differences));
        foreach (var (part, tensors) in parts.Zip(stored))
        {
            foreach (var (name, destination) in part.Destinations)
                destination.copy_(tensors[name].to(device));
        }
    }

    private static List<string> Differences(
        IReadOnlyDictionary<string, Tensor> stored, IReadOnlyList<(string Name, Tensor Value)> destinations)
    {
        var problems = new List<string>();
        foreach (var (name, destination) in destinations)
        {
            if (!stored.TryGetValue(name, out var source))
                problems.Add($"{name} {Shape(destination)} is not in the file");
            else if (!source.shape.SequenceEqual(destination.shape))
                problems.Add($"{name} is {Shape(destination)} here and {Shape(source)} in the file");
        }
        problems.AddRange(stored.Keys.Except(destinations.Select(d => d.Name)).Select(n => $"{n} is in the file only"));
        return problems;
    }

    private static string Shortened(List<string> problems) => string.Join("; ", problems.Take(MostNamed))
        + (problems.Count > MostNamed ? FormattableString.Invariant($"; and {problems.Count - MostNamed} more") : "");

    private static string Shape(Tensor tensor) => string.Join('×', tensor.shape);

    private static string HashOf(int step, IReadOnlyDictionary<string, string> files)
    {
        var text = FormattableString.Invariant($"{step}\n")
            + string.Concat(files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + " " + f.Value + "\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string HashFile(string path)
    {
        using var stream = InputFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>Content of a checkpoint's <c>state.json</c>.</summary>
public sealed record CheckpointState
{
    /// <summary>Version of this layout.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The step it stands at.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of the generator's optimiser.</summary>
    public required long GeneratorSteps { get; init; }

    /// <summary>Steps of the discriminator's optimiser.</summary>
    public required long DiscriminatorSteps { get; init; }

    /// <summary>SHA-256 of each file.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>SHA-256 over the step and the files' hashes: two runs with the same hash have the same weights, bit for bit.</summary>
    public required string Hash { get; init; }
}
