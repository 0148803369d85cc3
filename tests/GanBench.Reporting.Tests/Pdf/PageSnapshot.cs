using System.Globalization;
using System.Runtime.CompilerServices;
using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Pdf;

/// <summary>Pictures as snapshots, in the workflow of <see cref="Approver"/>: <c>Snapshots/NAME.verified.png</c> was approved.</summary>
internal static class PageSnapshot
{
    /// <summary>Passes when the picture is similar to the approved one.</summary>
    public static void Verify(GrayImage image, string name, double leastSimilarity, [CallerFilePath] string sourceFile = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(sourceFile)!, "Snapshots");
        string verified = Path.Combine(folder, name + ".verified.png"), received = Path.Combine(folder, name + ".received.png");
        var similarity = File.Exists(verified) ? Similarity(Read(verified), image) : double.NaN;
        if (similarity >= leastSimilarity)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(folder);
        PngWriter.Save(Approver.Accepts ? verified : received, new RasterImage(image.Width, image.Height, 1, image.Pixels));
        if (!Approver.Accepts)
        {
            throw new SnapshotException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: similarity {similarity:F3} to the approved picture, at least {leastSimilarity} is asked for. Look at "
                + $"{received}; to accept it, run this test again with {Approver.AcceptVariable}=1."));
        }
    }

    private static GrayImage Read(string file)
    {
        var image = ImageFile.Decode(File.ReadAllBytes(file), file);
        return new GrayImage(image.Width, image.Height, image.Pixels);
    }

    private static double Similarity(GrayImage approved, GrayImage image) =>
        (approved.Width, approved.Height) == (image.Width, image.Height) ? approved.Similarity(image) : 0;
}
