using GanBench.Metrics;
using GanBench.Suites.Schema;
using GanBench.Training;
using static TorchSharp.torch;

namespace GanBench.Suites.Running;

/// <summary>Measures a checkpoint of a run.</summary>
public interface IRunEvaluator
{
    /// <summary>Measures what has not been measured yet, and writes it into the run directory.</summary>
    /// <param name="request">The run, with its data.</param>
    /// <param name="step">The checkpoint.</param>
    /// <param name="evaluation">What to measure.</param>
    /// <param name="device">Where networks compute.</param>
    /// <param name="progress">Told about the work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="GanBenchException">It cannot be measured.</exception>
    public void Evaluate(
        RunRequest request, int step, SuiteEvaluation evaluation, Device device,
        IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken);

    /// <summary>What is measured while the run trains (<see cref="SuiteEvaluation.Curve"/>), and written into the run directory.</summary>
    /// <param name="request">The run, with its data.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="evaluation">What to measure.</param>
    /// <param name="device">Where networks compute.</param>
    /// <param name="progress">Told about the work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where there is nothing to measure.</returns>
    public PassingMeasurement? InPassing(
        RunRequest request, IReadOnlyList<int> steps, SuiteEvaluation evaluation, Device device,
        IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken) => null;
}
