using GanBench.Engine;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks;

/// <summary>
/// The gradient of a network's output with respect to its input, with a graph to the parameters, as gradient penalties need it. For
/// piecewise linear networks, as critics are, it is written out: one pass forward without a graph and one back through the transposed
/// layers. What is differentiated then is that pass alone, once; differentiating autograd's own pass twice goes through convolutions
/// whose kernels are as large as the images, at several times the cost. Other networks take that way.
/// </summary>
internal static class InputGradient
{
    /// <summary>∇ₓ Σ f(x).</summary>
    /// <param name="network">The network f: N×… → N×1.</param>
    /// <param name="points">Its inputs x, N×….</param>
    /// <returns>A tensor of the shape of <paramref name="points"/>.</returns>
    public static Tensor Of(Module<Tensor, Tensor> network, Tensor points)
    {
        if (!IsPiecewiseLinear(network))
            return ByAutograd(network, points);
        Tensor output;
        Func<Tensor, Tensor> back;
        using (no_grad())
            output = Trace(network, points, out back);
        return MixedPrecision.Raise(back(ones_like(output)));
    }

    /// <summary>The same by differentiating autograd's own pass: for any network.</summary>
    /// <inheritdoc cref="Of"/>
    internal static Tensor ByAutograd(Module<Tensor, Tensor> network, Tensor points)
    {
        var inputs = points.detach().requires_grad_();
        var output = network.call(inputs);
        return autograd.grad([output], [inputs], [ones_like(output)], retain_graph: true, create_graph: true)[0];
    }

    /// <summary>Whether every part of a network is known to be piecewise linear.</summary>
    /// <param name="network">The network.</param>
    internal static bool IsPiecewiseLinear(Module network) => network switch
    {
        Sequential sequence => sequence.children().All(IsPiecewiseLinear),
        Modules.ResidualSum sum => sum.children().All(IsPiecewiseLinear),
        IPiecewiseLinear or TorchSharp.Modules.Linear or TorchSharp.Modules.ReLU or TorchSharp.Modules.Flatten => true,
        _ => false,
    };

    /// <summary>Computes a part's output, and how gradients go back through it.</summary>
    /// <inheritdoc cref="IPiecewiseLinear.Trace"/>
    internal static Tensor Trace(Module network, Tensor input, out Func<Tensor, Tensor> back)
    {
        switch (network)
        {
            case Sequential sequence:
                var backs = new Stack<Func<Tensor, Tensor>>();
                foreach (var part in sequence.children())
                {
                    input = Trace(part, input, out var one);
                    backs.Push(one);
                }
                back = gradient => backs.Aggregate(gradient, (g, one) => one(g));
                return input;
            case IPiecewiseLinear part:
                return part.Trace(input, out back);
            case TorchSharp.Modules.Linear linear:
                back = gradient => gradient.mm(linear.weight!);
                return linear.call(input);
            case TorchSharp.Modules.ReLU:
                var positive = input.gt(Scalars.Zero);
                back = gradient => gradient * positive;
                return functional.relu(input);
            case TorchSharp.Modules.Flatten:
                var shape = input.shape;
                back = gradient => gradient.reshape(shape);
                return input.flatten(1);
            default:
                throw new ArgumentException($"{network.GetName()} is not known to be piecewise linear.", nameof(network));
        }
    }
}
