using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Applies a list of indices as Python does: numbers, slices, None and Ellipsis become a view, one dimension at a time; masks and
/// index tensors are gathered at the end by one index operator.
/// </summary>
internal static class TensorIndexing
{
    public static Tensor Get(Tensor tensor, ReadOnlySpan<TensorIndex> indices)
    {
        using var scope = NewDisposeScope();
        var (view, gathered) = View(tensor, indices);
        var result = gathered is null ? view : Op.Call("aten::index.Tensor", view, gathered);
        return ReferenceEquals(result, tensor) ? tensor.alias().MoveToOuterDisposeScope() : result.MoveToOuterDisposeScope();
    }

    public static void Set(Tensor tensor, ReadOnlySpan<TensorIndex> indices, Tensor value)
    {
        using var scope = NewDisposeScope();
        var (view, gathered) = View(tensor, indices);
        var source = value.device_type == view.device_type ? value : value.to(view.device);
        if (gathered is null)
        {
            view.copy_(source);
        }
        else
        {
            Op.CallVoid("aten::index_put_", view, gathered, source.dtype == view.dtype ? source : source.to_type(view.dtype));
        }
    }

    private static (Tensor View, Tensor?[]? Gathered) View(Tensor tensor, ReadOnlySpan<TensorIndex> indices)
    {
        var view = tensor;
        var consumed = Consumed(indices);
        var axis = 0L;
        List<Tensor?>? gathered = null;
        foreach (ref readonly var index in indices)
        {
            switch (index.kind)
            {
                case TensorIndex.Kind.None:
                    view = view.unsqueeze(axis++);
                    break;
                case TensorIndex.Kind.Ellipsis:
                    axis += tensor.ndim - consumed;
                    break;
                case TensorIndex.Kind.Single:
                    view = view.select(axis, index.start ?? throw new ArgumentException("An index is null; a new dimension is TensorIndex.None."));
                    break;
                case TensorIndex.Kind.Slice:
                    view = Op.Call("aten::slice.Tensor", view, axis++, index.start, index.stop, index.step ?? 1);
                    break;
                case TensorIndex.Kind.Bool:
                    view = view.unsqueeze(axis);
                    Gather(ref gathered, axis++, torch.tensor(index.flag).to(view.device).view(1));
                    break;
                case TensorIndex.Kind.Tensor:
                    var positions = index.tensor!;
                    Gather(ref gathered, axis, positions);

                    // A mask takes as many dimensions as it has; index tensors take one.
                    axis += IsMask(positions) ? positions.ndim : 1;
                    break;
            }
        }

        return (view, gathered?.ToArray());
    }

    private static void Gather(ref List<Tensor?>? gathered, long axis, Tensor positions)
    {
        gathered ??= [];

        // A mask stands for as many entries as it has dimensions, but is one entry of the list.
        var filled = gathered.Sum(entry => entry is not null && IsMask(entry) ? entry.ndim : 1);
        for (; filled < axis; filled++)
        {
            gathered.Add(null);
        }

        gathered.Add(positions);
    }

    private static long Consumed(ReadOnlySpan<TensorIndex> indices)
    {
        var count = 0L;
        foreach (ref readonly var index in indices)
        {
            count += index.kind switch
            {
                TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                TensorIndex.Kind.Tensor => IsMask(index.tensor!) ? index.tensor!.ndim : 1,
                _ => 0,
            };
        }

        return count;
    }

    private static bool IsMask(Tensor tensor) => tensor.dtype is ScalarType.Bool or ScalarType.Byte;
}
