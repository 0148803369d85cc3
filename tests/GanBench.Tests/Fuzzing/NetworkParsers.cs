using GanBench.Imaging;
using GanBench.Metrics.Extractors;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;
using GanBench.Tests.Metrics;
using GanBench.Training.Sampling;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of networks, their weights and their inputs, as they are used.</summary>
public static class NetworkParsers
{
    private const string OnnxName = "net.onnx", SettingsName = "net.yaml";

    private static readonly SampleShape Shape = new(1, 4, 4);

    private static readonly Lazy<ClassifierNetwork> Classifier = new(() => new ClassifierNetwork(Shape, 2));

    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        FuzzedParser.OfFile("onnx-network", OnnxName, Open, () => [Network(3), Network(1)]),
        new("onnx-settings", new(() =>
            ["size: 8\nresize: bilinear\nscale: 1\nmean: [10, 20, 30]\nstd: [2, 4, 5]\nchannels: bgr\n"u8.ToArray()]), (bytes, folder) =>
        {
            File.WriteAllBytes(folder[OnnxName], Network(3));
            File.WriteAllBytes(folder[SettingsName], bytes);
            Open(folder[OnnxName]);
        }),
        FuzzedParser.OfFile("latents-npy", "z.npy", path => LatentFile.Load(path, 3), () => [Latents("z.npy")]),
        FuzzedParser.OfFile("latents", "z.safetensors", path => LatentFile.Load(path, 3), () => [Latents("z.safetensors")]),
        FuzzedParser.OfFile("classifier", "c.safetensors", path =>
        {
            _ = ClassifierFile.TryLoad(path, Classifier.Value) ?? throw new DataException("It is trained anew.");
        }, () => [FileOf("c.safetensors", path =>
        {
            Classifier.Value.Initialize(1);
            new ClassifierFile("glyphs train", 0.9, "glyphs test").Save(path, Classifier.Value);
        })]),
    ];

    private static void Open(string path) => OnnxExtractor.Open(path).Dispose();

    private static byte[] Network(int channels) =>
        FileOf(OnnxName, path => OnnxModel.Save(path, [.. Enumerable.Range(1, 2 * channels)], channels));

    private static byte[] Latents(string name) =>
        FileOf(name, path => LatentFile.Save(path, new LatentSet(3, [0.5f, -1, 2, 3, 4, 5])));

    private static byte[] FileOf(string name, Action<string> write)
    {
        using var folder = new TempFolder();
        write(folder[name]);
        return File.ReadAllBytes(folder[name]);
    }
}
