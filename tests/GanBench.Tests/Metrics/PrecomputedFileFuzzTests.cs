using GanBench.Metrics;
using GanBench.Metrics.Numpy;
using GanBench.Testing;
using GanBench.Tests.Storage;

namespace GanBench.Tests.Metrics;

public sealed class PrecomputedFileFuzzTests : IDisposable
{
    private const int Trials = 1000;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_DamagedArray_IsReadOrRefused()
    {
        using (var file = File.Create(_folder["valid.npy"]))
            NpyFormat.Write(file, Matrix(5, 3));

        Damage("valid.npy", "damaged.npy");
    }

    [Fact]
    public void Load_DamagedArchive_IsReadOrRefused()
    {
        NpzFile.Write(
            _folder["valid.npz"],
            [
                ("mu", NpyArray.Vector([1, 2])), ("sigma", new NpyArray([2, 2], [1, 0, 0, 1])), ("count", NpyArray.Scalar(9)),
                ("protocol", NpyArray.Vector([97, 61, 98])), ("feats", Matrix(4, 2)),
            ]);

        Damage("valid.npz", "damaged.npz");
    }

    [Fact]
    public void Load_DamagedCompressedArchive_IsReadOrRefused()
    {
        // Made by numpy.savez_compressed in tests/golden/numpy_files.py.
        File.WriteAllBytes(
            _folder["valid.npz"], MetricsGolden.Load("numpy_files.json").GetProperty("savez_compressed").GetBytesFromBase64());

        Damage("valid.npz", "damaged.npz");
    }

    [Fact]
    public void Load_DamagedSafeTensors_IsReadOrRefused()
    {
        SafeTensorsBytes.Write(
            _folder["valid.safetensors"],
            """
            {"__metadata__":{"a":"b"},"features":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},
            "other":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[8,11]}}
            """,
            [0, 60, 0, 64, 0, 66, 0, 68, 1, 2, 3]);

        Damage("valid.safetensors", "damaged.safetensors");
    }

    private static NpyArray Matrix(int rows, int columns) =>
        new([rows, columns], [.. Enumerable.Range(0, rows * columns).Select(i => i * 0.25)]);

    private static byte[] Changed(byte[] valid, System.Random random)
    {
        var bytes = (byte[])valid.Clone();
        var at = random.Next(bytes.Length);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes, .. new byte[random.Next(1, 9)]];
            case 2:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 5))..]];
            case 3:
                // Digits, signs and quotes: headers that still can be read, and say something else.
                bytes[at] = (byte)"0123456789-'\"(),[]<>|OUfiub"[random.Next(27)];
                return bytes;
            case 4:
                random.NextBytes(bytes.AsSpan(at, Math.Min(8, bytes.Length - at)));
                return bytes;
            default:
                for (var flips = random.Next(1, 4); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    private void Damage(string valid, string damaged)
    {
        using (PrecomputedFile.Load(_folder[valid]))
        {
        }
        var bytes = File.ReadAllBytes(_folder[valid]);
        for (var seed = 0; seed < Trials; seed++)
        {
            File.WriteAllBytes(_folder[damaged], Changed(bytes, new System.Random(seed)));
            try
            {
                using var set = PrecomputedFile.Load(_folder[damaged]);
                _ = set.Statistics;
            }
            catch (DataException e)
            {
                Assert.DoesNotContain("overflow", e.Message, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("argument", e.Message, StringComparison.OrdinalIgnoreCase);
            }
            catch (Exception e) when (e is not DataException)
            {
                Assert.Fail($"Seed {seed}: {e}");
            }
        }
    }
}
