using System.Globalization;
using GanBench.Datasets.Formats;
using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>Oxford 102 Flowers: photographs of many sizes; the central square is resized.</summary>
public sealed class Flowers102Source() : DatasetSource(new DatasetInfo
{
    Name = "flowers-102",
    Title = "Oxford-102",
    Description = "Photographs of flowers in 102 classes, central square resized.",
    Shape = new SampleShape(3, 64, 64),
    ClassNames = [.. Enumerable.Range(1, Classes).Select(n => n.ToString(CultureInfo.InvariantCulture))],
    PublishedCount = new Dictionary<string, int>
    {
        [DatasetRequest.Train] = 1_020, ["validation"] = 1_020, [DatasetRequest.Test] = 6_149, [DatasetRequest.All] = 8_189,
    },
    Licence = "none stated; for research",
    Citation = "Nilsback, Zisserman, Automated Flower Classification over a Large Number of Classes, ICVGIP 2008",
    Files =
    [
        new RemoteFile(Images, [Place + Images], 344_862_509, "52808999861908f626f3c1f4e79d11fa"),
        new RemoteFile(Labels, [Place + Labels], Md5: "e0620be6f572b9609742df49c70aed4d"),
        new RemoteFile(Splits, [Place + Splits], Md5: "a5357ecc9cb78c4bef273ce3793fc85c"),
    ],
})
{
    private const int Classes = 102;

    private const string
        Place = "https://www.robots.ox.ac.uk/~vgg/data/flowers/102/",
        Images = "102flowers.tgz", Labels = "imagelabels.mat", Splits = "setid.mat";

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var labels = FileOrFetch(request, Labels, [Labels], progress, cancellationToken);
        var splits = FileOrFetch(request, Splits, [Splits], progress, cancellationToken);
        var images = FolderOf(request).Folder("jpg") ?? FileOrFetch(request, Images, [Images], progress, cancellationToken);
        string[] inputs = Directory.Exists(images)
            ? [labels, splits, .. FolderWalk.Files(images).Order(StringComparer.Ordinal)]
            : [labels, splits, images];
        return new DatasetPlan(Info, ShapeFor(request), $"flowers 2, central square, {ImagePipeline.Filter}", inputs,
            builder => Build(builder, images, labels, splits));
    }

    private void Build(DatasetBuilder builder, string images, string labelsPath, string splitsPath)
    {
        var classes = MatFile.ReadIntegers(labelsPath, "labels");
        if (Array.FindIndex(classes, c => c is < 1 or > Classes) is >= 0 and var wrong)
            throw new DataException($"{labelsPath} has class {classes[wrong]} for image {wrong + 1}; 1 to {Classes} exist.");
        var variable = builder.Split switch { DatasetRequest.Train => "trnid", DatasetRequest.Test => "tstid", _ => "valid" };
        var chosen = builder.Split == DatasetRequest.All
            ? [.. Enumerable.Range(1, classes.Length)]
            : MatFile.ReadIntegers(splitsPath, variable).ToHashSet();
        Archive.Read(images, name => Number(name) is { } number && chosen.Contains(number), entries =>
        {
            var missing = chosen.Except(entries.Select(e => Number(e.Name)!.Value)).Order().ToList();
            if (missing.Count > 0)
                throw new DataException(
                    $"{images} lacks image_{missing[0]:D5}.jpg and {missing.Count - 1} others of split '{builder.Split}'.");
            if (chosen.Max() > classes.Length)
                throw new DataException($"{labelsPath} has {classes.Length} labels; {splitsPath} names image {chosen.Max()}.");
            PictureSet.AddTo(builder, entries, 1,
                (entry, content, sample) => builder.Fit(ImageFile.Decode(content, entry.Origin), sample),
                entry => classes[Number(entry.Name)!.Value - 1] - 1);
        });
        builder.Note = PartialNote(builder);
    }

    // jpg/image_00001.jpg, or image_00001.jpg in a folder.
    private static int? Number(string name)
    {
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        return file.StartsWith("image_") && file.EndsWith(".jpg")
            && int.TryParse(file[6..^4], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
