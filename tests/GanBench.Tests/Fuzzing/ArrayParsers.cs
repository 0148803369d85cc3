using GanBench.Datasets.Formats;
using GanBench.Metrics;
using GanBench.Metrics.Numpy;
using GanBench.Metrics.Weights;
using GanBench.Storage;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;
using GanBench.Tests.Imaging;
using GanBench.Tests.Metrics;
using GanBench.Tests.Storage;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of arrays, weights and labels.</summary>
public static class ArrayParsers
{
    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        FuzzedParser.OfFile("idx", "images-idx3-ubyte", path => IdxFile.Read(path, 3), () =>
            [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8]]),
        FuzzedParser.OfFile("npy", "set.npy", Statistics, () => [Npy(Matrix(5, 3))]),
        FuzzedParser.OfFile("npz", "set.npz", Statistics, () =>
        [
            FileOf("set.npz", path => NpzFile.Write(path,
            [
                ("mu", NpyArray.Vector([1, 2])), ("sigma", new NpyArray([2, 2], [1, 0, 0, 1])), ("count", NpyArray.Scalar(9)),
                ("protocol", NpyArray.Vector([97, 61, 98])),
            ])),
            FileOf("set.npz", path => NpzFile.Write(path, [("feats", Matrix(4, 2))])),
            // Made by numpy.savez_compressed in tests/golden/numpy_files.py.
            MetricsGolden.Load("numpy_files.json").GetProperty("savez_compressed").GetBytesFromBase64(),
        ]),
        FuzzedParser.OfFile("safetensors", "set.safetensors", path =>
        {
            using (var file = SafeTensorsFile.Open(path))
                _ = file.Entries.Select(entry => file.Bytes(entry.Name).Length).Sum();
            Statistics(path);
        }, () =>
        [
            FileOf("set.safetensors", path => SafeTensorsBytes.Write(
                path,
                """
                {"__metadata__":{"a":"b"},"features":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]},
                "other":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[8,11]}}
                """,
                [0, 60, 0, 64, 0, 66, 0, 68, 1, 2, 3])),
        ]),
        FuzzedParser.OfFile("torch-checkpoint", "weights.pth", path =>
        {
            var size = new FileInfo(path).Length;
            // Numbers inside tensors may change unseen; sizes may not.
            if (TorchCheckpoint.Load(path).Any(tensor => tensor.Bytes.Length > size))
                throw new InvalidOperationException("A tensor is larger than the file.");
        }, () => [.. new[] { "zip", "legacy" }.Select(
            format => MetricsGolden.Load("metrics_checkpoint.json").GetProperty(format).GetBytesFromBase64())]),
        new("onnx-weights", new(() => [FileOf("net.onnx", path => OnnxModel.Save(path, [1, 2, 3, 4, 5, 6]))]), (bytes, _) =>
        {
            var file = OnnxFile.Read(bytes, "fuzzed");
            using var weight = file.Weight("weight");
        }),
        FuzzedParser.OfFile(
            "mat", "labels.mat", path => MatFile.ReadIntegers(path, "labels"), () => [.. ImagingGolden.Imaging.Mat.Select(m => m.File)]),
    ];

    private static NpyArray Matrix(int rows, int columns) =>
        new([rows, columns], [.. Enumerable.Range(0, rows * columns).Select(i => i * 0.25)]);

    private static void Statistics(string path)
    {
        using var set = PrecomputedFile.Load(path);
        _ = set.Statistics;
    }

    private static byte[] Npy(NpyArray array)
    {
        using var stream = new MemoryStream();
        NpyFormat.Write(stream, array);
        return stream.ToArray();
    }

    private static byte[] FileOf(string name, Action<string> write)
    {
        using var folder = new TempFolder();
        write(folder[name]);
        return File.ReadAllBytes(folder[name]);
    }
}
