using System.Numerics;
using System.Runtime.InteropServices;
using GanBench.Testing;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class TensorDataTests
{
    [Fact]
    public void Tensor_FromArraysOfEveryType_KeepsTypeShapeAndValues()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(int64, tensor(new[] { 1L, 2L }).dtype);
        Assert.Equal(uint8, tensor(new byte[] { 1 }).dtype);
        Assert.Equal(@bool, tensor(new[] { true }).dtype);
        Assert.Equal(float16, tensor(new[] { (Half)1 }).dtype);
        Assert.Equal(bfloat16, tensor(new[] { new BFloat16(1) }).dtype);
        Assert.Equal(complex64, tensor(new[] { (1f, 2f) }).dtype);
        Assert.Equal(complex128, tensor(new[] { new Complex(1, 2) }).dtype);
        Assert.Equal([2L, 3L], tensor(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }).shape);
        Assert.Equal([1L, 2L, 1L], tensor(new[,,] { { { 1.0 }, { 2.0 } } }).shape);
        Assert.Equal([3L, 2L], tensor(new List<float> { 1, 2, 3, 4, 5, 6 }, 3, 2).shape);
        Assert.Equal(float64, tensor(new[] { 1f }, float64).dtype);
        Assert.Equal(6.5, tensor(6.5).item<double>());
        Assert.True(tensor(true).item<bool>());
    }

    [Fact]
    public void Tensor_WithAShapeThatDoesNotFit_SaysBothSizes()
    {
        var failure = Assert.Throws<ExternalException>(() => tensor(new[] { 1f, 2f, 3f }, [2, 2]));

        Assert.Equal("tensor: the shape takes 16 bytes, 12 were given", failure.Message);
    }

    [Fact]
    public void Data_OfATransposedTensor_IsInRowMajorOrder()
    {
        using var scope = NewDisposeScope();
        var transposed = tensor(new[,] { { 1f, 2f }, { 3f, 4f } }).t();

        Assert.Equal([1f, 3f, 2f, 4f], transposed.data<float>().ToArray());
        Assert.Equal(3f, transposed.data<float>()[0, 1]);
        Assert.Equal(2f, ((float[,])transposed.data<float>().ToNDArray())[1, 0]);
    }

    [Fact]
    public void Data_OfAnotherType_NamesBothTypes()
    {
        using var scope = NewDisposeScope();

        var failure = Assert.Throws<ArgumentException>(() => ones(1).data<double>());

        Assert.Contains("Float32", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Float64", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_Written_ChangesTheTensor()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 2);
        var data = t.data<float>();

        data[1, 0] = 7;
        data[3] = 9;

        Assert.Equal([0f, 0f, 7f, 9f], t.data<float>().ToArray());
        Assert.Equal(16, t.bytes.Length);
    }

    [Fact]
    public void Item_OfSeveralElements_Throws()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Equal(3, (int)tensor(3.7));
    }

    [Fact]
    public void Save_InBothFormats_LoadsTheSameTensor()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        var original = randn(3, 2);
        var pickle = Path.Combine(folder.Path, "tensor.pt");
        var own = Path.Combine(folder.Path, "tensor.dat");

        save(original, pickle);
        original.Save(own);

        Assert.True(original.Equals(load(pickle)));
        Assert.True(original.Equals(Tensor.Load(own)));
    }

    [Fact]
    public void Load_OfABrokenFile_SaysWhatIsWrong()
    {
        using var scope = NewDisposeScope();
        using var memory = new MemoryStream([6, 1, 100, 0, 0]);

        var failure = Assert.Throws<InvalidDataException>(() => Tensor.Load(memory));

        Assert.Equal("Loading a tensor: the file ends before the elements of a Float32 tensor of shape [100].", failure.Message);
    }

    [Fact]
    public void Text_OfATensor_ShowsShapeAndNumbers()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new[,] { { 1f, 2.5f }, { 3f, 4f } });

        Assert.Equal("[2x2], type = Float32, device = cpu", t.ToString());
        Assert.Equal("[[1, 2.5],\n [3, 4]]", t.npstr(newLine: "\n"));
        Assert.Equal("[2x2], type = Float32, device = cpu, value = {{1, 2.5},\n {3, 4}}", t.cstr(newLine: "\n"));
        Assert.Equal("[2x2], type = Float32, device = cpu\n1 2.5\n3 4", t.jlstr(newLine: "\n"));
    }

    [Fact]
    public void Cuda_WithoutADevice_SaysSoInOneLine()
    {
        if (cuda.is_available())
        {
            return;
        }

        var failure = Assert.Throws<InvalidOperationException>(() => ones(1, device: CUDA));

        Assert.StartsWith("Device cuda was asked for, but libtorch ", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ones(1).cuda());
        Assert.Equal(0, cuda.device_count());
    }

    [Fact]
    public void Device_FromAName_ParsesTypeAndNumber()
    {
        Assert.Equal(new Device(DeviceType.CUDA, 1), device("cuda:1"));
        Assert.Equal("cuda:1", device("cuda:1").ToString());
        Assert.Equal(CPU, device("cpu"));
        Assert.Throws<ArgumentException>(() => device("gpu"));
        Assert.Throws<ArgumentException>(() => device("cuda:x"));
    }

    [Fact]
    public void Operator_WithWrongArguments_NamesTheArgument()
    {
        using var scope = NewDisposeScope();

        Assert.Equal("aten::nothing: libtorch " + __version__ + " has no such operator", Assert.Throws<ExternalException>(() => Op.Call("aten::nothing")).Message);
        Assert.Equal("aten::relu: argument 'self' is missing and has no default", Assert.Throws<ExternalException>(() => Op.Call("aten::relu")).Message);
        Assert.Equal("aten::select.int: argument 'dim' does not take a double", Assert.Throws<ExternalException>(() => Op.Call("aten::select.int", ones(1), 0.5, 0)).Message);
    }
}
