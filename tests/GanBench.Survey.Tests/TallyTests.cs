using System.Text.Json;
using GanBench.Survey.Definition;
using GanBench.Survey.Measures;
using GanBench.Survey.Participation;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Survey.Tests;

public sealed class TallyTests
{
    private static readonly SurveyDefinition Study =
        SurveyBuilder.Build(SyntheticModel.Study(), new SurveyOptions { Examples = 1 }).Definition;

    // Chen (2019), sections 4.1.5, 4.2.5 and 4.3.5: percent as printed. All are n of 36: 18 participants, two generated images each, or 36
    // participants, a question each.
    private static readonly (string Dataset, string Architecture, int Errors, double Percent)[] Printed =
    [
        ("mnist", "gan", 2, 5.56), ("mnist", "dcgan", 16, 44.44), ("mnist", "wgan", 19, 52.78), ("mnist", "wgan-gp", 26, 72.22),
        ("nlvr", "gan", 0, 0.00), ("nlvr", "dcgan", 5, 13.89), ("nlvr", "wgan", 2, 5.56), ("nlvr", "wgan-gp", 7, 19.44),
        ("oxford-102", "gan", 0, 0.00), ("oxford-102", "dcgan", 10, 27.78), ("oxford-102", "wgan", 0, 0.00), (
            "oxford-102", "wgan-gp", 4, 11.11),
    ];

    [Fact]
    public void Compute_AnswersOfTheStudy_GivesItsPrintedRates()
    {
        // 18 people; the errors of a question are handed out two to a person until none are left.
        var participants = Enumerable.Range(0, 18).Select(i => Person($"p{i}", [.. Printed.Select((cell, q) =>
            Answer(q + 1, missed: Math.Clamp(cell.Errors - (2 * i), 0, 2)))])).ToList();
        var published = Printed.Select(p => new PublishedRate(p.Architecture, p.Dataset, p.Percent, "chen-2019")).ToList();

        var tally = SurveyTally.Compute(Study, participants, new TallyOptions { Published = published, Replicates = 1 });

        Assert.Equal(18, tally.Kept.Participants);
        foreach (var (row, cell) in tally.Kept.Models.Zip(Printed))
        {
            Assert.Equal((cell.Dataset, cell.Architecture), (row.Dataset, row.Architecture));
            Assert.Equal((cell.Errors, 36), (row.Error.Errors, row.Error.Shown));
            Assert.Equal(cell.Percent, Math.Round(100 * row.Error.Value, 2));
            Assert.Equal(cell.Percent, row.Published!.Percent);
        }
        // 2+16+19+26+5+2+7+10+4 = 91 of 12 · 36 = 432; wgan-gp 26+7+4 = 37 of 108.
        Assert.Equal(new ErrorRate(91, 432), tally.Kept.Overall.Error);
        Assert.Equal(new ErrorRate(37, 108), tally.Kept.Architectures.Single(a => a.Architecture == "wgan-gp").Error);
    }

    [Fact]
    public void Compute_AnswersOfTheStudyReadAsQuestions_GivesItsPrintedRates()
    {
        // 36 people; those who answer wrongly miss both images, so that the share of images is the same.
        var participants = Enumerable.Range(0, 36).Select(i => Person($"p{i}", [.. Printed.Select((cell, q) =>
            Answer(q + 1, missed: i < cell.Errors ? 2 : 0))])).ToList();

        var tally = SurveyTally.Compute(Study, participants, new TallyOptions { Replicates = 1 });

        Assert.Equal(Printed.Select(p => new ErrorRate(p.Errors, 36)), tally.Kept.Models.Select(row => row.Question));
        Assert.Equal(Printed.Select(p => new ErrorRate(2 * p.Errors, 72)), tally.Kept.Models.Select(row => row.Error));
        Assert.Equal(Printed.Select(p => p.Percent), tally.Kept.Models.Select(row => Math.Round(100 * row.Question.Value, 2)));
        Assert.Equal(new ErrorRate(91, 432), tally.Kept.Overall.Question);
    }

