
namespace GanBench.Training.Checkpoints;

/// <summary>Starts a run from another run's weights (<c>--init-from RUN[@step]</c>).</summary>
public static class TransferLearning
{
    /// <summary>Loads the weights of both networks; optimisers start afresh.</summary>
    /// <param name="source">"id" or "id@step"; without a step, the last checkpoint.</param>
    /// <param name="runsFolder">The folder that holds the runs; an id may also be a path.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="DataException">There is no such run or checkpoint, or shapes differ: the message lists what differs.</exception>
    public static void Apply(string source, string runsFolder, GanModel model)
    {
        var reference = RunReference.Parse(source, runsFolder);
        CheckpointStore.LoadWeights(reference.Directory, model, reference.ResolveStep());
    }
}
