using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>CIFAR-100, natural images in a hundred classes; the fine labels are used.</summary>
public sealed class Cifar100Source() : CifarSource(new DatasetInfo
{
    Name = "cifar-100",
    Title = "CIFAR-100",
    Description = "Natural images in a hundred classes.",
    Shape = new SampleShape(3, 32, 32),
    ClassNames =
    [
        "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
        "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
        "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur",
        "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard",
        "lamp", "lawn_mower", "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain",
        "mouse", "mushroom", "oak_tree", "orange", "orchid", "otter", "palm_tree", "pear", "pickup_truck", "pine_tree",
        "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket",
        "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
        "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor",
        "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow_tree", "wolf", "woman", "worm",
    ],
    PublishedCount = new Dictionary<string, int> { [DatasetRequest.Train] = 50_000, [DatasetRequest.Test] = 10_000 },
    Licence = "none stated; the authors ask to cite the report",
    Citation = "Krizhevsky, Learning Multiple Layers of Features from Tiny Images, technical report, University of Toronto, 2009",
    Files =
    [
        new RemoteFile("cifar-100-binary.tar.gz", ["https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"],
            168_513_733, "03b5dce01913d631647c71ecec9e9cb8"),
    ],
}, "cifar-100-binary", labelBytes: 2, name => name == "train.bin", "test.bin");
