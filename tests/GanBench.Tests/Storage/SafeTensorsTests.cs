using System.Buffers.Binary;
using System.Text;
using GanBench.Storage;
using GanBench.Testing;
using GanBench.Tests.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Tests.Storage;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["tensors.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ThenLoad_GivesTheSameTensorsAndMetadata()
    {
        List<TensorBytes> tensors =
        [
            new("bytes", SafeTensorType.U8, [3], new byte[] { 1, 2, 3 }),
            new("scalar", SafeTensorType.F64, [], new byte[8]),
            new("empty", SafeTensorType.F32, [0, 4], Array.Empty<byte>()),
            new("matrix", SafeTensorType.I64, [1, 2], new byte[16]),
        ];
        SafeTensors.Save(Path, tensors, new Dictionary<string, string> { ["step"] = "7" });

        var (loaded, metadata) = SafeTensors.LoadBytes(Path);

        Assert.Equal("7", metadata["step"]);
        Assert.Equal(tensors.OrderBy(t => t.Name), loaded.OrderBy(t => t.Name), (a, b) =>
            a.Name == b.Name && a.Type == b.Type && a.Shape.SequenceEqual(b.Shape) && a.Bytes.Span.SequenceEqual(b.Bytes.Span));
    }

    [Fact]
    public void Save_SameContent_GivesTheSameBytes()
    {
        TensorBytes[] tensors = [new("w", SafeTensorType.F32, [2], new byte[8])];
        SafeTensors.Save(Path, tensors);
        SafeTensors.Save(_folder["other.safetensors"], tensors);
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(_folder["other.safetensors"]));
    }

    [Fact]
    public void Save_NameGivenTwice_IsRefusedAndLeavesNothing()
    {
        TensorBytes twice = new("w", SafeTensorType.U8, [1], new byte[1]);
        Assert.Throws<ArgumentException>(() => SafeTensors.Save(Path, [twice, twice]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Save(Path, [twice with { Shape = [2] }]));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 8, "has 8")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 3, "need 4 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[1,5]}}""", 5, "gap or an overlap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6,
        "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,4]}}""", 4, "needs 16 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "impossible shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-4],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[-4,-4]}}""", 0, "spans bytes -4")]
    [InlineData("""{"a":{"dtype":"F16","shape":[3],"data_offsets":[0,4]}}""", 4, "needs 6 bytes")]
    [InlineData("""{"a":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[4,8]}}""", 8, "gap or an overlap")]
    [InlineData("""{"a":{"dtype":"F8_E5M2","shape":[4],"data_offsets":[4,0]}}""", 4, "spans bytes 4 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,4611686018427387904],"data_offsets":[0,0]}}""", 0, "impossible shape")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,4]}}""", 4, "JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2,
        "occurs twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "lacks")]
    [InlineData("""{"a":{"dtype":1,"shape":[1],"data_offsets":[0,1]}}""", 1, "JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":7,"data_offsets":[0,1]}}""", 1, "JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "JSON")]
    [InlineData("""{"a":""", 1, "JSON")]
    [InlineData("""[]""", 0, "JSON")]
    public void Open_HostileHeader_IsRefused(string header, int dataLength, string expected)
    {
        Write((ulong)header.Length, Encoding.UTF8.GetBytes(header), dataLength);
        var error = Assert.Throws<DataException>(() => SafeTensorsFile.Open(Path));
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1000UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Open_WrongHeaderLength_IsRefused(ulong length)
    {
        Write(length, "{}"u8.ToArray(), 8);
        Assert.Throws<DataException>(() => SafeTensorsFile.Open(Path));
    }

    [Fact]
    public void Open_MissingFile_SaysSo()
    {
        var error = Assert.Throws<DataException>(() => SafeTensorsFile.Open(Path));
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ThatThrows_KeepsTheOldFile()
    {
        AtomicFile.WriteAllText(Path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Path, stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(Path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void SaveTensors_ThenLoad_GivesTheSameValues()
    {
        using var scope = torch.NewDisposeScope();
        var transposed = torch.arange(6, ScalarType.Float32).view(2, 3).t();
        SafeTensors.Save(Path,
        [
            ("transposed", transposed),
            ("steps", torch.tensor(new long[] { 7 })),
            ("scalar", torch.tensor(2.5)),
            ("nothing", torch.empty([0, 3], ScalarType.Int32)),
            ("bytes", torch.tensor(new byte[] { 1, 255 })),
        ]);

        var loaded = SafeTensors.Load(Path);

        Assert.Equal([3, 2], loaded["transposed"].shape);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], loaded["transposed"].data<float>().ToArray());
        Assert.Equal(7, loaded["steps"].item<long>());
        Assert.Empty(loaded["scalar"].shape);
        Assert.Equal(2.5, loaded["scalar"].item<double>());
        Assert.Equal([0, 3], loaded["nothing"].shape);
        Assert.Equal(ScalarType.Int32, loaded["nothing"].dtype);
        Assert.Equal([(byte)1, (byte)255], loaded["bytes"].data<byte>().ToArray());
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Load_Halves_GivesThemAsFloat32(string type)
    {
        // Made by tests/golden/numpy_files.py with PyTorch (version in the file).
        var golden = MetricsGolden.Load("numpy_files.json").GetProperty(type);
        SafeTensorsBytes.Write(
            Path, $$$"""{"a":{"dtype":"{{{type}}}","shape":[5],"data_offsets":[0,10]}}""",
            golden.GetProperty("bytes").GetBytesFromBase64());

        using var loaded = SafeTensors.Load(Path)["a"];

        Assert.Equal(ScalarType.Float32, loaded.dtype);
        Assert.Equal(golden.Numbers("values").Select(v => (float)v), loaded.data<float>().ToArray());
    }

    [Theory]
    [InlineData("I8", 2)]
    [InlineData("I16", 4)]
    public void Load_SmallIntegers_GivesThem(string type, int length)
    {
        byte[] data = type == "I8" ? [0xFF, 2] : [0xFF, 0xFF, 2, 0];
        SafeTensorsBytes.Write(Path, $$$"""{"a":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{length}}}]}}""", data);

        using var loaded = SafeTensors.Load(Path)["a"];

        using var wide = loaded.to(ScalarType.Int64);
        Assert.Equal([-1L, 2L], wide.data<long>().ToArray());
    }

    [Theory]
    [InlineData("F8_E5M2")]
    [InlineData("U64")]
    [InlineData("BOOL")]
    public void Open_TypeThatIsNotRead_MakesOnlyItsTensorUnreadable(string type)
    {
        SafeTensorsBytes.Write(
            Path,
            $$$"""{"odd":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[2],"data_offsets":[8,10]}}""",
            [0, 0, 0, 0, 0, 0, 0, 0, 5, 6]);
        using var file = SafeTensorsFile.Open(Path);

        var error = Assert.Throws<DataException>(() => file.Entry("odd"));

        Assert.Equal([(byte)5, (byte)6], file.Bytes("a").ToArray());
        Assert.Equal($"Tensor 'odd' of {Path} has type {type}; U8, I8, I16, I32, I64, F16, BF16, F32, F64 are read.", error.Message);
        Assert.Equal(error.Message, Assert.Throws<DataException>(() => SafeTensors.Load(Path)).Message);
        Assert.Equal(error.Message, Assert.Throws<DataException>(() => SafeTensors.LoadBytes(Path)).Message);
    }

    [Fact]
    public void SaveTensors_TypeThatIsNotWritten_NamesTheTensor()
    {
        using var half = torch.zeros([2], ScalarType.Float16);
        var error = Assert.Throws<ArgumentException>(() => SafeTensors.Save(Path, [("half", half)]));
        Assert.Contains("'half' has type Float16", error.Message, StringComparison.Ordinal);
    }

    private void Write(ulong headerLength, byte[] header, int dataLength)
    {
        var bytes = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, headerLength);
        header.CopyTo(bytes, 8);
        File.WriteAllBytes(Path, bytes);
    }
}
