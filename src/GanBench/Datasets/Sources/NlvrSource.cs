using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Datasets.Formats;
using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>
/// NLVR: boxes with flat shapes. Each picture of 400×100 pixels shows three boxes of 100×100 at x = 0, 150 and 300; they are cut
/// out and resized. Only image 0, permutation 0 of each training sentence is used. Boxes recur between pictures of a folder, so
/// the splits are whole folders.
/// </summary>
public sealed partial class NlvrSource() : DatasetSource(new DatasetInfo
{
    Name = "nlvr",
    Title = "NLVR",
    Description =
        "Boxes with stacked or scattered squares, triangles and circles in three colours, cut from the pictures of a language corpus.",
    Shape = new SampleShape(3, 64, 64),
    PublishedCount = new Dictionary<string, int>
    {
        [DatasetRequest.Train] = 8_397, [DatasetRequest.Test] = 924, [DatasetRequest.All] = 9_321,
    },
    Licence = "CC BY 4.0",
    Citation = "Suhr, Lewis, Yeh, Artzi, A Corpus of Natural Language for Visual Reasoning, ACL 2017",
    Files =
    [
        // The corpus is a git repository; GitHub makes this archive of a commit on request, so neither size nor checksum is fixed.
        new RemoteFile("nlvr.tar.gz", ["https://codeload.github.com/lil-lab/nlvr/tar.gz/18924841aa96d519cfb8584f0945350f07a6d860"]),
    ],
})
{
    private const int BoxSide = 100, PictureWidth = 400, Boxes = 3, BoxStep = 150, FirstTestFolder = 72;

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var path = FolderOf(request).Folder("nlvr/train/images")
            ?? FileOrFetch(request, Info.Files[0].Name, ["nlvr*.tar.gz"], progress, cancellationToken);
        var inputs = Directory.Exists(path) ? FolderWalk.Files(path).Order(StringComparer.Ordinal).ToArray() : [path];
        var shape = ShapeFor(request);
        return new DatasetPlan(Info, shape, $"nlvr 1, {ImagePipeline.Filter}", inputs, builder => Build(builder, path));
    }

    private void Build(DatasetBuilder builder, string path)
    {
        var shape = builder.Shape;
        Archive.Read(path, name => IsWanted(name, builder.Split), entries =>
        {
            if (entries.Count == 0)
                throw new DataException($"{path} has no picture <folder>/train-<n>-0-0.png of the {Info.Name} split '{builder.Split}'.");
            PictureSet.AddTo(builder, entries, Boxes, (entry, content, samples) =>
            {
                var picture = ImageFile.Decode(content, entry.Origin);
                if (picture.Width != PictureWidth || picture.Height != BoxSide)
                    throw new DataException(
                        $"{entry.Origin} has {picture.Width}×{picture.Height} pixels; NLVR's pictures have {PictureWidth}×{BoxSide}.");
                for (var box = 0; box < Boxes; box++)
                    builder.Fit(picture.Crop(box * BoxStep, 0, BoxSide, BoxSide), samples.Slice(box * shape.Length, shape.Length));
            });
        });
        builder.Note = PartialNote(builder);
    }

    private static bool IsWanted(string name, string split)
    {
        if (BasePicture().Match(name) is not { Success: true } match)
            return false;
        var test = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) >= FirstTestFolder;
        return split == DatasetRequest.All || test == (split == DatasetRequest.Test);
    }

    [GeneratedRegex("""(?:^|/)([0-9]{1,4})/train-[0-9]+-0-0\.png$""", RegexOptions.CultureInvariant)]
    private static partial Regex BasePicture();
}
