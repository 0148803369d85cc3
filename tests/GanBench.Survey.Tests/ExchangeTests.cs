using GanBench.Survey.Definition;
using GanBench.Survey.Exchange;
using GanBench.Survey.Measures;
using GanBench.Survey.Participation;
using GanBench.Survey.Storage;
using GanBench.Testing;

namespace GanBench.Survey.Tests;

public sealed class ExchangeTests : IDisposable
{
    private static readonly Uri Images = new("https://images.example/survey/");
    private readonly TempFolder _folder = new();
    private readonly SurveyStore _store;

    public ExchangeTests()
    {
        SurveyBuilder.Create(_folder["a.survey"], TestSurvey.ThreeModels, new SurveyOptions
        {
            Examples = 2, Organiser = "T. Teacher <t@school.example>",
        });
        _store = SurveyStore.Open(_folder["a.survey"]);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void WriteAnswers_GivesOneRowPerAnswer()
    {
        using var text = new StringWriter();
        SurveyParticipant[] people =
        [
            new("ab12", ParticipantKind.Web, true,
                [new(1, new SlotPair(1, 2), new SlotPair(0, 3), 4.25), new(2, new SlotPair(2, 3), new SlotPair(1, 2), null)]),
            new("simulated-1", ParticipantKind.Simulated, false, [new(3, new SlotPair(0, 1), new SlotPair(0, 1), 9)]),
        ];

        SurveyExport.WriteAnswers(text, _store.Definition, people, new ExclusionRules());

        Assert.Equal(
            """
            participant,kind,finished,question,architecture,dataset,run,generated_missed,real_ticked,first_position,second_position,seconds,left_out
            ab12,web,1,1,dcgan,mnist,dcgan-mnist-s1,1,1,1,4,4.25,
            ab12,web,1,2,wgan,mnist,wgan-mnist-s1,0,0,2,3,,
            simulated-1,simulated,0,3,dcgan,nlvr,dcgan-nlvr-s1,2,2,1,2,9,did not reach the end

            """.ReplaceLineEndings("\r\n"),
            text.ToString());
    }

    [Fact]
    public async Task Turk_Export_HasLayoutInputAndOpaqueImages()
    {
        await MechanicalTurkExport.WriteAsync(_store, _folder["turk"], Images, 2, DateTimeOffset.UtcNow);

        var rows = CsvText.Parse(File.ReadAllText(_folder["turk", "input.csv"])).Select(r => r.Fields).ToList();
        var layout = File.ReadAllText(_folder["turk", "hit.html"]);
        Assert.Equal(1 + (3 * 2), rows.Count);
        // Every variable of the layout is a column, and the layout shows neither order nor question.
        var variables = System.Text.RegularExpressions.Regex.Matches(layout, @"\$\{(\w+)\}").Select(m => m.Groups[1].Value).Distinct()
            .ToList();
        Assert.Equal(2 + 2 + 2 + 4, variables.Count);
        Assert.Subset(rows[0].ToHashSet(), variables.ToHashSet());
        Assert.DoesNotContain("order", variables);
        Assert.DoesNotContain("{{", layout);
        Assert.Contains("Who asks, and whom you can ask: T. Teacher &lt;t@school.example&gt;<", layout);
        Assert.Equal(_store.Images.Count, Directory.GetFiles(_folder["turk", "images"]).Length);
        Assert.All(rows.Skip(1), r => Assert.StartsWith("https://images.example/survey/", r[^1]));
        Assert.NotNull(_store.ReadStatus().ServedAt);
    }

    [Fact]
    public async Task Turk_ExportToHttp_IsRefused() => await Assert.ThrowsAsync<UsageException>(() =>
        MechanicalTurkExport.WriteAsync(_store, _folder["turk"], new Uri("http://images.example/"), 1, DateTimeOffset.UtcNow));

    [Fact]
    public async Task Turk_Import_MapsPositionsToSlots()
    {
        // Shown in the order 2 0 3 1; ticked are the first and the third, which are both generated ones.
        var file = Results("A1,W1,Approved,12,KEY,1,o2031,1,,1,", "A2,W1,Submitted,8.5,KEY,2,o0123,1,1,,");

        var result = await MechanicalTurkImport.ReadAsync(_store, file);

        Assert.Equal((2, 0, 0, 0), (result.Added, result.Known, result.Repeated, result.Rejected));
        var worker = _store.ReadParticipants().Single();
        Assert.Equal((ParticipantKind.MechanicalTurk, false), (worker.Kind, worker.Finished));
        Assert.Equal(new SurveyAnswer(1, new SlotPair(2, 3), new SlotPair(0, 2), 12), worker.Answers[0]);
        Assert.Equal(new SurveyAnswer(2, new SlotPair(0, 1), new SlotPair(0, 1), 8.5), worker.Answers[1]);
        Assert.DoesNotContain("W1", worker.Id);
    }

    [Fact]
    public async Task Turk_ImportAgain_AddsNothing()
    {
        var file = Results("A1,W1,Approved,12,KEY,1,o2031,1,,1,", "A2,W2,Approved,12,KEY,1,o2031,1,,1,");
        await MechanicalTurkImport.ReadAsync(_store, file);

        var again = await MechanicalTurkImport.ReadAsync(_store, file);

        Assert.Equal((0, 2), (again.Added, again.Known));
        Assert.Equal(2, _store.ReadParticipants().Count);
    }

    [Fact]
    public async Task Turk_Import_SortsOutRepeatedRejectedAndUnusable()
    {
        var file = Results(
            "A1,W1,Approved,12,KEY,1,o2031,1,,1,",
            "A2,W1,Approved,12,KEY,1,o0123,1,1,,",
            "A3,W2,Rejected,12,KEY,1,o0123,1,1,,",
            "A4,W3,Approved,12,KEY,1,o0123,1,1,1,");

        var result = await MechanicalTurkImport.ReadAsync(_store, file);

        Assert.Equal((1, 1, 1), (result.Added, result.Repeated, result.Rejected));
        Assert.Equal(["line 5: 3 images ticked"], result.Unusable);
        Assert.Equal(new SlotPair(2, 3), _store.ReadParticipants().Single().Answers.Single().Slots);
    }

    [Fact]
    public async Task Turk_Import_WorkerWhoAnswersAll_HasFinished()
    {
        await MechanicalTurkImport.ReadAsync(
            _store, Results([.. Enumerable.Range(1, 3).Select(q => $"A{q},W1,Approved,12,KEY,{q},o2031,1,,1,")]));

        Assert.True(_store.ReadParticipants().Single().Finished);
    }

    [Fact]
    public async Task Turk_Import_CrowdFormColumns_AreRead()
    {
        var file = _folder.Write("crowd.csv",
            "\"AssignmentId\",\"WorkerId\",\"Input.survey\",\"Input.question\",\"Input.order\",\"Answer.choice_1.1\","
            + "\"Answer.choice_2.1\",\"Answer.choice_3.1\",\"Answer.choice_4.1\"\n" +
            $"\"A1\",\"W1\",\"{MechanicalTurkExport.SurveyKey(_store)}\",\"1\",\"o2031\",\"true\",\"false\",\"false\",\"true\"\n");

        await MechanicalTurkImport.ReadAsync(_store, file);

        Assert.Equal(new SlotPair(1, 2), _store.ReadParticipants().Single().Answers.Single().Slots);
    }

    [Theory]
    [InlineData("A1,W1,Approved,12,0000000000000000,1,o2031,1,,1,", "line 2 belongs to survey '0000000000000000'")]
    [InlineData("A1,W1,Approved,12,KEY,4,o2031,1,,1,", "question '4'; there are 1 to 3")]
    [InlineData("A1,W1,Approved,12,KEY,x,o2031,1,,1,", "question 'x'")]
    [InlineData("A1,W1,Approved,12,KEY,1,o2033,1,,1,", "order 'o2033'")]
    [InlineData("A1,W1,Approved,12,KEY,1,,1,,1,", "order ''")]
    [InlineData("A1,,Approved,12,KEY,1,o2031,1,,1,", "no assignment or worker")]
    [InlineData("A1,W1,Approved", "line 2 has 3 fields, the header 11")]
    [InlineData("A1,W1,Approved,12,KEY,1,o2031,\"1,,1,", "opens a quotation mark that is never closed")]
    [InlineData("A1,W1,Approved,1\"2,KEY,1,o2031,1,,1,", "line 2 has a stray quotation mark")]
    public async Task Turk_ImportOfDamage_AddsNothingAndSaysWhere(string line, string message)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => MechanicalTurkImport.ReadAsync(_store, Results(line)));

