using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GanBench.Datasets;
using GanBench.Suites.Planning;
using GanBench.Training;

namespace GanBench.Suites.Running;

/// <summary>
/// Makes the runs of a plan ready to start: opens their data, finds their directories and what they start from, and says why one cannot
/// start. Needs no libtorch.
/// </summary>
/// <param name="runsFolder">The folder that holds the runs.</param>
/// <param name="dataDirectory">Where datasets are looked for; null takes the default.</param>
/// <param name="progress">Told about fetching and decoding.</param>
internal sealed class RunPreparation(string runsFolder, string? dataDirectory, IProgress<DatasetProgress>? progress)
{
    private readonly ConcurrentDictionary<string, RunOutcome> _outcomes = [];

    /// <summary>Remembers how a run came out, for those that start from it.</summary>
    public void Add(RunOutcome outcome) => _outcomes[outcome.Run.Key] = outcome;

    /// <summary>Makes a run ready.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">The run, for the caller to dispose; null when it cannot start.</param>
    /// <param name="refusal">Why it cannot; null when it can.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    public bool TryPrepare(
        PlannedRun run, [NotNullWhen(true)] out RunRequest? request, [NotNullWhen(false)] out RunOutcome? refusal,
        CancellationToken cancellationToken)
    {
        (request, refusal) = (null, null);
        try
        {
            request = Prepare(run, cancellationToken);
            return true;
        }
        catch (DataException e)
        {
            refusal = new RunOutcome(run, RunEnd.NoData, null, null, e.Message);
        }
        catch (GanBenchException e)
        {
            refusal = new RunOutcome(run, RunEnd.Failed, null, null, e.Message);
        }
        return false;
    }

    private RunRequest Prepare(PlannedRun run, CancellationToken cancellationToken)
    {
        var spec = run.Spec;
        if (run.Source is { } source)
        {
            using var sourceRequest = Prepare(source, cancellationToken);
            if (_outcomes.TryGetValue(source.Key, out var outcome) && outcome.End is not RunEnd.Completed)
                throw new RunFailedException($"It starts from {sourceRequest.Directory.Id}, which is not completed: {outcome.Message}");
            spec = spec with { InitFrom = FormattableString.Invariant($"{sourceRequest.Directory.Id}@{source.Spec.Training.Steps}") };
        }
        return RunRequest.Prepare(spec, runsFolder, dataDirectory, progress, cancellationToken);
    }
}
