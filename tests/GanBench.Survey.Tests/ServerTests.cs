using System.Net;
using GanBench.Testing;

namespace GanBench.Survey.Tests;

/// <summary>The participant's way through the pages.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private TestSurvey _survey = null!;

    public async Task InitializeAsync() => _survey = await TestSurvey.StartAsync();

    public async Task DisposeAsync() => await _survey.DisposeAsync();

    [Fact]
    public async Task Consent_No_StoresNothing()
    {
        using var browser = _survey.NewBrowser();
        await browser.GetAsync("/");

        var response = await browser.PostAsync("/start", ("consent", "no"));
        await browser.GetAsync(response.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Contains("Nothing was stored", browser.Page);
        Assert.Null(browser.Session);
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM participants"));
    }

    [Fact]
    public async Task Questionnaire_AnsweredThrough_EndsWithCodeAndAllAnswers()
    {
        using var browser = _survey.NewBrowser();

        await browser.AnswerAllAsync(_survey);

        Assert.Contains("Your withdrawal code", browser.Page);
        Assert.Equal(3, _survey.Count("SELECT count(*) FROM answers WHERE slot_a = 2 AND slot_b = 3"));
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM participants WHERE finished = 1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Answer_NotExactlyTwo_IsRefusedAndKeepsTicks(int count)
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();

        var response = await browser.AnswerAsync(1, [.. _survey.Candidates(1).Take(count)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("role=\"alert\"", browser.Page);
        Assert.Equal(count, browser.Page.Split(" checked").Length - 1);
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task Answer_SameImageTwice_IsRefused()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();

        var response = await browser.AnswerAsync(1, _survey.Candidates(1)[0], _survey.Candidates(1)[0]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Back_AfterAnswer_ShowsTicksAndAllowsChange()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        await browser.AnswerAsync(1, _survey.Candidates(1)[0], _survey.Candidates(1)[3]);
        await browser.GetAsync("/question/1");
        Assert.Equal(2, browser.Page.Split(" checked").Length - 1);

        await browser.AnswerAsync(1, _survey.Candidates(1)[1], _survey.Candidates(1)[2]);

        Assert.Equal(1, _survey.Count("SELECT count(*) FROM answers"));
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM answers WHERE slot_a = 1 AND slot_b = 2"));
    }

    [Fact]
    public async Task Answer_SentTwiceAtOnce_IsStoredOnce()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        var token = browser.Token;
        var fields = new[] { ("choice", _survey.Candidates(1)[2]), ("choice", _survey.Candidates(1)[3]) };

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.PostAsync(token, "/question/1", fields)));

        Assert.All(responses, r => Assert.Equal("/question/2", r.Headers.Location?.ToString()));
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task TwoTabs_AnswerDifferentQuestions_BothAreStored()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        await browser.AnswerAsync(1, _survey.Candidates(1)[2], _survey.Candidates(1)[3]);
        await browser.GetAsync("/question/2");
        var second = browser.Token;
        await browser.GetAsync("/question/1");
        var first = browser.Token;

        await browser.PostAsync(second, "/question/2", ("choice", _survey.Candidates(2)[0]), ("choice", _survey.Candidates(2)[1]));
        await browser.PostAsync(first, "/question/1", ("choice", _survey.Candidates(1)[0]), ("choice", _survey.Candidates(1)[1]));

        Assert.Equal(2, _survey.Count("SELECT count(*) FROM answers WHERE slot_a = 0 AND slot_b = 1"));
    }

    [Fact]
    public async Task Question_TooEarly_LeadsToTheNextUnanswered()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        var token = browser.Token;

        var shown = await browser.GetAsync("/question/3");
        var sent = await browser.PostAsync(
            token, "/question/3", ("choice", _survey.Candidates(3)[0]), ("choice", _survey.Candidates(3)[1]));

        Assert.Equal("/question/1", shown.Headers.Location?.ToString());
        Assert.Equal("/question/1", sent.Headers.Location?.ToString());
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task Start_Twice_GoesOnWithTheFirst()
    {
        using var browser = _survey.NewBrowser();
        await browser.GetAsync("/");
        var token = browser.Token;
        await browser.PostAsync(token, "/start", ("consent", "yes"));
        var session = browser.Session;

        await browser.PostAsync(token, "/start", ("consent", "yes"));
        var home = await browser.GetAsync("/");

        Assert.Equal(session, browser.Session);
        Assert.Equal("/question/1", home.Headers.Location?.ToString());
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM participants"));
    }

    [Fact]
    public async Task Answer_AfterTheEnd_ChangesNothing()
    {
        using var browser = _survey.NewBrowser();
        await browser.AnswerAllAsync(_survey);

        var replay = await browser.PostAsync("/question/1", ("choice", _survey.Candidates(1)[0]), ("choice", _survey.Candidates(1)[1]));

        Assert.Equal("/done", replay.Headers.Location?.ToString());
        Assert.Equal(3, _survey.Count("SELECT count(*) FROM answers WHERE slot_a = 2 AND slot_b = 3"));
        Assert.Equal("/done", (await browser.GetAsync("/question/1")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Leave_ThenStart_IsAnotherParticipant()
    {
        using var browser = _survey.NewBrowser();
        await browser.AnswerAllAsync(_survey);

        await browser.PostAsync("/leave");
        await browser.AnswerAllAsync(_survey);

        Assert.Equal(2, _survey.Count("SELECT count(*) FROM participants WHERE finished = 1"));
    }

    [Fact]
    public async Task Withdraw_DuringTheQuestions_DeletesEverything()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        await browser.AnswerAsync(1, _survey.Candidates(1)[2], _survey.Candidates(1)[3]);
        await browser.GetAsync("/withdraw");

        var response = await browser.PostAsync("/withdraw");

        Assert.StartsWith("/withdrawn", response.Headers.Location?.ToString());
        Assert.Equal(0, _survey.Count("SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM participants)"));
        Assert.Equal(1, _survey.Count("SELECT withdrawn FROM survey"));
        Assert.Equal("/", (await browser.GetAsync("/question/2")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task Withdraw_WithCodeFromAnotherBrowser_DeletesOnlyThatParticipant()
    {
        using TestBrowser one = _survey.NewBrowser(), two = _survey.NewBrowser(), third = _survey.NewBrowser();
        await one.AnswerAllAsync(_survey);
        await two.AnswerAllAsync(_survey);
        var code = System.Text.RegularExpressions.Regex.Match(one.Page, "class=\"code\">([^<]+)<").Groups[1].Value;
        await third.GetAsync("/withdraw");

        // As people type: small letters, no hyphens.
        var response = await third.PostAsync("/withdraw", ("code", $" {code.ToLowerInvariant().Replace("-", "")} "));

        Assert.StartsWith("/withdrawn", response.Headers.Location?.ToString());
        Assert.Equal(3, _survey.Count("SELECT count(*) FROM answers"));
        Assert.Equal("/", (await one.GetAsync("/done")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync("/done")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000-0000-0000-0000")]
    [InlineData("' OR 1=1 --")]
    [InlineData("ÄÖÜ-🙂")]
    public async Task Withdraw_WithWrongCode_DeletesNothingAndSaysSo(string code)
    {
        using var browser = _survey.NewBrowser();
        await browser.AnswerAllAsync(_survey);
        await browser.GetAsync("/withdraw");

        var response = await browser.PostAsync("/withdraw", ("code", code));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("No answers belong to this code", browser.Page);
        Assert.Equal(3, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task Withdraw_LeavesNoTraceInTheFile()
    {
        using var browser = _survey.NewBrowser();
        await browser.AnswerAllAsync(_survey);
        var id = Participant();
        await browser.GetAsync("/withdraw");

        await browser.PostAsync("/withdraw");

        Assert.Equal(0, Occurrences(_survey.Path, id) + Occurrences(_survey.Path + "-wal", id));
    }

    [Fact]
    public async Task Close_WhileAnswering_TakesNoMore()
    {
        using TestBrowser running = _survey.NewBrowser(), late = _survey.NewBrowser();
        await running.StartAsync();
        await late.GetAsync("/");
        using (var store = Storage.SurveyStore.Open(_survey.Path))
            Assert.True(await store.CloseAsync(DateTimeOffset.UtcNow));

        var answer = await running.PostAsync("/question/1", ("choice", _survey.Candidates(1)[0]), ("choice", _survey.Candidates(1)[1]));
        var start = await late.PostAsync("/start", ("consent", "yes"));
        var home = await late.GetAsync("/");

        Assert.Equal(
            [HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.Gone], [answer.StatusCode, start.StatusCode, home.StatusCode]);
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
        // Withdrawal is still possible, and the page of a closed survey leads there.
        Assert.Contains("<a href=\"/withdraw?lang=en\">", late.Page);
        await running.GetAsync("/withdraw");
        Assert.StartsWith("/withdrawn", (await running.PostAsync("/withdraw")).Headers.Location?.ToString());
    }

    // Their code belongs to no answers any more, which is no mistake of theirs.
    [Fact]
    public async Task Withdraw_AfterAnonymising_SaysWhyItCannotBe()
    {
        using TestBrowser browser = _survey.NewBrowser(), later = _survey.NewBrowser();
        await browser.AnswerAllAsync(_survey);
        await later.GetAsync("/withdraw");
        using (var store = Storage.SurveyStore.Open(_survey.Path))
        {
            await store.CloseAsync(DateTimeOffset.UtcNow);
            await store.AnonymiseAsync(DateTimeOffset.UtcNow);
        }

        var sent = await later.PostAsync("/withdraw", ("code", "AAAA-BBBB-CCCC-DDDD"));
        Assert.Equal(HttpStatusCode.Gone, sent.StatusCode);
        Assert.Contains("They were anonymised", later.Page);
        Assert.Equal(HttpStatusCode.Gone, (await later.GetAsync("/withdraw")).StatusCode);
        await later.GetAsync("/");
        Assert.DoesNotContain("/withdraw", later.Page);
    }

    [Fact]
    public async Task Language_ChosenAtStart_StaysThroughTheQuestionnaire()
    {
        using var browser = _survey.NewBrowser();
        await browser.GetAsync("/?lang=de");
        Assert.Contains("<html lang=\"de\">", browser.Page);
        await browser.PostAsync("/start", ("consent", "yes"), ("lang", "de"));

        await browser.GetAsync("/question/1");

        Assert.Contains("Welche zwei hat ein Computer gemacht?", browser.Page);
    }

    // A form has no language of its own after the first one; the participant's is kept with the session.
    [Fact]
    public async Task Language_ChosenAtStart_IsThatOfWhatGoesWrongToo()
    {
        using var browser = _survey.NewBrowser();
        await browser.GetAsync("/?lang=de");
        await browser.PostAsync("/start", ("consent", "yes"), ("lang", "de"));
        await browser.GetAsync("/question/1");

        var expired = await browser.PostAsync("/question/1", ("choice", "ffffffffffffffffffffffffffffffff"));
        Assert.Equal(HttpStatusCode.BadRequest, expired.StatusCode);
        Assert.Contains("<html lang=\"de\">", browser.Page);

        using (var store = Storage.SurveyStore.Open(_survey.Path))
            await store.CloseAsync(DateTimeOffset.UtcNow);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync("/question/1")).StatusCode);
        Assert.Contains("<html lang=\"de\">", browser.Page);
    }

    [Fact]
    public async Task Language_FromTheBrowser_IsFollowed()
    {
        using var browser = _survey.NewBrowser();
        browser.Client.DefaultRequestHeaders.Add("Accept-Language", "fr;q=0.9, de-AT;q=0.8, en;q=0.5");

        await browser.GetAsync("/");

        Assert.Contains("<html lang=\"de\">", browser.Page);
        Assert.Contains("<h1>Echt oder erzeugt?</h1>", browser.Page);
    }

    [Fact]
    public async Task Restart_OfTheServer_KeepsSessionsAndOpenForms()
    {
        using var folder = new TempFolder();
        var path = folder["again.survey"];
        var definition = Definition.SurveyBuilder.Create(path, TestSurvey.ThreeModels);
        var first = await Web.SurveyServer.StartAsync(new Web.SurveyServerOptions
        {
            Survey = path, Port = 0, Contact = TestSurvey.Contact,
        });
        using var browser = new TestBrowser(first.Address);
        await browser.StartAsync();
        await first.DisposeAsync();

        await using var second =
            await Web.SurveyServer.StartAsync(new Web.SurveyServerOptions { Survey = path, Port = first.Address.Port });
        var candidates = definition.Questions[0].Candidates;
        var response = await browser.PostAsync("/question/1", ("choice", candidates[2]), ("choice", candidates[3]));

        Assert.Equal("/question/2", response.Headers.Location?.ToString());
    }

    private string Participant()
    {
        using var store = Storage.SurveyStore.Open(_survey.Path);
        return store.ReadParticipants().Single().Id;
    }

    private static int Occurrences(string file, string text)
    {
        if (!File.Exists(file))
            return 0;
        // The server has the file open: share it.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new StreamReader(stream, System.Text.Encoding.Latin1).ReadToEnd().Split(text).Length - 1;
    }
}