        Assert.Contains(message, error.Message);
        Assert.Empty(_store.ReadParticipants());
    }

    [Fact]
    public async Task Turk_ImportOfOtherFiles_SaysWhatIsMissing()
    {
        var columns =
            await Assert.ThrowsAsync<DataException>(() => MechanicalTurkImport.ReadAsync(_store, _folder.Write("b.csv", "a,b\n1,2\n")));
        var empty = await Assert.ThrowsAsync<DataException>(() => MechanicalTurkImport.ReadAsync(_store, _folder.Write("c.csv", "")));
        var absent = await Assert.ThrowsAsync<DataException>(() => MechanicalTurkImport.ReadAsync(_store, _folder["nowhere.csv"]));
        File.WriteAllBytes(_folder["d.csv"], [0x61, 0x80, 0x0A]);
        var binary = await Assert.ThrowsAsync<DataException>(() => MechanicalTurkImport.ReadAsync(_store, _folder["d.csv"]));

        Assert.Contains("lacks the columns AssignmentId, WorkerId, Input.survey, Input.question, Input.order", columns.Message);
        Assert.Contains("is empty", empty.Message);
        Assert.Contains("nowhere.csv", absent.Message);
        Assert.Contains("not UTF-8", binary.Message);
    }

    [Fact]
    public async Task Turk_ImportAfterAnonymise_IsRefused()
    {
        await _store.CloseAsync(DateTimeOffset.UtcNow);
        await _store.AnonymiseAsync(DateTimeOffset.UtcNow);

        await Assert.ThrowsAsync<UsageException>(
            () => MechanicalTurkImport.ReadAsync(_store, Results("A1,W1,Approved,12,KEY,1,o2031,1,,1,")));
    }

    [Fact]
    public void Csv_RoundTrip_KeepsEveryCharacter()
    {
        string[] fields = ["plain", "", "a,b", "say \"no\"", "two\r\nlines", " edges ", "é🙂"];

        using var text = new StringWriter();
        CsvText.WriteLine(text, fields);
        CsvText.WriteLine(text, [1, 2.5, null]);

        Assert.Equal("plain,,\"a,b\",\"say \"\"no\"\"\",\"two\r\nlines\",\" edges \",é🙂\r\n1,2.5,\r\n", text.ToString());
        var back = CsvText.Parse(text.ToString());
        Assert.Equal(fields, back[0].Fields);
        // The quoted line break counts: the second record starts on line 3.
        Assert.Equal([1, 3], back.Select(r => r.Line));
    }

    private string Results(params string[] lines) => _folder.Write("results.csv",
        "AssignmentId,WorkerId,AssignmentStatus,WorkTimeInSeconds,Input.survey,Input.question,Input.order,Answer.choice_1,"
        + "Answer.choice_2,Answer.choice_3,Answer.choice_4\n" +
        string.Join('\n', lines).Replace("KEY", MechanicalTurkExport.SurveyKey(_store)));
}
