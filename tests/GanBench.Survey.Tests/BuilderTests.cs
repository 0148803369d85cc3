using GanBench.Imaging;
using GanBench.Survey.Definition;

namespace GanBench.Survey.Tests;

public sealed class BuilderTests
{
    [Fact]
    public void Build_TwelveModels_AsksOncePerModelInDatasetOrder()
    {
        var (definition, _) = SurveyBuilder.Build(SyntheticModel.Study(), new SurveyOptions());

        Assert.Equal(
            [
                "mnist gan", "mnist dcgan", "mnist wgan", "mnist wgan-gp", "nlvr gan", "nlvr dcgan", "nlvr wgan", "nlvr wgan-gp",
                "oxford-102 gan", "oxford-102 dcgan", "oxford-102 wgan", "oxford-102 wgan-gp",
            ],
            definition.Questions.Select(q => $"{q.Dataset} {q.Architecture}"));
        Assert.Equal(Enumerable.Range(1, 12), definition.Questions.Select(q => q.Number));
        Assert.All(definition.Questions,
            q => Assert.Equal((8, 8, 4), (q.RealExamples.Count, q.GeneratedExamples.Count, q.Candidates.Count)));
    }

    [Fact]
    public void Build_ModelsInMixedOrder_GroupsDatasets()
    {
        var (definition, _) = SurveyBuilder.Build(
            [new SyntheticModel("gan", "a"), new SyntheticModel("gan", "b"), new SyntheticModel("wgan", "a")], new SurveyOptions());

        Assert.Equal(["a", "a", "b"], definition.Questions.Select(q => q.Dataset));
    }

    [Fact]
    public void Build_NoImage_IsUsedTwice()
    {
        var (definition, images) = SurveyBuilder.Build(SyntheticModel.Study(), new SurveyOptions { QuestionsPerModel = 3 });

        var ids = definition.ImageIds().ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids.Count, images.Count);
        // By content as well: the synthetic images are all different.
        Assert.Equal(ids.Count, images.Values.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Build_RealImagesThatRepeat_AreUsedOnce()
    {
        var model = new Repeating(new SyntheticModel("gan", "a"), every: 5);

        var (definition, images) = SurveyBuilder.Build([model], new SurveyOptions());

        var question = definition.Questions[0];
        var real = question.RealExamples.Concat(question.Candidates.Take(2)).Select(id => Convert.ToHexString(images[id])).ToList();
        Assert.Equal(10, real.Distinct().Count());
    }

    // As when one folder is named twice, or a network has learnt its data by heart.
    [Fact]
    public void Build_ImageThatIsRealAndGenerated_IsRefused()
    {
        var error = Assert.Throws<DataException>(
            () => SurveyBuilder.Build([new Copying(new SyntheticModel("gan", "a", real: 12))], new SurveyOptions()));

        Assert.Contains("An image of gan-a-s1 is also one of the real images of a, so a question has no right answer", error.Message);
    }

    [Fact]
    public void Build_SameSeed_ChoosesTheSameImagesUnderNewIds()
    {
        var (one, images) = SurveyBuilder.Build(SyntheticModel.Study(), new SurveyOptions { Seed = 5 });
        var (two, again) = SurveyBuilder.Build(SyntheticModel.Study(), new SurveyOptions { Seed = 5 });
        var (other, others) = SurveyBuilder.Build(SyntheticModel.Study(), new SurveyOptions { Seed = 6 });

        static IEnumerable<string> Contents(SurveyDefinition d, IReadOnlyDictionary<string, byte[]> i) => d.ImageIds()
            .Select(id => Convert.ToHexString(i[id]));
        Assert.Equal(Contents(one, images), Contents(two, again));
        Assert.NotEqual(Contents(one, images), Contents(other, others));
        Assert.Empty(one.ImageIds().Intersect(two.ImageIds()));
    }

    [Fact]
    public void Build_Candidates_AreTwoRealThenTwoGenerated()
    {
        // Real images are white, generated ones black: a swap would show.
        var model = new Plain();

        var (definition, images) = SurveyBuilder.Build([model], new SurveyOptions { Examples = 1 });

        byte Shade(string id) => ImageFile.Decode(images[id], id).Pixels[1];
        var question = definition.Questions[0];
        Assert.Equal([255, 255, 0, 0], question.Candidates.Select(Shade));
        Assert.Equal(255, Shade(question.RealExamples[0]));
        Assert.Equal(0, Shade(question.GeneratedExamples[0]));
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(SurveyQuestion.IsGenerated));
    }

