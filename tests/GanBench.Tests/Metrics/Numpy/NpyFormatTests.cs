using System.Text.Json;
using GanBench.Metrics.Numpy;

namespace GanBench.Tests.Metrics.Numpy;

public sealed class NpyFormatTests
{
    // Made by tests/golden/numpy_files.py with NumPy (version in the file).
    private static readonly JsonElement Golden = MetricsGolden.Load("numpy_files.json");

    public static TheoryData<string> Read =>
        [.. Golden.GetProperty("read").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string> Refused =>
        [.. Golden.GetProperty("refused").EnumerateArray().Select(c => c.GetProperty("says").GetString()!)];

    [Theory]
    [MemberData(nameof(Read))]
    public void Read_FileOfNumPy_GivesItsNumbers(string name)
    {
        var golden = Golden.GetProperty("read").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);

        var array = NpyFormat.Read(golden.GetProperty("file").GetBytesFromBase64(), "a.npy");

        Assert.Equal(golden.Numbers("shape"), array.Shape.Select(d => (double)d));
        Assert.Equal(golden.Numbers("values"), array.Values);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_ElementsThatAreNoNumbers_SaysWhatTheyAreAndWhatIsRead(string says)
    {
        var golden = Golden.GetProperty("refused").EnumerateArray().Single(c => c.GetProperty("says").GetString() == says);

        var error = Assert.Throws<DataException>(() => NpyFormat.Read(golden.GetProperty("file").GetBytesFromBase64(), "a.npy"));

        Assert.Contains($"a.npy holds {says} (type '", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "integers of 1 to 8 bytes and floating-point numbers of 2, 4 or 8 bytes are read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1, 2", 8, "impossible shape: (-1, 2)")]
    [InlineData("99999999999999999999, 2", 8, "impossible shape")]
    [InlineData("2147483647, 2147483647", 8, "impossible shape")]
    [InlineData("65536, 32768", 8, "impossible shape")]
    [InlineData("1.5, 2", 8, "impossible shape")]
    [InlineData("2, 2", 15, "has 15 bytes of data where its header promises 4 elements of 4")]
    [InlineData("2, 2", 17, "has 17 bytes of data where its header promises 4 elements of 4")]
    [InlineData("0, 2147483647", 4, "promises 0 elements of 4")]
    public void Read_ShapeThatTheDataDoesNotHave_IsRefused(string shape, int dataLength, string expected)
    {
        var error = Assert.Throws<DataException>(() => NpyFormat.Read(NpyBytes.Of(NpyBytes.Header(shape), dataLength), "a.npy"));

        Assert.StartsWith("a.npy", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}")]
    [InlineData("")]
    public void Read_HeaderThatIsNotNumPys_IsShown(string header)
    {
        var error = Assert.Throws<DataException>(() => NpyFormat.Read(NpyBytes.Of(header, 8), "a.npy"));

        Assert.Contains("a.npy has a header that is not NumPy's: " + header, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'shape': (1, 2), 'fortran_order': False, 'descr': '<f4'}")]
    [InlineData("{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (1, 2)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L), }   \n")]
    public void Read_HeaderInAnotherSpelling_IsRead(string header) =>
        Assert.Equal([1, 2], NpyFormat.Read(NpyBytes.Of(header, 8), "a.npy").Shape);

    [Fact]
    public void Read_VersionThatIsNotKnown_SaysWhichAre()
    {
        var error = Assert.Throws<DataException>(() => NpyFormat.Read(NpyBytes.Of(NpyBytes.Header("2,"), 8, version: 9), "a.npy"));

        Assert.Contains("version 9 of NumPy's format; versions 1 to 3 are read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ThreeDimensionsInFortransOrder_NamesTheFile()
    {
        var header = NpyBytes.Header("1, 1, 2").Replace("False", "True", StringComparison.Ordinal);

        var error = Assert.Throws<DataException>(() => NpyFormat.Read(NpyBytes.Of(header, 8), "a.npy"));

        Assert.Contains("a.npy has 3 dimensions in Fortran's order", error.Message, StringComparison.Ordinal);
    }
}
