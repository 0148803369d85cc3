using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// How one step updates both networks. A scheme keeps nothing between steps: what a run learns is in its networks and optimisers, which
/// checkpoints hold, and everything random is a function of (seed, step).
/// </summary>
public abstract class UpdateScheme
{
    /// <summary>The name in recipes.</summary>
    public abstract string Name { get; }

    /// <summary>What the scheme cannot be mixed with, a sentence for each setting of the recipe that it would have to ignore.</summary>
    /// <param name="recipe">A recipe that chooses the scheme.</param>
    public virtual IEnumerable<string> Problems(Recipe recipe) => [];

    /// <summary>Takes a step, inside a dispose scope. The moving average of the generator follows by itself.</summary>
    /// <param name="parts">The networks and what schemes share.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="realBatch">Returns the real samples of the step's discriminator update 0, 1, … as N×C×H×W in [-1, 1].</param>
    public abstract StepOutcome Take(StepParts parts, int step, Func<int, Tensor> realBatch);
}
