using System.Text.RegularExpressions;
using GanBench.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GanBench.Survey.Browser.Tests;

/// <summary>The questionnaire as people meet it, in Chromium.</summary>
[Collection(BrowserCollection.Name)]
public sealed class QuestionnaireTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private BrowserSurvey _survey = null!;

    public async Task InitializeAsync()
    {
        if (chromium.Browser is not null)
            _survey = await BrowserSurvey.StartAsync(chromium);
    }

    public async Task DisposeAsync()
    {
        if (_survey is null)
            return;
        await _survey.DisposeAsync();
        Assert.Empty(_survey.Complaints);
    }

    [ChromiumFact]
    public async Task Consent_No_EndsAndStoresNothing()
    {
        var page = await _survey.OpenAsync();

        await Button(page, "No, thank you").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Thank you for your time");
        await BrowserSurvey.PictureAsync(page, "declined");
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM participants"));
    }

    [ChromiumFact]
    public async Task Mouse_WholeQuestionnaire_EndsWithTheCode()
    {
        var page = await _survey.OpenAsync();
        await BrowserSurvey.PictureAsync(page, "consent");
        await Button(page, "Yes, start").ClickAsync();
        for (var n = 1; n <= 3; n++)
        {
            await Expect(page.Locator("#step")).ToHaveTextAsync($"Question {n} of 3");
            // A click anywhere on an image's card ticks it.
            await page.Locator(".choice img").Nth(0).ClickAsync();
            await page.Locator(".choice").Nth(2).ClickAsync();
            await Expect(page.Locator(".count")).ToHaveTextAsync("2 of 2 chosen");
            await BrowserSurvey.PictureAsync(page, $"question-{n}");
            await Button(page, n == 3 ? "Finish" : "Next").ClickAsync();
        }

        await Expect(page.Locator("h1")).ToHaveTextAsync("Thank you!");
        Assert.Matches(new Regex("^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$"), await page.Locator(".code").InnerTextAsync());
        await BrowserSurvey.PictureAsync(page, "done");
        Assert.Equal(3, _survey.Count("SELECT count(*) FROM answers"));
    }

    [ChromiumFact]
    public async Task Keyboard_WholeQuestionnaire_EndsWithTheCode()
    {
        var page = await _survey.OpenAsync();
        await TabToAsync(page, "button[value=yes]");
        await page.Keyboard.PressAsync("Enter");
        for (var n = 1; n <= 3; n++)
        {
            await Expect(page.Locator("#step")).ToHaveTextAsync($"Question {n} of 3");
            await TabToAsync(page, "input[name=choice]");
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Space");
            if (n == 1)
                await BrowserSurvey.PictureAsync(page, "question-keyboard");
            await TabToAsync(page, "main button");
            await page.Keyboard.PressAsync("Enter");
        }

        await Expect(page.Locator("h1")).ToHaveTextAsync("Thank you!");
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM participants WHERE finished = 1"));
    }

    [ChromiumTheory]
    [InlineData("en-GB", "How many you found", "You found 5 of the 6 images that a computer made. Guessing finds 3 on average.",
        "You found both in 2 of 3 questions. Guessing finds both in one question of 6 on average.")]
    [InlineData("de-DE", "Wie viele Sie erkannt haben",
        "Sie haben 5 der 6 Bilder erkannt, die ein Computer gemacht hat. Wer rät, erkennt im Mittel 3.",
        "Bei 2 von 3 Fragen haben Sie beide erkannt. Wer rät, erkennt im Mittel bei einer von 6 Fragen beide.")]
    public async Task Score_AtTheEnd_IsTotalsInTheParticipantsLanguage(string locale, string title, string images, string questions)
    {
        var page = await _survey.OpenAsync(locale: locale);
        await page.Locator("button[value=yes]").ClickAsync();
        foreach (var question in _survey.Definition.Questions)
        {
            Assert.Equal(0, await page.Locator("#score").CountAsync());
            // Slots 2 and 3 are generated; in the first question one of them is missed.
            foreach (var slot in question.Number == 1 ? new[] { 0, 2 } : [2, 3])
                await page.Locator($"input[value='{question.Candidates[slot]}']").CheckAsync();
            await page.Locator("main button").ClickAsync();
        }

        var score = page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });
        await Expect(score).ToContainTextAsync(images);
        await Expect(score).ToContainTextAsync(questions);
        await AssertFitsAsync(page);
        await BrowserSurvey.PictureAsync(page, $"score-{locale}");
        var source = await page.ContentAsync();
        Assert.DoesNotContain(_survey.Definition.ImageIds(), id => source.Contains(id, StringComparison.Ordinal));
    }

    [ChromiumTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Ticks_WrongNumber_AreStoppedInThePage(int count)
    {
        var page = await StartAsync();
        for (var i = 0; i < count; i++)
            await page.Locator(".choice").Nth(i).ClickAsync();

        await Button(page, "Next").ClickAsync();

        Assert.Equal(
            "Please choose exactly two images.", await page.Locator("input[name=choice]").First.EvaluateAsync<string>(
            "box => box.validationMessage"));
        Assert.Equal(1, await BrowserSurvey.NumberAsync(page));
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [ChromiumFact]
    public async Task NoScripts_WholeQuestionnaire_WorksAndRefusesWrongNumbers()
    {
        var page = await StartAsync(scripts: false);
        await page.Locator(".choice").Nth(0).ClickAsync();
        await Button(page, "Next").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You chose 1. Please choose exactly two images");
        await BrowserSurvey.PictureAsync(page, "error");
        Assert.True(await page.Locator("input[name=choice]").First.IsCheckedAsync());
        for (var n = 1; n <= 3; n++)
        {
            await page.Locator("input[name=choice]").Nth(0).CheckAsync();
            await page.Locator("input[name=choice]").Nth(3).CheckAsync();
            await page.Locator("main button").ClickAsync();
        }

        await Expect(page.Locator("h1")).ToHaveTextAsync("Thank you!");
    }

    [ChromiumFact]
    public async Task Back_ByLinkAndByBrowser_KeepsTheTicks()
    {
        var page = await StartAsync();
        await AnswerAsync(page, 1, 2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        Assert.Equal("-xx-", await TicksAsync(page));
        await AnswerAsync(page, 0, 1, clear: true);
        Assert.Equal(2, await BrowserSurvey.NumberAsync(page));

        await page.GoBackAsync();
        await Expect(page.Locator("#step")).ToHaveTextAsync("Question 1 of 3");
        await page.ReloadAsync();

        Assert.Equal("xx--", await TicksAsync(page));
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM answers"));
    }

    [ChromiumFact]
    public async Task Reload_AndDoubleClick_SendNothingTwice()
    {
        var page = await StartAsync();
        await page.Locator(".choice").Nth(0).ClickAsync();
        await page.Locator(".choice").Nth(1).ClickAsync();
        await Button(page, "Next").DblClickAsync();
        await Expect(page.Locator("#step")).ToHaveTextAsync("Question 2 of 3");

        await page.ReloadAsync();

        await Expect(page.Locator("#step")).ToHaveTextAsync("Question 2 of 3");
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM answers"));
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM participants"));
    }

    [ChromiumFact]
    public async Task TwoTabs_GoOnTogether()
    {
        var one = await StartAsync();
        var two = await _survey.OpenTabAsync(one.Context, "/");
        await Expect(two.Locator("#step")).ToHaveTextAsync("Question 1 of 3");
        await AnswerAsync(one, 0, 1);
        await AnswerAsync(one, 0, 1);

        // The second tab still shows question 1: its answer counts, and it comes to question 2.
        await AnswerAsync(two, 2, 3);

        await Expect(two.Locator("#step")).ToHaveTextAsync("Question 2 of 3");
        Assert.Equal("xx--", await TicksAsync(two));
        Assert.Equal(2, _survey.Count("SELECT count(*) FROM answers"));
        Assert.Equal(1, _survey.Count("SELECT count(*) FROM participants"));
    }

    [ChromiumFact]
    public async Task Withdraw_FromAQuestion_DeletesAndEnds()
    {
        var page = await StartAsync();
        await AnswerAsync(page, 0, 1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Withdraw and delete my answers" }).ClickAsync();
        await BrowserSurvey.PictureAsync(page, "withdraw");

        await Button(page, "Delete my answers").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Your answers are deleted");
        Assert.Equal(0, _survey.Count("SELECT (SELECT count(*) FROM answers) + (SELECT count(*) FROM participants)"));
        await page.GotoAsync("/question/2");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Real or generated?");
    }

    [ChromiumFact]
    public async Task Withdraw_WithTheCodeOnAnotherDevice_DeletesAndEnds()
    {
        var page = await StartAsync();
        for (var n = 0; n < 3; n++)
            await AnswerAsync(page, 0, 1);
        var code = await page.Locator(".code").InnerTextAsync();
        var other = await _survey.OpenAsync(path: "/withdraw");
        await other.GetByLabel("Withdrawal code").FillAsync("AAAA-AAAA-AAAA-AAAA");
        await Button(other, "Delete the answers").ClickAsync();
        await Expect(other.GetByRole(AriaRole.Alert)).ToContainTextAsync("No answers belong to this code");
        await BrowserSurvey.PictureAsync(other, "withdraw-unknown");

        await other.GetByLabel("Withdrawal code").FillAsync(code.ToLowerInvariant());
        await Button(other, "Delete the answers").ClickAsync();

        await Expect(other.Locator("h1")).ToHaveTextAsync("Your answers are deleted");
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [ChromiumFact]
    public async Task German_IsOfferedAndKept()
    {
        var page = await _survey.OpenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Deutsch" }).ClickAsync();
        await BrowserSurvey.PictureAsync(page, "consent-de");
        await Button(page, "Ja, anfangen").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Welche zwei hat ein Computer gemacht?");
        Assert.Equal("de", await page.Locator("html").GetAttributeAsync("lang"));
    }

    [ChromiumFact]
    public async Task Phone_NothingIsWiderThanTheScreen()
    {
        var page = await _survey.OpenAsync(width: 320, height: 640);
        await AssertFitsAsync(page);
        await BrowserSurvey.PictureAsync(page, "phone-consent");
        await Button(page, "Yes, start").ClickAsync();
        await AssertFitsAsync(page);
        await page.Locator(".choice").Nth(1).ClickAsync();
        await BrowserSurvey.PictureAsync(page, "phone-question");
        for (var n = 0; n < 3; n++)
            await AnswerAsync(page, 0, 1, clear: true);
        await AssertFitsAsync(page);
        await BrowserSurvey.PictureAsync(page, "phone-done");
    }

    [ChromiumTheory]
    [InlineData(1200)]
    [InlineData(375)]
    public async Task Images_AreShownInWholeMultiplesAndUnsmoothed(int width)
    {
        var page = await _survey.OpenAsync(width);
        await Button(page, "Yes, start").ClickAsync();
        for (var n = 1; n <= 3; n++)
        {
            await Expect(page.Locator("#step")).ToHaveTextAsync($"Question {n} of 3");
            await BrowserSurvey.PictureAsync(page, $"images-{width}-{n}");
            var images = await page.Locator("img").EvaluateAllAsync<double[][]>(
                "all => all.map(i => [i.getBoundingClientRect().width / i.naturalWidth, getComputedStyle(i).imageRendering === "
                + "'pixelated' ? 1 : 0])");

            Assert.Equal(8 + 8 + 4, images.Length);
            // Half a percent of a pixel's width is what rounding two thirds leaves.
            Assert.All(images,
                i => Assert.True(i[0] >= 1 && Math.Abs(i[0] - Math.Round(i[0])) < 0.005 && i[1] == 1, $"question {n}: multiple {i[0]}"));
            await AnswerAsync(page, 0, 1);
        }
    }

    [ChromiumFact]
    public async Task Administration_ShowsTheTallyToWhoHasTheToken()
    {
        var person = await StartAsync();
        for (var n = 0; n < 3; n++)
            await AnswerAsync(person, 0, 1);
        var page = await _survey.OpenAsync(path: "/admin");
        await page.GetByLabel("Administration token").FillAsync(_survey.Server.AdminToken);
        await Button(page, "Go on").ClickAsync();

        // Three models, counted by images and by questions.
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(6);
        await BrowserSurvey.PictureAsync(page, "admin");
        await Button(page, "Close the survey").ClickAsync();

        await Expect(page.Locator(".facts")).ToContainTextAsync("closed");
        var late = await _survey.OpenAsync();
        await Expect(late.Locator("h1")).ToHaveTextAsync("This survey is closed");
        await BrowserSurvey.PictureAsync(late, "closed");
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task<IPage> StartAsync(bool scripts = true)
    {
        var page = await _survey.OpenAsync(scripts: scripts);
        await Button(page, "Yes, start").ClickAsync();
        await Expect(page.Locator("#step")).ToHaveTextAsync("Question 1 of 3");
        return page;
    }

    private static async Task AnswerAsync(IPage page, int first, int second, bool clear = false)
    {
        var boxes = page.Locator("input[name=choice]");
        for (var i = 0; clear && i < 4; i++)
            await boxes.Nth(i).SetCheckedAsync(false);
        await boxes.Nth(first).CheckAsync();
        await boxes.Nth(second).CheckAsync();
        await page.Locator("main button").ClickAsync();
    }

    // "x-x-": the first and the third are ticked.
    private static async Task<string> TicksAsync(IPage page) =>
        await page.Locator("input[name=choice]").EvaluateAllAsync<string>("boxes => boxes.map(b => b.checked ? 'x' : '-').join('')");

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
                return;
        }
        Assert.Fail($"{selector} cannot be reached with the Tab key.");
    }

    private static async Task AssertFitsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{page.Url} scrolls sideways");
}
