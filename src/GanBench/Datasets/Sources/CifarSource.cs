using GanBench.Datasets.Formats;
using GanBench.Imaging;
using GanBench.Storage;

namespace GanBench.Datasets.Sources;

/// <summary>
/// CIFAR's binary layout: records of one or two label bytes and 3,072 pixel bytes (red, green and blue planes). Any number of
/// records and batch files is accepted, and said.
/// </summary>
/// <param name="info">What is known about the dataset.</param>
/// <param name="folderInside">The folder that the archive holds.</param>
/// <param name="labelBytes">Label bytes per record; the last one counts.</param>
/// <param name="isTrain">Whether a file name belongs to the training split.</param>
/// <param name="testFile">Name of the test file.</param>
public abstract class CifarSource(DatasetInfo info, string folderInside, int labelBytes, Func<string, bool> isTrain, string testFile)
    : DatasetSource(info)
{
    private const int PixelBytes = 3 * 32 * 32;

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = FolderOf(request);
        var archive = Info.Files[0].Name;
        var path = folder.Folder(folderInside) ?? FileOrFetch(request, archive, [archive], progress, cancellationToken);
        var inputs = Directory.Exists(path) ? FolderWalk.Files(path).Order(StringComparer.Ordinal).ToArray() : [path];
        var shape = ShapeFor(request);
        return new DatasetPlan(Info, shape, "cifar 2" + ImagePipeline.Recipe(Info.Shape, shape), inputs, builder => Build(builder, path));
    }

    private void Build(DatasetBuilder builder, string path)
    {
        var train = builder.Split == DatasetRequest.Train;
        if (InputFile.Exists(path))
            FileIdentity.Require(Info, Info.Files[0].Name, path, builder.CancellationToken);
        Archive.Read(path, IsWanted, entries =>
        {
            if (entries.Count == 0)
                throw new DataException($"{path} has no {(train ? "training" : "test")} batch of {Info.Name}.");
            foreach (var entry in entries)
                AddRecords(builder, entry);
        });
        builder.Note = PartialNote(builder);

        bool IsWanted(string name)
        {
            var file = name[(name.LastIndexOf('/') + 1)..];
            return train ? isTrain(file) : file == testFile;
        }
    }

    private void AddRecords(DatasetBuilder builder, ArchiveEntry entry)
    {
        var content = entry.Read();
        var record = labelBytes + PixelBytes;
        if (content.Length == 0 || content.Length % record != 0)
            throw new DataException(
                $"{entry.Origin} has {content.Length} bytes, not a number of records of {record}; it is cut short or no {Info.Name} file.");
        var count = content.Length / record;
        var samples = new byte[count * builder.SampleBytes];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = content[(i * record) + labelBytes - 1];
            if (labels[i] >= Info.ClassNames.Count)
                throw new DataException($"{entry.Origin} has label {labels[i]} in record {i}; 0 to {Info.ClassNames.Count - 1} exist.");
            var pixels = content.AsSpan((i * record) + labelBytes, PixelBytes);
            var sample = samples.AsSpan(i * builder.SampleBytes, builder.SampleBytes);
            if (builder.Shape == Info.Shape)
                pixels.CopyTo(sample);
            else
                builder.Fit(RasterImage.FromPlanes(32, 32, 3, pixels), sample);
        }
        builder.Add(samples, labels);
    }
}
