using GanBench.Datasets.Formats;
using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>Anime faces: drawings of many sizes, resized. There is no official split: every tenth picture by name is for testing.</summary>
public sealed class AnimeFacesSource() : DatasetSource(new DatasetInfo
{
    Name = "anime-faces",
    Title = "Anime faces",
    Description = "Faces of anime characters, central square resized.",
    Shape = new SampleShape(3, 64, 64),
    PublishedCount = new Dictionary<string, int>
    {
        [DatasetRequest.Train] = Published - (Published / TestEvery),
        [DatasetRequest.Test] = Published / TestEvery,
        [DatasetRequest.All] = Published,
    },
    Licence = "none stated; drawings collected from the web",
    Citation = "Churchill, Chao, Anime Face Dataset, 2019, https://github.com/bchao1/Anime-Face-Dataset",
    ManualDownload =
        "No address can be fetched without an account. By hand: download https://www.kaggle.com/datasets/splcher/animefacedataset "
        + "(archive.zip, 63,632 pictures) and put the zip file or its images folder into the folder named above.",
})
{
    private const int Published = 63_632, TestEvery = 10;

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = FolderOf(request);
        // Only in the dataset's own folder: archive.zip is a name that anything may have.
        var zip = Directory.Exists(folder.Own) ? Directory.GetFiles(folder.Own, "*.zip").Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
        var path = zip ?? (Directory.Exists(folder.Own) ? folder.Own : throw Missing(folder, "its pictures"));
        var inputs = zip is null ? FolderWalk.Files(path).Order(StringComparer.Ordinal).ToArray() : [zip];
        return new DatasetPlan(Info, ShapeFor(request), $"anime-faces 2, central square, {ImagePipeline.Filter}", inputs,
            builder => Build(builder, path));
    }

    private void Build(DatasetBuilder builder, string path)
    {
        Archive.Read(path, ImageFile.HasExtension, entries =>
        {
            if (entries.Count == 0)
                throw new DataException($"{path} has no {ImageFile.FormatNames} pictures. {Info.ManualDownload}");
            var chosen = builder.Split == DatasetRequest.All
                ? entries
                : [.. entries.Where((_, i) => (i % TestEvery == TestEvery - 1) == (builder.Split == DatasetRequest.Test))];
            PictureSet.AddTo(builder, chosen, 1,
                (entry, content, sample) => builder.Fit(ImageFile.Decode(content, entry.Origin), sample));
        });
        builder.Note = PartialNote(builder);
    }
}
