using GanBench.Metrics.Samples;

namespace GanBench.Tests.Metrics.IntraFid;

[Collection(GlyphsCollection.Name)]
public sealed class DatasetLabelsTests(GlyphsFixture glyphs)
{
    [Fact]
    public void Labels_OfADatasetInRandomOrder_FollowItsImages()
    {
        using var samples = new DatasetSamples(glyphs.Test, seed: 3);
        using var images = samples.Read(0, 40);
        var bytes = images.data<byte>().ToArray();

        Assert.Equal(glyphs.Test.Info.ClassNames, samples.ClassNames);
        Assert.Equal(glyphs.Test.Count, samples.Labels!.Count);
        for (var i = 0; i < 40; i++)
        {
            var image = bytes.AsSpan(i * 784, 784);
            Assert.Contains(samples.Labels[i], LabelsOf(image));
        }
        Assert.NotEqual(glyphs.Test.Labels[..40].ToArray(), samples.Labels.Take(40));
    }

    private List<int> LabelsOf(ReadOnlySpan<byte> image)
    {
        var labels = new List<int>();
        for (var k = 0; k < glyphs.Test.Count; k++)
        {
            if (glyphs.Test.GetImage(k).SequenceEqual(image))
                labels.Add(glyphs.Test.Labels[k]);
        }
        return labels;
    }
}
