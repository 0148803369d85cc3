using GanBench.Configuration;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Samples;

namespace GanBench.Metrics;

/// <summary>
/// How another program measures folders of images, so that its numbers come out: what it reads, and by which conventions.
/// </summary>
/// <param name="Name">Name of the program.</param>
/// <param name="Description">What it does, in a line.</param>
/// <param name="Apply">Sets the options; metrics, samples and directories stay.</param>
public sealed record ComparisonPreset(string Name, string Description, Func<EvaluationOptions, EvaluationOptions> Apply)
{
    // The formats of pytorch-fid, which clean-fid took over.
    private static readonly string[] PillowFormats = [".bmp", ".jpg", ".jpeg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"];

    /// <summary>The programs.</summary>
    public static Registry<ComparisonPreset> All { get; } = new("program to measure like", preset => preset.Name)
    {
        new(
            "torch-fidelity",
            "PNG and JPEG of the folder itself; TensorFlow 1's resize; k = 3, d <= r; KID 100 × 1000 and splits drawn with seed 2020",
            options => options with
            {
                Extractor = InceptionExtractor.ExtractorName,
                Resize = ResizeMode.Tf1,
                Batch = 64,
                Seed = 2020,
                Pictures = new PictureOptions { Recursive = false, Extensions = [".png", ".jpg", ".jpeg"], Sorted = true },
                MetricOptions = options.MetricOptions
                    .With("prdc.neighbours", "3").With("prdc.radiusRule", "below-or-equal")
                    .With("kid.subsets", "100").With("kid.subsetSize", "1000").With("kid.draw", "numpy")
                    .With("is.splits", "10").With("is.shuffle", "true"),
            }),
        new(
            "pytorch-fid",
            "all formats of the folder itself; PyTorch's bilinear resize",
            options => options with
            {
                Extractor = InceptionExtractor.ExtractorName,
                Resize = ResizeMode.PyTorch,
                Batch = 50,
                Pictures = new PictureOptions { Recursive = false, Extensions = PillowFormats, Sorted = true },
            }),
        new(
            "clean-fid",
            "all formats, subfolders and zip archives; Pillow's antialiased bicubic resize; KID 100 × at most 1000",
            options => options with
            {
                Extractor = InceptionExtractor.ExtractorName,
                Resize = ResizeMode.Clean,
                Batch = 32,
                Pictures = new PictureOptions { Extensions = PillowFormats, Sorted = true },
                MetricOptions = options.MetricOptions.With("kid.subsets", "100").With("kid.subsetSize", "1000"),
            }),
    };
}
