using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;
using GanBench.Training.Checkpoints;
using static TorchSharp.torch;

namespace GanBench.Training.Sampling;

/// <summary>
/// Latent vectors of which equally many give each of the dataset's classes: vectors are drawn in order, and those whose samples the
/// dataset's own classifier puts into a class that is not full yet are kept.
/// </summary>
public static class BalancedLatents
{
    /// <summary>Vectors that are tried for each one that is wanted, before the search ends.</summary>
    public const int TriesPerSample = 200;

    /// <summary>Searches vectors.</summary>
    /// <param name="checkpoint">The generator.</param>
    /// <param name="classifier">Tells the classes of its samples.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="perClass">Vectors wanted of each class.</param>
    /// <param name="draw">Gives the vectors of a batch, <see cref="LatentSet.BatchSize"/> of them.</param>
    /// <param name="progress">Told about the search.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The vectors, class by class.</returns>
    /// <exception cref="RunFailedException">A class is not full after all tries: the generator makes it seldom or never.</exception>
    public static LatentSet Find(
        CheckpointModel checkpoint, IFeatureExtractor classifier, IReadOnlyList<string> classes, int perClass, Func<int, LatentSet> draw,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var found = classes.Select(_ => new List<float[]>()).ToList();
        long wanted = (long)classes.Count * perClass, tries = 0;
        for (var batch = 0; found.Exists(list => list.Count < perClass); batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (tries >= wanted * TriesPerSample)
                throw new RunFailedException(Missing(classes, found, perClass, tries));
            var latents = draw(batch);
            var labels = Classify(checkpoint, classifier, latents);
            for (var i = 0; i < labels.Length; i++)
            {
                if (found[(int)labels[i]].Count < perClass)
                    found[(int)labels[i]].Add(latents[i].ToArray());
            }
            tries += latents.Count;
            progress?.Report(new EvaluationProgress("classes", found.Sum(list => list.Count), wanted));
        }
        return new LatentSet(found[0][0].Length, [.. found.SelectMany(list => list.SelectMany(vector => vector))]);
    }

    private static long[] Classify(CheckpointModel checkpoint, IFeatureExtractor classifier, LatentSet latents)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var samples = checkpoint.Model.Sample(latents.ToTensor(0, latents.Count, checkpoint.Model.Device));
        var logits = classifier.Extract(Quantization.ToBytes(samples)).Logits!;
        return logits.argmax(1).data<long>().ToArray();
    }

    private static string Missing(IReadOnlyList<string> classes, List<List<float[]>> found, int perClass, long tries)
    {
        var missing = classes.Zip(found).Where(pair => pair.Second.Count < perClass)
            .Select(pair => $"'{pair.First}' ({pair.Second.Count} of {perClass})");
        return FormattableString.Invariant($"Of {tries:N0} samples the classifier found too few of ")
            + $"{string.Join(", ", missing)}: this generator makes them seldom or never. Ask for fewer, or leave --class-balanced out.";
    }
}
