using System.Collections.ObjectModel;
using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Metrics.Samples;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Runs;
using static TorchSharp.torch;

namespace GanBench.Training.Checkpoints;

/// <summary>A checkpoint, loaded for sampling and evaluation; its data is not needed.</summary>
public sealed class CheckpointModel : IDisposable
{
    /// <summary>Entry of the protocols of values; absent where a run was trained in float32.</summary>
    internal const string PrecisionEntry = "trainingPrecision";

    private readonly RunSpec _spec;

    private CheckpointModel(RunSpec spec, GanModel model, CheckpointState state) => (_spec, Model, State) = (spec, model, state);

    /// <summary>The networks.</summary>
    public GanModel Model { get; }

    /// <summary>The checkpoint's step and hash.</summary>
    public CheckpointState State { get; }

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="spec">Its specification.</param>
    /// <param name="step">The step.</param>
    /// <param name="device">Where the networks live.</param>
    /// <exception cref="DataException">The checkpoint is missing or damaged.</exception>
    public static CheckpointModel Load(RunDirectory directory, RunSpec spec, int step, Device device)
    {
        // Checked before the networks are built: a wrong step must not cost seconds.
        CheckpointStore.Verify(directory, step);
        var model = new GanModel(
            ArchitectureRegistry.All.Find(spec.Architecture), ShapeOf(directory, spec), spec.Recipe, spec.Seed, device);
        try
        {
            return new CheckpointModel(spec, model, CheckpointStore.Load(directory, model, step));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Shape of the samples that a run makes: what it was trained on, as it recorded that. Of a run of a version that did not, what its
    /// dataset has now.
    /// </summary>
    /// <param name="directory">The run.</param>
    /// <param name="spec">Its specification.</param>
    public static SampleShape ShapeOf(RunDirectory directory, RunSpec spec)
    {
        if (Recorded(directory) is { } samples)
            return samples.Shape;
        var source = DatasetRegistry.Find(spec.Dataset);
        return source.ShapeOf(DatasetRequest.Of(spec, dataDirectory: null)) ?? source.Info.Shape;
    }

    /// <summary>The networks as they stand in training, which no checkpoint holds: they are somebody else's to dispose.</summary>
    /// <param name="spec">The run's specification.</param>
    /// <param name="model">The networks.</param>
    /// <param name="step">The step after which they stand so.</param>
    internal static CheckpointModel InTraining(RunSpec spec, GanModel model, int step) => new(spec, model, new CheckpointState
    {
        Step = step,
        GeneratorSteps = step,
        DiscriminatorSteps = (long)step * spec.Recipe.Discriminator.Steps,
        Files = new Dictionary<string, string>(),
        Hash = "",
    });

    /// <summary>Samples of one batch of latent vectors.</summary>
    /// <param name="seed">Seed of the latent vectors.</param>
    /// <param name="batch">Number of the batch.</param>
    /// <param name="count">Samples in the batch.</param>
    /// <returns>count·C·H·W values in [-1, 1], sample by sample.</returns>
    public float[] Sample(ulong seed, long batch, int count)
    {
        using var latents = LatentSource.Draw(_spec.Recipe.Network, seed, Streams.LatentEvaluation, batch, count, Model.Device);
        return Sample(latents);
    }

    /// <summary>Samples of latent vectors.</summary>
    /// <param name="latents">N×latent, on the model's device.</param>
    /// <returns>N·C·H·W values in [-1, 1], sample by sample.</returns>
    public float[] Sample(Tensor latents)
    {
        using var scope = NewDisposeScope();
        return Model.Sample(latents).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>
    /// The endless samples that metrics judge this checkpoint by: latent vectors of the run's own seed, in batches of a fixed size.
    /// </summary>
    /// <param name="run">Id of the run, for the name of the samples.</param>
    /// <param name="owns">Whether this model is disposed with the samples.</param>
    public GeneratorSamples EvaluationSamples(string run, bool owns = false) => new(
        FormattableString.Invariant($"run:{run}@{State.Step}"), State.Hash.Length > 0 ? State.Hash : null, Model.Shape,
        (first, count) =>
        {
            using var latents = LatentSource.Draw(
                _spec.Recipe.Network, _spec.Seed, Streams.LatentEvaluation, first / count, count, Model.Device);
            return Model.Sample(latents);
        })
    {
        Owned = owns ? this : null,
        Protocol = _spec.Recipe.Precision == Precision.Float32 ? ReadOnlyDictionary<string, string>.Empty
            : new Dictionary<string, string> { [PrecisionEntry] = SettingValue.Format(_spec.Recipe.Precision) },
    };

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    // A damaged state is no reason to refuse the weights.
    private static RunSamples? Recorded(RunDirectory directory)
    {
        try
        {
            return directory.ReadState()?.Samples;
        }
        catch (DataException)
        {
            return null;
        }
    }
}
