using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>MNIST, handwritten digits.</summary>
public sealed class MnistSource() : IdxSource(new DatasetInfo
{
    Name = "mnist",
    Title = "MNIST",
    Description = "Handwritten digits 0 to 9, white on black.",
    Shape = new SampleShape(1, 28, 28),
    ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    PublishedCount = new Dictionary<string, int> { [DatasetRequest.Train] = 60_000, [DatasetRequest.Test] = 10_000 },
    Licence = "CC BY-SA 3.0 as commonly stated; copyright Yann LeCun and Corinna Cortes",
    Citation = "LeCun, Bottou, Bengio, Haffner, Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86(11), "
        + "1998",
    Files =
    [
        Remote(TrainImages, 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873", "6bbc9ace898e44ae57da46a324031adb",
            "3aa594097e37aec620925971035591b3"),
        Remote(TrainLabels, 28_881, "d53e105ee54ea40749a09fcbcd1e9432", "a25bea736e30d166cdddb491f175f624",
            StartOf(5, 0, 4, 1, 9, 2, 1, 3, 1, 4)),
        Remote(TestImages, 1_648_877, "9fb629c4189551a2d022fa330f9573f3", "2646ac647ad5339dbf082846283269ea",
            "91e71db71e785114e8fff1d75d5872ee"),
        Remote(TestLabels, 4_542, "ec29112dd5afa0611ce80d1b7f02629c", "27ae3e4e09519cfbb04c329615203637",
            StartOf(7, 2, 1, 0, 4, 1, 4, 9, 5, 9)),
    ],
})
{
    private static RemoteFile Remote(string name, long bytes, string md5, string decompressedMd5, string startMd5) =>
        new(name, ["https://ossci-datasets.s3.amazonaws.com/mnist/" + name, "http://yann.lecun.com/exdb/mnist/" + name], bytes, md5)
        {
            DecompressedMd5 = decompressedMd5,
            StartMd5 = startMd5,
        };
}
