using System.Security.Cryptography;
using GanBench.Datasets.Formats;
using GanBench.Imaging;

namespace GanBench.Datasets.Sources;

/// <summary>Datasets in MNIST's four IDX files. Any number of images is accepted, and said.</summary>
/// <param name="info">What is known about the dataset.</param>
public abstract class IdxSource(DatasetInfo info) : DatasetSource(info)
{
    /// <summary>Name of the official file.</summary>
    protected const string
        TrainImages = "train-images-idx3-ubyte.gz", TrainLabels = "train-labels-idx1-ubyte.gz",
        TestImages = "t10k-images-idx3-ubyte.gz", TestLabels = "t10k-labels-idx1-ubyte.gz";

    /// <summary>MD5 of published labels, for <see cref="RemoteFile.StartMd5"/>.</summary>
    /// <param name="labels">The first of the release.</param>
    protected static string StartOf(params ReadOnlySpan<byte> labels) => Convert.ToHexStringLower(MD5.HashData(labels));

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var train = request.Split == DatasetRequest.Train;
        var images = Locate(request, train ? TrainImages : TestImages, progress, cancellationToken);
        var labels = Locate(request, train ? TrainLabels : TestLabels, progress, cancellationToken);
        var shape = ShapeFor(request);
        return new DatasetPlan(Info, shape, "idx 2" + ImagePipeline.Recipe(Info.Shape, shape), [images, labels],
            builder => Build(builder, images, labels));
    }

    private void Build(DatasetBuilder builder, string imagesPath, string labelsPath)
    {
        var train = builder.Split == DatasetRequest.Train;
        FileIdentity.Require(Info, train ? TrainImages : TestImages, imagesPath, builder.CancellationToken);
        FileIdentity.Require(Info, train ? TrainLabels : TestLabels, labelsPath, builder.CancellationToken);
        var images = IdxFile.Read(imagesPath, rank: 3);
        var labels = IdxFile.Read(labelsPath, rank: 1);
        var (count, height, width) = (images.Dimensions[0], images.Dimensions[1], images.Dimensions[2]);
        if (height != Info.Shape.Height || width != Info.Shape.Width)
            throw new DataException(
                $"{imagesPath} has images of {height}×{width}; {Info.Name} has {Info.Shape.Height}×{Info.Shape.Width}.");
        if (labels.Dimensions[0] != count)
            throw new DataException($"{imagesPath} has {count} images and {labelsPath} has {labels.Dimensions[0]} labels.");
        if (labels.Elements.AsSpan().ContainsAnyInRange((byte)Info.ClassNames.Count, byte.MaxValue))
            throw new DataException($"{labelsPath} has labels above {Info.ClassNames.Count - 1}.");
        var classes = Array.ConvertAll(labels.Elements, label => (int)label);
        if (builder.Shape == Info.Shape)
        {
            builder.Add(images.Elements, classes);
        }
        else
        {
            var sample = new byte[builder.SampleBytes];
            for (var i = 0; i < count; i++)
            {
                builder.Fit(RasterImage.FromPlanes(width, height, 1, images.Elements.AsSpan(i * height * width, height * width)), sample);
                builder.Add(sample, classes[i]);
            }
        }
        builder.Note = PartialNote(builder) ?? (Array.TrueForAll(
            [imagesPath, labelsPath], path => FileIdentity.IsPublished(Info, path, builder.CancellationToken))
            ? null : $"{builder.CountOfSplit:N0} images as published, in files with other checksums than the published");
    }

    private string Locate(DatasetRequest request, string file, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken) =>
        FileOrFetch(request, file, Info.Files.First(f => f.Name == file).NamesOnDisk, progress, cancellationToken);
}
