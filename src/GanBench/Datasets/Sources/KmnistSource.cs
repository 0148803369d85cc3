using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>KMNIST, handwritten Japanese characters.</summary>
public sealed class KmnistSource() : IdxSource(new DatasetInfo
{
    Name = "kmnist",
    Title = "KMNIST",
    Description = "Cursive Japanese characters (Kuzushiji) in ten classes, in MNIST's format.",
    Shape = new SampleShape(1, 28, 28),
    ClassNames = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    PublishedCount = new Dictionary<string, int> { [DatasetRequest.Train] = 60_000, [DatasetRequest.Test] = 10_000 },
    Licence = "CC BY-SA 4.0",
    Citation = "Clanuwat, Bober-Irizar, Kitamoto, Lamb, Yamamoto, Ha, Deep Learning for Classical Japanese Literature, arXiv:1812.01718, "
        + "2018",
    Files =
    [
        Remote(TrainImages, 18_165_135, "bdb82020997e1d708af4cf47b453dcf7"),
        Remote(TrainLabels, null, "e144d726b3acfaa3e44228e80efcd344"),
        Remote(TestImages, null, "5c965bf0a639b31b8f53240b1b52f4d7"),
        Remote(TestLabels, null, "7320c461ea6c1c855c0b718fb2a4b134"),
    ],
})
{
    private static RemoteFile Remote(string name, long? bytes, string md5) =>
        new(name, ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/" + name], bytes, md5);
}
