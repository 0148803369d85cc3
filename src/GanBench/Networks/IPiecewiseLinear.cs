using static TorchSharp.torch;

namespace GanBench.Networks;

/// <summary>
/// A module whose output is linear in its input as long as no sign changes inside (convolutions, rectifiers, dropout, pooling): the
/// gradient with respect to its input is then a linear function of the gradient at its output, and depends on the input through signs
/// alone.
/// </summary>
internal interface IPiecewiseLinear
{
    /// <summary>Computes the output, and how gradients go back.</summary>
    /// <param name="input">The input; no graph to it is made.</param>
    /// <param name="back">
    /// Maps the gradient at the output to the gradient at the input, by operators that have a graph to the parameters.
    /// </param>
    /// <returns>The output, without a graph.</returns>
    public Tensor Trace(Tensor input, out Func<Tensor, Tensor> back);
}
