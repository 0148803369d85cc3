using System.Collections.Concurrent;
using TorchSharp;

namespace GanBench.Engine;

/// <summary>
/// Scalars that stay alive. TorchSharp does not hold a scalar while libtorch reads it: one that nothing else holds, such as the one made
/// by an implicit conversion from a number, can be freed by a collection in that moment, and libtorch then fails or reads another
/// number. Code that runs per step or per batch takes its scalars from here.
/// </summary>
public static class Scalars
{
    private static readonly ConcurrentDictionary<double, Scalar> Known = new();

    /// <summary>0.</summary>
    public static Scalar Zero { get; } = Of(0);

    /// <summary>1.</summary>
    public static Scalar One { get; } = Of(1);

    /// <summary>1 as an integer, for tensors of counts.</summary>
    public static Scalar OneCount { get; } = 1L.ToScalar();

    /// <summary>
    /// A scalar for a constant, held for ever: the same object for the same value. For values that change from step to step use <see
    /// cref="Create"/>.
    /// </summary>
    /// <param name="value">The value.</param>
    public static Scalar Of(double value) => Known.GetOrAdd(value, Create);

    /// <summary>
    /// A new scalar. Keep it in a <c>using</c> declaration: its disposal at the end of the block is what holds it until then.
    /// </summary>
    /// <param name="value">The value.</param>
    public static Scalar Create(double value) => value.ToScalar();
}
