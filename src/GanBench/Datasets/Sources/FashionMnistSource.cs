using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>Fashion-MNIST, articles of clothing.</summary>
public sealed class FashionMnistSource() : IdxSource(new DatasetInfo
{
    Name = "fashion-mnist",
    Title = "Fashion-MNIST",
    Description = "Articles of clothing in ten classes, in MNIST's format.",
    Shape = new SampleShape(1, 28, 28),
    ClassNames =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
    PublishedCount = new Dictionary<string, int> { [DatasetRequest.Train] = 60_000, [DatasetRequest.Test] = 10_000 },
    Licence = "MIT",
    Citation = "Xiao, Rasul, Vollgraf, Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, "
        + "arXiv:1708.07747, 2017",
    Files =
    [
        Remote(TrainImages, 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        Remote(TrainLabels, 29_515, "25c81989df183df01b3e8a0aad5dffbe", StartOf(9, 0, 0, 3, 0, 2, 7, 2, 5, 5)),
        Remote(TestImages, 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
        Remote(TestLabels, 5_148, "bb300cfdad3c16e7a12a480ee83cd310", StartOf(9, 2, 1, 1, 6, 1, 4, 6, 5, 7)),
    ],
})
{
    private static RemoteFile Remote(string name, long bytes, string md5, string? startMd5 = null) => new(name,
        [
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/" + name,
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/" + name,
        ],
        bytes, md5)
    {
        StartMd5 = startMd5,
    };
}