    [Fact]
    public void Build_GreyAndColour_BecomeOneKindOfFile()
    {
        var (_, images) = SurveyBuilder.Build([new Mixed()], new SurveyOptions { Examples = 2 });

        Assert.Single(images.Values.Select(png => png.Length).Distinct());
        Assert.All(images.Values, png => Assert.Equal(3, ImageFile.Decode(png, "image").Channels));
    }

    [Fact]
    public void UniformPng_ReadBack_IsThePicture()
    {
        foreach (var channels in new[] { 1, 2, 3, 4 })
        {
            var image = new RasterImage(13, 7, channels, [.. Enumerable.Range(0, 13 * 7 * channels).Select(i => (byte)(i * 37))]);

            var back = ImageFile.Decode(UniformPng.Encode(image), "image");

            Assert.Equal((13, 7, channels), (back.Width, back.Height, back.Channels));
            Assert.Equal(image.Pixels, back.Pixels);
        }
    }

    [Fact]
    public void Build_TooFewGenerated_SaysHowMany()
    {
        var error = Assert.Throws<DataException>(
            () => SurveyBuilder.Build([new SyntheticModel("gan", "a", generated: 9)], new SurveyOptions()));

        Assert.Equal("gan-a-s1 has 9 generated images; a survey with 8 examples needs 10.", error.Message);
    }

    [Fact]
    public void Build_TooFewReal_SaysHowMany()
    {
        var error = Assert.Throws<DataException>(() => SurveyBuilder.Build(
            [new SyntheticModel("gan", "a", real: 19), new SyntheticModel("wgan", "a", real: 19)], new SurveyOptions()));

        Assert.Equal("a has 19 real images; 2 models with 8 examples each need 20.", error.Message);
    }

    [Fact]
    public void Build_SizesDiffer_IsRefused()
    {
        var error = Assert.Throws<DataException>(() => SurveyBuilder.Build(
            [new SyntheticModel("gan", "a"), new SyntheticModel("wgan", "a", size: 64)], new SurveyOptions()));

        Assert.Contains("28×28 and 64×64", error.Message);
    }

    [Fact]
    public void Build_ModelTwice_IsRefused() => Assert.Contains("gan on a is there 2 times", Assert.Throws<UsageException>(() =>
        SurveyBuilder.Build([new SyntheticModel("gan", "a"), new SyntheticModel("gan", "a")], new SurveyOptions())).Message);

    [Fact]
    public void Build_BadOptions_ListsAllProblems()
    {
        var error = Assert.Throws<UsageException>(
            () => SurveyBuilder.Build([], new SurveyOptions { Title = "", Examples = 0, QuestionsPerModel = 21 }));

        Assert.Contains("3 problems", error.Message);
    }

    private sealed class Repeating(SyntheticModel inner, int every) : Sources.ISurveyModelSource
    {
        public string Architecture => inner.Architecture;

        public string Dataset => inner.Dataset;

        public string RunId => inner.RunId;

        public int GeneratedCount => inner.GeneratedCount;

        public int RealCount => inner.RealCount;

        public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices) => inner.Generated(indices);

        public RasterImage Real(int index) => inner.Real(index / every);
    }

    private sealed class Copying(SyntheticModel inner) : Sources.ISurveyModelSource
    {
        public string Architecture => inner.Architecture;

        public string Dataset => inner.Dataset;

        public string RunId => inner.RunId;

        public int GeneratedCount => inner.GeneratedCount;

        public int RealCount => inner.RealCount;

        public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices) => [.. indices.Select(i => Real(i % RealCount))];

        public RasterImage Real(int index) => inner.Real(index);
    }

    private sealed class Plain : Sources.ISurveyModelSource
    {
        public string Architecture => "plain";

        public string Dataset => "white";

        public string RunId => "run";

        public int GeneratedCount => 10;

        public int RealCount => 10;

        public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices) => [.. indices.Select(i => Image(0, i))];

        public RasterImage Real(int index) => Image(255, index);

        // The first pixel tells them apart, the second is the shade.
        private static RasterImage Image(byte shade, int index) => new(2, 1, 1, [(byte)index, shade]);
    }

    private sealed class Mixed : Sources.ISurveyModelSource
    {
        public string Architecture => "mixed";

        public string Dataset => "mixed";

        public string RunId => "run";

        public int GeneratedCount => 10;

        public int RealCount => 10;

        public IReadOnlyList<RasterImage> Generated(IReadOnlyList<int> indices) =>
            [.. indices.Select(i => new RasterImage(1, 1, 1, [(byte)i]))];

        public RasterImage Real(int index) => new(1, 1, 3, [(byte)index, 0, 0]);
    }
}
