using GanBench.Datasets;
using GanBench.Engine;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>Trains a <see cref="ClassifierNetwork"/>: Adam, cross-entropy, a fixed number of steps whatever the dataset's size.</summary>
internal static class ClassifierTrainer
{
    /// <summary>Raised whenever the network or its training changes; part of the file name and of every protocol.</summary>
    public const int Version = 1;

    /// <summary>Fixed seed: the classifier is a measuring instrument, the same in every run.</summary>
    public const ulong Seed = 20151205;

    private const int Steps = 1000, Batch = 128;
    private const double LearningRate = 2e-3, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    /// <summary>Trains from fresh weights.</summary>
    /// <param name="network">The network; its weights are drawn anew.</param>
    /// <param name="data">Labelled images.</param>
    /// <param name="device">Where the network lives.</param>
    /// <param name="progress">Told about every tenth step.</param>
    /// <param name="cancellationToken">Checked between steps.</param>
    public static void Train(
        ClassifierNetwork network, Dataset data, Device device, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellationToken)
    {
        network.Initialize(Seed);
        Tensor[] parameters = [.. network.Parameters.Select(p => p.Value)];
        using var state = NewDisposeScope();
        using var adam = new FusedAdam(parameters, Zeros(), Zeros(), Beta1, Beta2);
        var batch = Math.Min(Batch, data.Count);
        var stepsPerEpoch = data.Count / batch;
        int[] order = [];
        for (var step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = step % stepsPerEpoch;
            if (place == 0)
                order = new RandomStream(Seed, Streams.ClassifierOrder, step / stepsPerEpoch).Permutation(data.Count);
            using var scope = NewDisposeScope();
            var indices = order.AsSpan(place * batch, batch);
            var (images, labels) = (data.Gather(indices, device), Labels(data, indices).to(device));
            var logits = network.Head.call(network.Trunk.call(images));
            var gradients = autograd.grad([nn.functional.cross_entropy(logits, labels)], parameters);
            using (no_grad())
                adam.Step([.. gradients], step + 1, LearningRate * (1 - (step / (double)Steps)), Epsilon);
            if (step % 10 == 9)
                progress?.Report(new EvaluationProgress("Training the classifier", step + 1, Steps));
        }

        Tensor[] Zeros() => Array.ConvertAll(parameters, p => zeros_like(p.detach()));
    }

    /// <summary>Share of images that the network classifies rightly.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Labelled images.</param>
    /// <param name="device">Where the network lives.</param>
    public static double Accuracy(ClassifierNetwork network, Dataset data, Device device)
    {
        var right = 0L;
        for (var first = 0; first < data.Count; first += EvaluationOptions.DefaultBatch)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var indices = Enumerable.Range(first, Math.Min(EvaluationOptions.DefaultBatch, data.Count - first)).ToArray();
            var logits = network.Head.call(network.Trunk.call(data.Gather(indices, device)));
            right += logits.argmax(1).cpu().eq(Labels(data, indices)).sum().item<long>();
        }
        return right / (double)data.Count;
    }

    private static Tensor Labels(Dataset data, ReadOnlySpan<int> indices)
    {
        var labels = new long[indices.Length];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = data.Labels[indices[i]];
        return tensor(labels);
    }
}
