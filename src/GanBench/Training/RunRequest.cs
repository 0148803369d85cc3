using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Runs;

namespace GanBench.Training;

/// <summary>A run that is ready to start: checked, with its data open and its id known.</summary>
public sealed class RunRequest : IDisposable
{
    private RunRequest(RunSpec spec, Architecture architecture, Dataset data, RunDirectory directory) =>
        (Spec, Architecture, Data, Directory) = (spec, architecture, data, directory);

    /// <summary>The specification, fully resolved.</summary>
    public RunSpec Spec { get; }

    /// <summary>The architecture.</summary>
    public Architecture Architecture { get; }

    /// <summary>The training data.</summary>
    public Dataset Data { get; }

    /// <summary>Where the run is written.</summary>
    public RunDirectory Directory { get; }

    /// <summary>Checks a specification, opens its data and derives the id. Takes no memory for networks.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="runsFolder">The folder that holds the runs.</param>
    /// <param name="dataDirectory">Where datasets are looked for; null takes the default.</param>
    /// <param name="progress">Gets the progress of fetching and decoding.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <exception cref="UsageException">Unknown names, or a recipe that cannot work.</exception>
    /// <exception cref="DataException">The data is missing or damaged.</exception>
    public static RunRequest Prepare(
        RunSpec spec, string runsFolder, string? dataDirectory = null,
        IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Prepare(
            spec,
            (resolved, data) =>
                new RunDirectory(Path.Combine(runsFolder, RunSpecYaml.Id(resolved, data.ContentHash, TorchEngine.Semantics))),
            dataDirectory, progress, cancellationToken);

    /// <summary>
    /// Opens a run that is there, with its data, to measure it or draw from it. Its engine may have been another one, whose semantics its
    /// id
    /// holds: only training has to be repeatable.
    /// </summary>
    /// <param name="directory">The run.</param>
    /// <param name="dataDirectory">Where datasets are looked for; null takes the default.</param>
    /// <param name="progress">Gets the progress of fetching and decoding.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    /// <exception cref="DataException">The data is missing or damaged, or not what the run was trained on.</exception>
    public static RunRequest Open(
        RunDirectory directory, string? dataDirectory = null, IProgress<DatasetProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var request = Prepare(directory.ReadSpec(), (_, _) => directory, dataDirectory, progress, cancellationToken);
        if (directory.ReadState()?.DatasetHash is not { } hash || hash == request.Data.ContentHash)
            return request;
        request.Dispose();
        throw new DataException(
            $"{directory.Id} was trained on other data than {request.Spec.Dataset} is here: its content hash was {Short(hash)}, and is "
            + $"{Short(request.Data.ContentHash)}.");

        static string Short(string hash) => hash.Length > 12 ? hash[..12] + "…" : hash;
    }

    private static RunRequest Prepare(
        RunSpec spec, Func<RunSpec, Dataset, RunDirectory> place, string? dataDirectory, IProgress<DatasetProgress>? progress,
        CancellationToken cancellationToken)
    {
        var architecture = ArchitectureRegistry.All.Find(spec.Architecture);
        if (PrecisionGate.Contradiction(spec.Recipe.Precision, spec.Numerics) is { } contradiction)
            throw new UsageException(contradiction);
        // What can be checked without the data is checked first: a typo must not cost a download.
        if (spec.ImageSize is null
            && DatasetRegistry.Find(spec.Dataset).ShapeOf(DatasetRequest.Of(spec, dataDirectory)) is { Length: > 0 } shape)
            RecipeValidator.Check(architecture, shape, spec.Recipe, spec.Training);
        var data = DatasetRegistry.Open(
            DatasetRequest.Of(spec, dataDirectory), progress, cancellationToken);
        try
        {
            RecipeValidator.Check(architecture, data.Shape, spec.Recipe, spec.Training);
            spec = spec with { Recipe = RecipeParts.Resolve(architecture, spec.Recipe) };
            if (spec.Training.BatchSize > data.Count)
                throw new UsageException(
                    $"training.batchSize must be at most the number of training samples of {spec.Dataset}, {data.Count} (was "
                    + $"{spec.Training.BatchSize}).");
            return new RunRequest(spec, architecture, data, place(spec, data));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Data.Dispose();
}
