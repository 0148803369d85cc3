using System.Net;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Survey.Measures;
using GanBench.Survey.Storage;
using GanBench.Testing;

namespace GanBench.Survey.Tests;

/// <summary>
/// 36 answer sheets from the browser to the study's table and its claims. FIDs and errors are those that Chen (2019) prints for NLVR (table
/// 4-4 and section 4.2.5), its rates read as questions of 36 people.
/// </summary>
public sealed class PeopleInStudyTests : IDisposable
{
    private const int Sheets = 36;

    private static readonly (string Architecture, double Fid, int Wrong)[] Nlvr =
        [("gan", 314, 0), ("dcgan", 242, 5), ("wgan", 256, 2), ("wgan-gp", 109, 7)];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnswerSheets_Of36People_GiveBothRatesAndDecideTheClaims()
    {
        await using var survey = await TestSurvey.StartAsync(
            models: [.. Nlvr.Select(cell => new SyntheticModel(cell.Architecture, "glyphs"))]);
        for (var sheet = 0; sheet < Sheets; sheet++)
            await AnswerAsync(survey, sheet);
        WriteRuns();

        var results = SuiteResults.Collect(Plan(), _folder["runs"], Tally(survey));

        // 5.06, 17.0, 11.5 and 20.4 % are Wilson's upper ends by hand, of 72 images; 9.64, 28.7, 18.1 and 35.0 % of 36 questions.
        var people = results.Cells.Select(cell => cell.People!).ToList();
        Assert.Equal([new(0, 72), new(6, 72), new(3, 72), new(8, 72)], people.Select(p => p.Images));
        Assert.Equal([5.0651, 17.0124, 11.5493, 20.4229], people.Select(p => Math.Round(100 * p.Images.High, 4)));
        Assert.Equal([0, 13.89, 5.56, 19.44], people.Select(p => Math.Round(100 * p.Questions!.Value.Value, 2)));
        Assert.Equal([9.6419, 28.6595, 18.1447, 35.0280], people.Select(p => Math.Round(100 * p.Questions!.Value.High, 4)));
        var claims = results.Studies[0].Claims;
        Assert.Equal([ClaimOutcome.Supported, ClaimOutcome.Supported], claims.Select(c => c.Outcome));
        Assert.Contains(
            new Fact("human-error-rate of wgan-gp/glyphs", "11.11 % (8 of 72, 95 % interval 5.7 to 20.4 %)"), claims[0].Numbers);
        Assert.Contains(
            new Fact("human-error-rate-question of wgan-gp/glyphs", "19.44 % (7 of 36, 95 % interval 9.8 to 35 %)"), claims[1].Numbers);
    }

    // A question is answered wrongly by the first people; the first of them misses both images, the others one.
    private static async Task AnswerAsync(TestSurvey survey, int sheet)
    {
        using var browser = survey.NewBrowser();
        await browser.StartAsync();
        for (var question = 1; question <= Nlvr.Length; question++)
        {
            var ids = survey.Candidates(question);
            string[] ticked = sheet >= Nlvr[question - 1].Wrong ? [ids[2], ids[3]] : sheet == 0 ? [ids[0], ids[1]] : [ids[1], ids[2]];
            Assert.Equal(HttpStatusCode.SeeOther, (await browser.AnswerAsync(question, ticked)).StatusCode);
        }
    }

    // Written and read as the command does it. A test answers faster than anybody reads.
    private HumanJudgement Tally(TestSurvey survey)
    {
        using var store = SurveyStore.Open(survey.Path);
        var rules = new ExclusionRules { MinimumSeconds = 0, AllFirstTwo = false };
        var tally = SurveyTally.Compute(store.Definition, store.ReadParticipants(), new TallyOptions { Rules = rules, Replicates = 1 });
        Assert.Equal(Sheets, tally.Kept.Participants);
        TallyResult.Of(store.Definition, store.Hash, tally).Save(_folder["survey.json"]);
        return HumanJudgement.Load(_folder["survey.json"]);
    }

    private void WriteRuns()
    {
        foreach (var run in Plan().Runs)
        {
            // As the models of the survey name them.
            var name = FormattableString.Invariant($"{run.Spec.Architecture}-{run.Spec.Dataset}-s{run.Spec.Seed}");
            var directory = new RunDirectory(_folder["runs", name]);
            AtomicFile.WriteAllText(directory.SpecFile, RunSpecYaml.Write(run.Spec));
            var fid = Nlvr.Single(cell => cell.Architecture == run.Spec.Architecture).Fid;
            directory.WriteMetrics(new MetricFile
            {
                Step = 100, CheckpointHash = "x",
                Metrics = [new MetricRecord { Name = "fid", LowerIsBetter = true, Value = fid + run.Spec.Seed }],
            });
            directory.WriteState(new RunState { Id = name, Status = RunStatus.Completed, Step = 100, Steps = 100, Seconds = 5 });
        }
    }

    private SuitePlan Plan() => Planner.Plan(
        SuiteLoader.Load(_folder.Write("people.yaml", """
            name: people
            seeds: [1, 2]
            training: {steps: 100, batchSize: 8, checkpointEvery: 100}
            grid: [{architectures: [gan, dcgan, wgan, wgan-gp], datasets: glyphs}]
            claims:
              - {id: images, text: t, checks: {kind: agreement, quantities: [human-error-rate, fid], cells: "*/glyphs"}}
              - {id: questions, text: t, checks: {kind: agreement, quantities: [human-error-rate-question, fid], cells: "*/glyphs"}}
            """)),
        Profile.Published);
}
