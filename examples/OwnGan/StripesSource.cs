using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Random;

namespace OwnGan;

/// <summary>Stripes across or along, each image with a width and a start of its own. They are drawn, so no file is needed.</summary>
public sealed class StripesSource() : DatasetSource(new DatasetInfo
{
    Name = "stripes",
    Title = "Stripes",
    Description = "White stripes on black, across or along.",
    Shape = new SampleShape(1, 16, 16),
    ClassNames = ["across", "along"],
    PublishedCount = new Dictionary<string, int> { [DatasetRequest.Train] = 1000, [DatasetRequest.Test] = 200 },
    Licence = "none needed",
    Citation = "docs/extending.md",
    Embedded = true,
})
{
    private const ulong Seed = 1;

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken) =>
        // "stripes 1" stands for everything that decides the bytes: raise the number when the drawing changes.
        new(Info, ShapeFor(request), "stripes 1", [], builder =>
        {
            var (side, image) = (builder.Shape.Width, new byte[builder.SampleBytes]);
            for (var index = 0; index < Info.PublishedCount[request.Split]; index++)
            {
                // A stream of its own: image 7 does not depend on the six before.
                var random = new RandomStream(Seed, "stripes/" + request.Split, index);
                var (label, width, start) = (random.NextInt32(2), 2 + random.NextInt32(3), random.NextInt32(8));
                for (var i = 0; i < image.Length; i++)
                    image[i] = (((label == 0 ? i / side : i % side) + start) / width) % 2 == 0 ? (byte)255 : (byte)0;
                builder.Add(image, label);
            }
        });
}
