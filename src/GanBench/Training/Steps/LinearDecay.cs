namespace GanBench.Training.Steps;

/// <summary>A factor that falls linearly over a run, from 1 at its first step to 1/steps at its last.</summary>
/// <param name="steps">Steps of the whole run.</param>
internal sealed class LinearDecay(int steps)
{
    /// <summary>The factor at a step, from 1.</summary>
    public double At(int step) => 1 - ((step - 1) / (double)steps);
}
