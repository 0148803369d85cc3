using System.Numerics;
using System.Runtime.CompilerServices;
using GanBench.Engine;
using GanBench.Imaging;
using static TorchSharp.torch;

namespace GanBench.Datasets;

public sealed unsafe partial class Dataset
{
    // Below this many values one thread is faster than waking others.
    private const int ParallelThreshold = 1 << 19;

    private static readonly float[] UnitTable = [.. Enumerable.Range(0, 256).Select(b => Pixels.ToUnit((byte)b))];

    private (string Device, Tensor Values)? _table;

    /// <summary>Gathers samples into a tensor for training.</summary>
    /// <param name="indices">Numbers of the samples, repeats allowed.</param>
    /// <param name="device">Where the tensor is to be; null for the CPU.</param>
    /// <param name="flip">Per sample whether it is mirrored left to right; empty mirrors none.</param>
    /// <returns>
    /// float32 (N, C, H, W), owned by the caller. Images are (b − 127.5) / 127.5, the same bits on every device; real numbers are as
    /// they are.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Tensor Gather(ReadOnlySpan<int> indices, Device? device = null, ReadOnlySpan<bool> flip = default) =>
        Gather(indices, device is null || device.type == TorchSharp.DeviceType.CPU ? null : DeviceCopy.Send, device, flip);

    /// <summary>Gathers samples on the host, or where a copy takes them.</summary>
    /// <param name="indices">Numbers of the samples.</param>
    /// <param name="send">Copies from the host to the device; null where the samples stay on the host.</param>
    /// <param name="device">The device that is copied to.</param>
    /// <param name="flip">Per sample whether it is mirrored left to right; empty mirrors none.</param>
    internal Tensor Gather(ReadOnlySpan<int> indices, Func<Tensor, Device, Tensor>? send, Device? device, ReadOnlySpan<bool> flip)
    {
        foreach (var index in indices)
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"{Info.Name} ({Split}) has samples 0 to {Count - 1}.");
        }
        if (flip.Length != 0 && flip.Length != indices.Length)
            throw new ArgumentException($"{flip.Length} decisions for {indices.Length} samples.", nameof(flip));
        long[] size = [indices.Length, Shape.Channels, Shape.Height, Shape.Width];
        if (send is not null && Kind == SampleKind.Image)
            return GatherOnDevice(size, indices, flip, device!, send);
        var batch = empty(size, ScalarType.Float32);
        if (indices.Length > 0)
            FillFloats(batch, indices, flip);
        if (send is null)
            return batch;
        using (batch)
            return send(batch, device!);
    }

    private void FillFloats(Tensor batch, ReadOnlySpan<int> indices, ReadOnlySpan<bool> flip)
    {
        fixed (byte* target = batch.bytes)
        fixed (int* index = indices)
        fixed (bool* mirrored = flip)
        {
            var (values, from, mirror, count) = ((nint)target, (nint)index, (nint)mirrored, indices.Length);
            if ((long)count * Shape.Length >= ParallelThreshold)
                Parallel.For(0, count, i => FillOne((float*)values, (int*)from, (bool*)mirror, i));
            else
            {
                for (var i = 0; i < count; i++)
                    FillOne((float*)values, (int*)from, (bool*)mirror, i);
            }
        }
    }

    // Optimised at once: a short training would be over before the runtime thought the loop worth it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillOne(float* values, int* index, bool* mirror, int i)
    {
        var target = new Span<float>(values + ((long)i * Shape.Length), Shape.Length);
        var source = new ReadOnlySpan<byte>(_samples + ((long)index[i] * SampleBytes), SampleBytes);
        if (Kind == SampleKind.Real)
            source.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(target));
        else
            ToUnit(source, target);
        if (mirror is null || !mirror[i])
            return;
        for (var row = 0; row < Shape.Channels * Shape.Height; row++)
            target.Slice(row * Shape.Width, Shape.Width).Reverse();
    }

    // Vector subtraction and division round like the scalar ones, so this equals the table bit for bit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToUnit(ReadOnlySpan<byte> source, Span<float> target)
    {
        var half = new Vector<float>(Pixels.Half);
        var step = Vector<byte>.Count;
        var i = 0;
        for (; i <= source.Length - step; i += step)
        {
            Vector.Widen(new Vector<byte>(source[i..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            Store(a, target[i..]);
            Store(b, target[(i + (step / 4))..]);
            Store(c, target[(i + (step / 2))..]);
            Store(d, target[(i + (3 * step / 4))..]);
        }
        for (; i < source.Length; i++)
            target[i] = UnitTable[source[i]];

        void Store(Vector<uint> bytes, Span<float> to) =>
            ((Vector.ConvertToSingle(Vector.AsVectorInt32(bytes)) - half) / half).CopyTo(to);
    }

    // The bytes travel, a quarter of the floats. Values come from the table: a device may divide by multiplying with 1/127.5.
    private Tensor GatherOnDevice(
        long[] size, ReadOnlySpan<int> indices, ReadOnlySpan<bool> flip, Device device, Func<Tensor, Device, Tensor> send)
    {
        using var scope = NewDisposeScope();
        var host = empty(size, ScalarType.Byte);
        var bytes = host.bytes;
        for (var i = 0; i < indices.Length; i++)
        {
            var target = bytes.Slice(i * SampleBytes, SampleBytes);
            Sample(indices[i]).CopyTo(target);
            for (var row = 0; flip.Length > 0 && flip[i] && row < Shape.Channels * Shape.Height; row++)
                target.Slice(row * Shape.Width, Shape.Width).Reverse();
        }
        var table = TableOn(device);
        var positions = send(host, device).to(ScalarType.Int64).view(-1);
        return table.index_select(0, positions).view(size).MoveToOuterDisposeScope();
    }

    // Kept for the next batch.
    private Tensor TableOn(Device device)
    {
        var name = device.ToString();
        if (_table is { } known && known.Device == name)
            return known.Values;
        DisposeTable();
        var values = tensor(UnitTable).to(device).DetachFromDisposeScope();
        _table = (name, values);
        return values;
    }

    private void DisposeTable()
    {
        _table?.Values.Dispose();
        _table = null;
    }
}
