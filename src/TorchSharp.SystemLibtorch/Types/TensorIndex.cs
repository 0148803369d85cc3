using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One index of a tensor: a number, a slice, a mask or index tensor, None (a new dimension) or Ellipsis.</summary>
public struct TensorIndex
{
    internal enum Kind
    {
        Ellipsis,
        None,
        Slice,
        Bool,
        Single,
        Tensor,
    }

    /// <summary>All dimensions that the other indices leave.</summary>
    public static readonly TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };

    /// <summary>A new dimension of size 1.</summary>
    public static readonly TensorIndex None = new() { kind = Kind.None };

    public static readonly TensorIndex Null = None;

    /// <summary>The whole dimension.</summary>
    public static readonly TensorIndex Colon = Slice();

    internal Kind kind;
    internal long? start;
    internal long? stop;
    internal long? step;
    internal bool flag;
    internal Tensor? tensor;

    public static implicit operator TensorIndex(long value) => Single(value);

    public static implicit operator TensorIndex((int? start, int? stop) range) => Slice(range);

    public static implicit operator TensorIndex(Range range) => Slice(range);

    public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

    public static implicit operator TensorIndex(Tensor tensor) => Tensor(tensor);

    public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
        new() { kind = Kind.Slice, start = start, stop = stop, step = step };

    public static TensorIndex Slice((int? start, int? stop) range) => Slice(range.start, range.stop);

    public static TensorIndex Slice(Range range) =>
        Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End.IsFromEnd ? (range.End.Value == 0 ? null : -range.End.Value) : range.End.Value);

    public static TensorIndex Bool(bool value) => new() { kind = Kind.Bool, flag = value };

    public static TensorIndex Single(long? index) => new() { kind = Kind.Single, start = index };

    public static TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };
}