    [Theory]
    [InlineData(2, 3, 0)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 3, 1)]
    [InlineData(0, 1, 2)]
    public void Missed_CountsGeneratedImagesNotTicked(int first, int second, int missed)
    {
        var answer = new SurveyAnswer(1, new SlotPair(first, second), new SlotPair(0, 1), null);

        Assert.Equal((missed, missed), (answer.Missed, answer.RealTicked));
    }

    [Fact]
    public void Hype_OverBothKindsOfError_EqualsTheErrorRate()
    {
        var tally = SurveyTally.Compute(Study, [Person("a", Answer(1, 2), Answer(2, 1), Answer(3, 0))], Lenient);

        // 3 generated missed of 6, and 3 real ticked of 6: 6 of 12.
        Assert.Equal(new ErrorRate(3, 6), tally.Kept.Overall.Error);
        // Of the three questions one is answered wholly right.
        Assert.Equal(new ErrorRate(2, 3), tally.Kept.Overall.Question);
        Assert.Equal(new ErrorRate(6, 12), tally.Kept.Overall.Hype);
    }

    [Fact]
    public void Wilson_AgreesWithSciPy()
    {
        foreach (var row in Golden().GetProperty("wilson").EnumerateArray())
        {
            var rate = new ErrorRate(row[0].GetInt32(), row[1].GetInt32());

            // Both are double; the only difference is the order of operations.
            Assert.Equal(row[2].GetDouble(), rate.Low, 1e-12);
            Assert.Equal(row[3].GetDouble(), rate.High, 1e-12);
        }
    }

    [Fact]
    public void Wilson_OfNothing_IsEverything()
    {
        Assert.Equal((0.0, 1.0), (default(ErrorRate).Low, default(ErrorRate).High));
        Assert.True(double.IsNaN(default(ErrorRate).Value));
    }

    [Fact]
    public void Quantile_AgreesWithNumPy()
    {
        var values = Golden().GetProperty("values").EnumerateArray().Select(v => v.GetDouble()).ToList();

        foreach (var row in Golden().GetProperty("quantiles").EnumerateArray())
            Assert.Equal(row[1].GetDouble(), Quantile.Of(values, row[0].GetDouble()), 1e-12);
        Assert.True(double.IsNaN(Quantile.Median([])));
    }

    [Fact]
    public void Exclusions_AreShownBothWays()
    {
        SurveyParticipant[] participants =
        [
            Person("careful", Answer(1, 0), Answer(2, 0), Answer(3, 0), Answer(4, 0)),
            Person("hasty", Answer(1, 2, seconds: 0.4), Answer(2, 2, seconds: 1.9), Answer(3, 2, seconds: 30)),
            Person("pattern", Answer(1, 1, first: true), Answer(2, 1, first: true), Answer(3, 1, first: true), Answer(4, 1, first: true)),
            Person("left", Answer(1, 2)) with { Finished = false },
            Person("silent"),
        ];

        var tally = SurveyTally.Compute(Study, participants);

        Assert.Equal(["hasty", "pattern", "left"], tally.Excluded.Select(e => e.Participant));
        Assert.Equal("took less than 2 s per question (median)", tally.Excluded[0].Reason);
        Assert.Equal((4, new ErrorRate(12, 24)), (tally.Everyone.Participants, tally.Everyone.Overall.Error));
        Assert.Equal((1, new ErrorRate(0, 8)), (tally.Kept.Participants, tally.Kept.Overall.Error));
    }

    [Fact]
    public void Exclusions_OfWorkers_DoNotAskForTheEnd()
    {
        var worker = Person("w", Answer(1, 2)) with { Finished = false, Kind = ParticipantKind.MechanicalTurk };

        Assert.Null(new ExclusionRules().Reason(worker));
    }

    [Fact]
    public void Compute_SimulatedAmongPeople_IsRefused()
    {
        var simulated = SimulatedParticipants.Create(Study, 2, 0.5, 1);

        var error = Assert.Throws<UsageException>(() => SurveyTally.Compute(Study, [.. simulated, Person("a", Answer(1, 0))]));

        Assert.Contains("never tallied together", error.Message);
    }

    [Fact]
    public void Compute_NoOne_GivesEmptyRates()
    {
        var tally = SurveyTally.Compute(Study, []);

        Assert.Equal(0, tally.Kept.Overall.Error.Shown);
        Assert.Empty(tally.Ranking);
        Assert.Equal(12, TallyResult.Of(Study, "hash", tally).Rows.Count);
    }

    [Theory]
    [InlineData(0.0, 0.5, 5 / 6.0)]
    [InlineData(0.5, 0.25, 5 / 12.0)]
    [InlineData(1.0, 0.0, 0.0)]
    public void Simulated_HaveTheErrorRatesOfTheirSkill(double skill, double ofImages, double ofQuestions)
    {
        var tally = SurveyTally.Compute(
            Study, SimulatedParticipants.Create(Study, 2000, skill, 3), new TallyOptions { Replicates = 1, Rules = Lenient.Rules });

        // 24,000 answers; the standard deviation of a guess's error rate is sqrt(1/24 · …) < 0.29, so 5 σ are below 0.01. That of
        // a question is at most 0.5, so 5 σ are 0.016.
        Assert.Equal(ofImages, tally.Kept.Overall.Error.Value, 0.01);
        Assert.Equal(ofQuestions, tally.Kept.Overall.Question.Value, 0.016);
        Assert.True(tally.Simulated);
    }

    [Fact]
    public void Simulated_SameSeed_AreTheSameAndIndependentOfTheirNumber()
    {
        var few = SimulatedParticipants.Create(Study, 3, 0.6, 9);
        var many = SimulatedParticipants.Create(Study, 30, 0.6, 9);

        Assert.Equal(few[2].Answers, many[2].Answers);
        Assert.NotEqual(few[0].Answers, few[1].Answers);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(5, -0.1)]
    [InlineData(5, 1.1)]
    [InlineData(5, double.NaN)]
    public void Simulated_OutOfRange_IsRefused(int count, double skill) =>
        Assert.Throws<UsageException>(() => SimulatedParticipants.Create(Study, count, skill, 1));

    [Fact]
    public void Ranking_ClearBest_HasRankOne()
    {
        // Question 1 (gan on mnist) always deceives, question 2 half of the time, question 3 never.
        var participants = Enumerable.Range(0, 20)
            .Select(i => Person($"p{i}", Answer(1, 2), Answer(2, i % 2 * 2), Answer(3, 0), Answer(4, 0))).ToList();

        var ranks = SurveyTally.Compute(Study, participants).Ranking.Where(r => r.Dataset == "mnist").ToList();

        Assert.Equal(
            (1.0, 1.0), (ranks[0].MeanRank, ranks[0].ProbabilityBest), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-3
            && Math.Abs(a.Item2 - b.Item2) < 1e-3);
        Assert.Equal((2.0, 2.0), (ranks[1].LowRank, ranks[1].HighRank));
        // Two that are always equal share ranks 3 and 4.
        Assert.Equal([3.5, 3.5], ranks.Skip(2).Select(r => r.MeanRank));
        Assert.InRange(ranks[1].LowRate, 0.2, 0.4);
        Assert.InRange(ranks[1].HighRate, 0.6, 0.8);
    }

    [Fact]
    public void Ranking_SameSeed_IsTheSame()
    {
        var people = SimulatedParticipants.Create(Study, 18, 0.6, 4);

        Assert.Equal(BootstrapRanking.Compute(Study, people, 1, 200), BootstrapRanking.Compute(Study, people, 1, 200));
        Assert.NotEqual(BootstrapRanking.Compute(Study, people, 1, 200), BootstrapRanking.Compute(Study, people, 2, 200));
    }

    [Fact]
    public void Ranking_ProbabilitiesOfADataset_SumToOne()
    {
        var ranks = BootstrapRanking.Compute(Study, SimulatedParticipants.Create(Study, 18, 0.3, 4), 1, 300);

        foreach (var dataset in ranks.GroupBy(r => r.Dataset))
        {
            Assert.Equal(1, dataset.Sum(r => r.ProbabilityBest), 1e-9);
            Assert.Equal(10, dataset.Sum(r => r.MeanRank), 1e-9);
        }
    }

    [Fact]
    public void Section_WrittenAndRead_IsTheSameAndSaysSimulated()
    {
        using var folder = new TempFolder();
        var tally = SurveyTally.Compute(Study, SimulatedParticipants.Create(Study, 18, 0.6, 4));
        var section = TallyResult.Of(Study, "abc", tally);

        section.Save(folder["survey.json"]);
        var back = HumanJudgement.Load(folder["survey.json"]);

        Assert.Equal(JsonSerializer.Serialize(section), JsonSerializer.Serialize(back));
        Assert.True(back.Simulated);
        Assert.StartsWith("SIMULATED", back.Method);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"title\": \"x\", \"surprise\": 1}")]
    public void Section_Damaged_SaysSo(string json)
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<DataException>(() => HumanJudgement.Load(folder.Write("survey.json", json)));

        Assert.Contains("survey.json", error.Message);
    }

    private static TallyOptions Lenient { get; } =
        new() { Rules = new ExclusionRules { MinimumSeconds = 0, AllFirstTwo = false, Unfinished = false } };

    private static JsonElement Golden() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "survey.json"))).RootElement;

    private static SurveyParticipant Person(string id, params SurveyAnswer[] answers) => new(id, ParticipantKind.Web, true, answers);

    private static SurveyAnswer Answer(int question, int missed, double seconds = 10, bool first = false) => new(
        question,
        missed switch { 0 => new SlotPair(2, 3), 1 => new SlotPair(1, 2), _ => new SlotPair(0, 1) },
        first ? new SlotPair(0, 1) : new SlotPair(question % 3, 3),
        seconds);
}
