using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class EmbeddedDatasetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Pinned when the generators were written; the bytes must be the same on every machine. A change here is a change of the
    // dataset: the recipe's version in its source must change with it.
    [Theory]
    [InlineData("glyphs", "train", 20_000, "2f534e84b67976b46d38cb5c76f7d175611b9c338785115d26b4fc2731193232")]
    [InlineData("glyphs", "test", 4_000, "4d0af061df8084dd6ebe133b516ebd164b5d1d13d6187bf862412c5ad28ad651")]
    [InlineData("shapes", "train", 9_300, "cd306de63558c5c0e718f89d3786ab80c40ce1b7f70e7777262f79a3b15776c2")]
    [InlineData("shapes", "test", 2_000, "ec9118eece1dc9ec5c8153156819549a4f446a17dbaee506991b4a4bf6718efd")]
    [InlineData("normal-1d", "train", 50_000, "8f082372bafc1d5c5056ef47a089597d1d739ba67f1360b18f6f83d504e2aacf")]
    [InlineData("normal-1d", "test", 10_000, "9e4f7c69c46bdd57cec08ea40b83f8dc36d0592f5b4a95b74c730a17e9e806a7")]
    public void Open_Always_GivesThePinnedBytes(string name, string split, int count, string hash)
    {
        using var dataset = Open(name, split);

        Assert.Equal(count, dataset.Count);
        Assert.Equal(hash, dataset.ContentHash);
        Assert.Null(dataset.Note);
        Assert.True(dataset.VerifyContent());
    }

    [Theory]
    [InlineData("glyphs", 20_000, 4_000)]
    [InlineData("shapes", 9_300, 2_000)]
    public void Open_All_IsOneSplitAfterTheOther(string name, int trainCount, int testCount)
    {
        using var all = Open(name, DatasetRequest.All);
        using var train = Open(name, DatasetRequest.Train);
        using var test = Open(name, DatasetRequest.Test);

        Assert.Equal(trainCount + testCount, all.Count);
        Assert.Equal(train.GetImage(trainCount - 1).ToArray(), all.GetImage(trainCount - 1).ToArray());
        Assert.Equal(test.GetImage(0).ToArray(), all.GetImage(trainCount).ToArray());
        Assert.Equal([.. train.Labels, .. test.Labels], all.Labels.ToArray());
        Assert.Equal(trainCount + testCount, all.Info.CountOf(DatasetRequest.All));
        Assert.Null(all.Note);
    }

    [Fact]
    public void Open_UnknownSplit_NamesThoseThatAreThere()
    {
        var error = Assert.Throws<UsageException>(() => Open("glyphs", "al"));
        Assert.Contains("all", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("glyphs")]
    [InlineData("shapes")]
    public void Labels_OfEveryClass_Occur(string name)
    {
        using var dataset = Open(name, "test");

        var counts = new int[dataset.Info.ClassNames.Count];
        foreach (var label in dataset.Labels)
            counts[label]++;

        Assert.All(counts, c => Assert.InRange(c, dataset.Count / counts.Length / 2, dataset.Count / 2));
    }

    [Fact]
    public void Normal1d_Samples_HaveMeanZeroAndVarianceOne()
    {
        using var dataset = Open("normal-1d", "train");
        double sum = 0, squares = 0;
        for (var i = 0; i < dataset.Count; i++)
        {
            var value = dataset.GetValues(i)[0];
            sum += value;
            squares += value * value;
        }

        // Standard errors with 50,000 samples: 0.0045 for the mean, 0.0063 for the variance; four of them are allowed.
        Assert.Equal(0, sum / dataset.Count, 0.018);
        Assert.Equal(1, squares / dataset.Count, 0.026);
    }

    [Fact]
    public void Shapes_LabelOfATower_MatchesItsHeight()
    {
        using var dataset = Open("shapes", "test");
        for (var i = 0; i < dataset.Count; i++)
        {
            var name = dataset.Info.ClassNames[dataset.Labels[i]];
            if (!name.StartsWith("tower-", StringComparison.Ordinal))
                continue;
            // Blocks are 20 of 100 units wide and high and stand on the floor in the middle column: red is 211 on the ground only.
            var height = int.Parse(name["tower-".Length..], System.Globalization.CultureInfo.InvariantCulture);
            for (var level = 0; level < 5; level++)
            {
                var y = (90 - (20 * level)) * 64 / 100;
                Assert.Equal(level < height, dataset.GetImage(i)[(y * 64) + 32] != 211);
            }
        }
    }

    [Fact]
    public void Open_WithImageSize_ResizesAndHashesDifferently()
    {
        using var own = Open("glyphs", "test");
        using var resized = DatasetRegistry.Open(new DatasetRequest
        {
            Name = "glyphs", Split = "test", ImageSize = 32, CacheDirectory = _folder.Path,
        });

        Assert.Equal(new SampleShape(1, 32, 32), resized.Shape);
        Assert.Equal(own.Labels.ToArray(), resized.Labels.ToArray());
        Assert.NotEqual(own.ContentHash, resized.ContentHash);
    }

    [Fact]
    public void Find_MistypedName_SuggestsTheNearest()
    {
        var error = Assert.Throws<UsageException>(() => DatasetRegistry.Find("glyhps"));
        Assert.Equal("Unknown dataset 'glyhps'. Did you mean 'glyphs'?", error.Message);
    }

    [Fact]
    public void Open_UnknownSplit_SuggestsTheNearest()
    {
        var error = Assert.Throws<UsageException>(() => Open("glyphs", "tset"));
        Assert.Equal("Unknown split of glyphs 'tset'. Did you mean 'test'?", error.Message);
    }

    [Fact]
    public void GetImage_OutsideTheSplit_IsRefused()
    {
        using var dataset = Open("glyphs", "test");
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.GetImage(4_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.GetImage(-1));
    }

    private Dataset Open(string name, string split) =>
        DatasetRegistry.Open(new DatasetRequest { Name = name, Split = split, CacheDirectory = _folder.Path });
}
