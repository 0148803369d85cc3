namespace GanBench.Metrics.Kid;

/// <summary>How the subsets of a kernel distance are drawn.</summary>
public enum SubsetDraw
{
    /// <summary>By <see cref="GanBench.Random.RandomStream"/>: a subset does not depend on those before it.</summary>
    Own,

    /// <summary>
    /// By <see cref="GanBench.Random.NumpyRandomState"/> with the evaluation's seed, as torch-fidelity draws them (its seed is 2020): for
    /// each subset first of the samples, then of the reference.
    /// </summary>
    Numpy,
}
