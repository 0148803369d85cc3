using GanBench.Imaging;
using GanBench.Random;
using GanBench.Survey.Sources;

namespace GanBench.Survey.Tests;

/// <summary>A model whose images are drawn here: real ones are framed squares, generated ones the same with noise, all different.</summary>
public sealed class SyntheticModel(
    string architecture, string dataset, int size = 28, int channels = 1, int generated = 200, int real = 500)
    : ISurveyModelSource
{
    public string Architecture => architecture;

    public string Dataset => dataset;

    public string RunId => $"{architecture}-{dataset}-s1";

    public int GeneratedCount => generated;

    public int RealCount => real;

    public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices) =>
        [.. indices.Select(i => Draw($"{architecture}/{dataset}", i, 90))];

    public RasterImage Real(int index) => Draw(dataset, index, 6);

    /// <summary>The twelve models of Chen (2019) in its order.</summary>
    public static IReadOnlyList<SyntheticModel> Study() =>
    [
        .. from dataset in new[] { ("mnist", 28, 1), ("nlvr", 64, 3), ("oxford-102", 64, 3) }
           from architecture in new[] { "gan", "dcgan", "wgan", "wgan-gp" }
           select new SyntheticModel(architecture, dataset.Item1, dataset.Item2, dataset.Item3),
    ];

    private RasterImage Draw(string name, int index, int noise)
    {
        var random = new RandomStream(7, name, index);
        var image = new RasterImage(size, size, channels);
        var (left, top, side) = (random.NextInt32(size / 2), random.NextInt32(size / 2), (size / 4) + random.NextInt32(size / 4));
        var ink = Enumerable.Range(0, channels).Select(_ => 128 + random.NextInt32(120)).ToArray();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var inside = x >= left && x < left + side && y >= top && y < top + side;
                for (var c = 0; c < channels; c++)
                    image.Pixels[(((y * size) + x) * channels) + c] =
                        (byte)Math.Clamp((inside ? ink[c] : 20) + random.NextInt32(noise) - (noise / 2), 0, 255);
            }
        }
        return image;
    }
}
