using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>CIFAR-10, natural images in ten classes.</summary>
public sealed class Cifar10Source() : CifarSource(new DatasetInfo
{
    Name = "cifar-10",
    Title = "CIFAR-10",
    Description = "Natural images in ten classes.",
    Shape = new SampleShape(3, 32, 32),
    ClassNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
    PublishedCount = new Dictionary<string, int> { [DatasetRequest.Train] = 50_000, [DatasetRequest.Test] = 10_000 },
    Licence = "none stated; the authors ask to cite the report",
    Citation = "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, technical report, University of Toronto, 2009",
    Files =
    [
        new RemoteFile("cifar-10-binary.tar.gz", ["https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"],
            170_052_171, "c32a1d4ab5d03f1284b67883e8d87530"),
    ],
}, "cifar-10-batches-bin", labelBytes: 1,
    name => name.StartsWith("data_batch_", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal), "test_batch.bin");
