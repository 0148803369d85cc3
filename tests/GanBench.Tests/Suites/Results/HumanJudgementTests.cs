using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Tests.Suites.Results;

public sealed class HumanJudgementTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 1 − G/N and 1 − 1/C(N, G), by hand: C(4, 2) = 6, C(6, 3) = 20, C(6, 2) = 15.
    [Theory]
    [InlineData(4, 2, 1 / 2.0, 5 / 6.0)]
    [InlineData(6, 3, 1 / 2.0, 19 / 20.0)]
    [InlineData(6, 2, 2 / 3.0, 14 / 15.0)]
    [InlineData(2, 1, 1 / 2.0, 1 / 2.0)]
    [InlineData(3, 3, 0, 0)]
    public void Chance_OfAForcedChoice_IsCounted(int images, int generated, double ofImages, double ofQuestions)
    {
        var question = new ForcedChoice(images, generated);

        Assert.Equal(ofImages, question.ImageChance, 1e-15);
        Assert.Equal(ofQuestions, question.QuestionChance, 1e-15);
    }

    // As version 0.1 wrote it, before questions were counted.
    [Fact]
    public void Load_Version1_HasImagesAndNoQuestions()
    {
        var judgement = HumanJudgement.Load(_folder.Write("survey.json", """
            {
              "schemaVersion": 1, "title": "t", "surveyHash": "h", "simulated": false, "participants": 18,
              "excluded": {"did not reach the end": 1}, "method": "m",
              "rows": [{
                "architecture": "gan", "dataset": "mnist", "errors": 2, "shown": 36, "low": 0.0154, "high": 0.1814,
                "everyoneErrors": 3, "everyoneShown": 38, "hype": 0.0556, "medianSeconds": 9.5, "probabilityBest": 0.1,
                "publishedPercent": 5.56, "publishedSource": "chen-2019, section 4.1.5"
              }]
            }
            """));

        var row = Assert.Single(judgement.Rows);
        Assert.Equal((HumanJudgement.CurrentVersion, new ForcedChoice(4, 2)), (judgement.SchemaVersion, judgement.Question));
        Assert.Equal((new ErrorRate(2, 36), new ErrorRate(3, 38)), (row.Images, row.EveryoneImages));
        Assert.Null(row.Questions);
        Assert.Empty(row.Runs);
        Assert.Equal((5.56, 9.5), (row.PublishedPercent, row.MedianSeconds));
    }

    [Theory]
    [InlineData("{\"schemaVersion\": 3}", "it has version 3, and 1 to 2 are known")]
    [InlineData("[]", "it holds no object")]
    [InlineData("{\"schemaVersion\": \"x\"}", "Cannot read")]
    public void Load_OtherForms_SaysWhatItIs(string json, string why) => Assert.Contains(
        why, Assert.Throws<DataException>(() => HumanJudgement.Load(_folder.Write("survey.json", json))).Message, StringComparison.Ordinal);
}
