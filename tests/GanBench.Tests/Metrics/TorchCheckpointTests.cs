using System.IO.Compression;
using System.Runtime.InteropServices;
using GanBench.Metrics.Weights;
using GanBench.Storage;
using GanBench.Testing;

namespace GanBench.Tests.Metrics;

public sealed class TorchCheckpointTests
{
    // What PickleReader knows; every other byte value must be refused.
    private static readonly HashSet<int> Allowed =
    [
        .. ".(}])tNKMJGXUcqrhjaesuQRb".Select(c => (int)c), 0x80, 0x95, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8c, 0x93, 0x94,
    ];

    public static TheoryData<string> Hostile =>
        [.. MetricsGolden.Load("metrics_checkpoint.json").GetProperty("hostile").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void Load_StateDictionary_GivesItsTensors(string format)
    {
        using var folder = new TempFolder();

        var tensors = TorchCheckpoint.Load(Write(folder, format)).ToDictionary(t => t.Name);

        Assert.Equal(["layer.weight", "layer.bias", "running", "steps", "bytes"], tensors.Keys);
        Assert.Equal(new long[] { 3, 4 }, tensors["layer.weight"].Shape);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i / 8f), Numbers<float>(tensors["layer.weight"]));
        // A view of the same storage, from element 4.
        Assert.Equal([0.5f, 0.625f, 0.75f, 0.875f], Numbers<float>(tensors["layer.bias"]));
        Assert.Equal([1.5, -2.25], Numbers<double>(tensors["running"]));
        Assert.Equal([7L], Numbers<long>(tensors["steps"]));
        Assert.Equal([1, 2, 3, 250], Numbers<byte>(tensors["bytes"]));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Load_PickleThatCallsSomething_IsRefused(string name)
    {
        using var folder = new TempFolder();
        var path = folder["hostile.pth"];
        File.WriteAllBytes(
            path, Convert.FromBase64String(
            MetricsGolden.Load("metrics_checkpoint.json").GetProperty("hostile").GetProperty(name).GetString()!));

        var error = Assert.Throws<DataException>(() => TorchCheckpoint.Load(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/ganbench-pwned"));
    }

    [Fact]
    public void Read_EveryOpcodeOutsideTheList_IsRefusedByName()
    {
        for (var opcode = 0; opcode < 256; opcode++)
        {
            if (Allowed.Contains(opcode))
                continue;
            var content = new byte[] { 0x80, 2, (byte)opcode, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'.' };

            var error = Assert.Throws<DataException>(() => new PickleReader(content, "test").Read());

            Assert.Contains(FormattableString.Invariant($"opcode 0x{opcode:x2}"), error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_device_tensor_from_numpy")]
    [InlineData("builtins", "getattr")]
    [InlineData("collections", "deque")]
    public void Read_NameOutsideTheList_IsRefusedByName(string module, string name)
    {
        byte[] content = [0x80, 2, .. System.Text.Encoding.ASCII.GetBytes($"c{module}\n{name}\n.")];

        var error = Assert.Throws<DataException>(() => new PickleReader(content, "test").Read());

        Assert.Contains($"{module}.{name}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strided", "contiguous")]
    [InlineData("nested", "'model'")]
    [InlineData("half", "HalfStorage")]
    public void Load_WhatWeightsDoNotNeed_SaysWhatItFound(string format, string expected)
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<DataException>(() => TorchCheckpoint.Load(Write(folder, format)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoFile_SaysSo()
    {
        var error = Assert.Throws<DataException>(() => TorchCheckpoint.Load("/nowhere/weights.pth"));

        Assert.Contains("/nowhere/weights.pth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ZipWithoutPickle_SaysSo()
    {
        using var folder = new TempFolder();
        var path = folder["other.zip"];
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
            archive.CreateEntry("readme.txt");

        Assert.Contains("data.pkl", Assert.Throws<DataException>(() => TorchCheckpoint.Load(path)).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string format) =>
        Convert.FromBase64String(MetricsGolden.Load("metrics_checkpoint.json").GetProperty(format).GetString()!);

    private static string Write(TempFolder folder, string format)
    {
        var path = folder[format + ".pth"];
        File.WriteAllBytes(path, Bytes(format));
        return path;
    }

    private static T[] Numbers<T>(TensorBytes tensor)
        where T : struct => MemoryMarshal.Cast<byte, T>(tensor.Bytes.Span).ToArray();
}
