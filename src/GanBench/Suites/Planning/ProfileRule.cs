using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Runs;

namespace GanBench.Suites.Planning;

/// <summary>Reduces a run to a profile.</summary>
internal static class ProfileRule
{
    private const double Tera = 1e12;
    private const int SampleGrids = 10;

    /// <summary>The run under the profile; a run whose arithmetic is within the limit stays as it is.</summary>
    public static RunSpec Apply(Profile profile, Architecture architecture, SampleShape shape, RunSpec spec)
    {
        if (profile.TeraFlops is not { } limit)
            return spec;
        var training = spec.Training;
        if (Arithmetic.PerStep(architecture, shape, spec.Recipe, training.BatchSize) * training.Steps <= limit * Tera)
            return spec;
        var recipe = spec.Recipe with { Network = spec.Recipe.Network with { Width = spec.Recipe.Network.Width * profile.Width } };
        var affordable = limit * Tera / Arithmetic.PerStep(architecture, shape, recipe, training.BatchSize);
        var steps = (int)Math.Clamp(affordable, Math.Min(Profile.MinimumSteps, training.Steps), training.Steps);
        // As many checkpoints as published, at the same fractions of the run.
        var checkpoints = training.CheckpointEvery > 0 ? Math.Max(1, training.Steps / training.CheckpointEvery) : 1;
        checkpoints = Math.Min(checkpoints, steps);
        steps -= steps % checkpoints;
        if (steps < Math.Min(Profile.MinimumSteps, training.Steps))
            steps += checkpoints;
        // What begins after a share of the published run begins after the same share of this one.
        if (recipe.Labels.DeceiveFrom is { } from)
            recipe = recipe with { Labels = recipe.Labels with { DeceiveFrom = Math.Max(1, (int)((long)from * steps / training.Steps)) } };
        return spec with
        {
            Recipe = recipe,
            Training = training with
            {
                Steps = steps,
                CheckpointEvery = training.CheckpointEvery > 0 ? steps / checkpoints : 0,
                SampleEvery = training.SampleEvery > 0
                    ? Math.Max((int)((long)training.SampleEvery * steps / training.Steps), Math.Max(1, steps / SampleGrids)) : 0,
            },
        };
    }
}
