namespace GanBench.Metrics.Weights;

/// <summary>A name that a pickle asks for, e.g. <c>torch.FloatStorage</c>. It is only compared with a list, never looked up.</summary>
/// <param name="Module">Module.</param>
/// <param name="Name">Name in it.</param>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>A tuple of a pickle.</summary>
/// <param name="Items">Its items.</param>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A tensor that a checkpoint describes: a view of a storage.</summary>
/// <param name="Storage">Which numbers.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Dimensions.</param>
/// <param name="Strides">Steps in elements.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);

/// <summary>A storage that a checkpoint refers to.</summary>
/// <param name="Type">Name of its class, e.g. FloatStorage.</param>
/// <param name="Key">Its name in the file.</param>
internal sealed record PickledStorage(string Type, string Key);
