using System.IO.Compression;
using GanBench.Metrics.Numpy;
using GanBench.Testing;

namespace GanBench.Tests.Metrics.Numpy;

public sealed class NpzFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["a.npz"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TwoArraysOfOneName_IsRefusedOnlyWhereItIsWanted()
    {
        using (var archive = ZipFile.Open(Path, ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "twice", "twice", "once" })
            {
                using var stream = archive.CreateEntry(name + ".npy").Open();
                NpyFormat.Write(stream, NpyArray.Scalar(1));
            }
        }

        var error = Assert.Throws<DataException>(() => NpzFile.Read(Path));

        Assert.Contains($"{Path} has 2 arrays of the name 'twice'", error.Message, StringComparison.Ordinal);
        Assert.Equal([1.0], NpzFile.Read(Path, ["once"])["once"].Values);
    }

    [Fact]
    public void Read_NumberThatChanged_IsFoundByTheChecksum()
    {
        NpzFile.Write(Path, [("x", NpyArray.Vector([1, 2, 3]))]);
        var bytes = File.ReadAllBytes(Path);
        var at = bytes.AsSpan().IndexOf(BitConverter.GetBytes(2.0));
        bytes[at + 7] ^= 1;
        File.WriteAllBytes(Path, bytes);

        var error = Assert.Throws<DataException>(() => NpzFile.Read(Path));

        Assert.Contains($"x.npy in {Path} is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoZipFile_SaysSo()
    {
        File.WriteAllText(Path, "not a zip file");

        var error = Assert.Throws<DataException>(() => NpzFile.Read(Path));

        Assert.Equal($"{Path} is not a NumPy archive (a zip file), or it is damaged.", error.Message);
    }

    [Fact]
    public void Read_MissingFile_SaysSo()
    {
        var error = Assert.Throws<DataException>(() => NpzFile.Read(Path));

        Assert.Equal($"There is no file {Path}.", error.Message);
    }
}
