using GanBench.Engine;
using GanBench.Networks.Graphs;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>
/// Batch normalisation of N×C or N×C×H×W over all but the channels, with TorchSharp's names of parameters and buffers. TorchSharp's own
/// module makes a scalar at each call that nothing holds.
/// </summary>
internal sealed class BatchNormalization : Module<Tensor, Tensor>, IGraphModule
{
    private readonly double _momentum, _epsilon;

#pragma warning disable IDE1006 // TorchSharp names parameters and buffers after their fields.
    private readonly Parameter weight, bias;
    private readonly Tensor running_mean, running_var, num_batches_tracked;
#pragma warning restore IDE1006

    /// <param name="channels">Channels.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">Share of the batch in the running statistics.</param>
    public BatchNormalization(int channels, double epsilon, double momentum)
        : base(nameof(BatchNormalization))
    {
        (_epsilon, _momentum) = (epsilon, momentum);
        (weight, bias) = (Weights.Zeros(channels), Weights.Zeros(channels));
        (running_mean, running_var) = (Weights.Buffer(zeros(channels)), Weights.Buffer(ones(channels)));
        num_batches_tracked = Weights.Buffer(zeros([], ScalarType.Int64));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (training)
            num_batches_tracked.add_(Scalars.OneCount, Scalars.OneCount);
        // Of a tensor with gaps libtorch takes the root of the variance in evaluation from MKL (see TensorArithmetic.SquareRoot).
        return functional.batch_norm(
            training ? input : input.WithoutGaps(), running_mean, running_var, weight, bias,
            training, _momentum, _epsilon);
    }

    /// <inheritdoc/>
    public string Describe(GraphBuilder graph, string input) =>
        graph.BatchNorm(input, weight, bias, running_mean, running_var, _epsilon);
}
