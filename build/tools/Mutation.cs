namespace GanBench.Build;

/// <summary>A change that makes a formula wrong.</summary>
/// <param name="Name">What is wrong then.</param>
/// <param name="File">Where, from the root of the sources.</param>
/// <param name="Old">What stands there, once.</param>
/// <param name="New">What takes its place.</param>
internal sealed record Mutation(string Name, string File, string Old, string New)
{
    /// <summary>Those of this project.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("FID without the factor 2 of the root", "src/GanBench/Metrics/Fid/FrechetDistance.cs",
            "b.Trace - (2 * root.Trace)", "b.Trace - root.Trace"),
        new("covariance over N, not N − 1", "src/GanBench/Metrics/Fid/FeatureStatisticsBuilder.cs", ".Over(_count - 1);", ".Over(_count);"),
        new("precision and recall swapped", "src/GanBench/Metrics/Prdc/PrdcMetric.cs",
            "(Precision, r => r.Precision), (Recall, r => r.Recall)", "(Precision, r => r.Recall), (Recall, r => r.Precision)"),
        new("generator's cross-entropy with the wrong sign", "src/GanBench/Objectives/CrossEntropy.cs",
            "class NonSaturating : CrossEntropy\n{\n    /// <inheritdoc/>\n    public override Tensor Generator(Tensor logits) => Disc",
            "class NonSaturating : CrossEntropy\n{\n    /// <inheritdoc/>\n    public override Tensor Generator(Tensor logits) => -Disc"),
        new("LSGAN's generator aims at the target of fakes", "src/GanBench/Objectives/LeastSquares.cs",
            "Error(logits, targets.C)", "Error(logits, targets.A)"),
        new("gradient penalty without its weight", "src/GanBench/Training/Regularizers/GradientNormPenalty.cs",
            "penalty.mean().Times(options.PenaltyWeight)", "penalty.mean()"),
        new("data in another order", "src/GanBench/Datasets/Order/EpochShuffle.cs",
            "Streams.DataOrder, epoch)", "Streams.DataOrder, epoch + 1)"),
        new("Glorot's bound with 3 in place of 6", "src/GanBench/Networks/WeightInitializer.cs", "Math.Sqrt(6.0 /", "Math.Sqrt(3.0 /"),
        new("Adam's bias correction one step late", "src/GanBench/Training/Optimizers/Adam.cs",
            "gradients, Steps, rate", "gradients, Steps + 1, rate"),
    ];

    /// <summary>The text of the file with the change.</summary>
    /// <exception cref="TargetException">What is to be changed is not there exactly once.</exception>
    public string Apply(string text)
    {
        var count = text.Split(Old).Length - 1;
        return count == 1
            ? text.Replace(Old, New, StringComparison.Ordinal)
            : throw new TargetException($"'{Old}' is {count} times in {File}, not once: the mutation '{Name}' needs another look.");
    }
}
