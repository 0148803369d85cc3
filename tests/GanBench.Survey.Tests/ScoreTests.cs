namespace GanBench.Survey.Tests;

/// <summary>What participants are told about their own answers: totals, at the end, and only where it is wanted.</summary>
public sealed class ScoreTests
{
    // Three questions of two generated images each. Guessing finds half of the images, and both of a question in one of six.
    [Theory]
    [InlineData(new[] { 2, 3 }, 6, 3)]
    [InlineData(new[] { 1, 3 }, 3, 0)]
    [InlineData(new[] { 0, 1 }, 0, 0)]
    public async Task Done_TellsTotalsBesideChance(int[] slots, int images, int questions)
    {
        await using var survey = await TestSurvey.StartAsync();
        using var browser = survey.NewBrowser();

        await AnswerAsync(survey, browser, slots);

        Assert.Contains($"You found {images} of the 6 images that a computer made. Guessing finds 3 on average.", browser.Page);
        Assert.Contains(
            $"You found both in {questions} of 3 questions. Guessing finds both in one question of 6 on average.", browser.Page);
    }

    [Fact]
    public async Task Score_IsToldOnlyAtTheEndAndNamesNoImage()
    {
        await using var survey = await TestSurvey.StartAsync();
        using var browser = survey.NewBrowser();
        await browser.GetAsync("/");
        Assert.Contains("At the end you are told how many you found.", browser.Page);

        // The answer's own page shows the question again when something is wrong with it: no score there either.
        await browser.StartAsync();
        Assert.DoesNotContain("You found", browser.Page);
        await browser.AnswerAsync(1, survey.Candidates(1)[0]);
        Assert.DoesNotContain("You found", browser.Page);
        var early = await browser.GetAsync("/done");
        Assert.Equal("/question/1", early.Headers.Location?.ToString());
        await AnswerAsync(survey, browser, [2, 3]);

        Assert.Contains("You found", browser.Page);
        Assert.DoesNotContain(survey.Definition.ImageIds(), id => browser.Page.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Done_WithoutScore_TellsNone()
    {
        await using var survey = await TestSurvey.StartAsync(options => options with { ShowScore = false });
        using var browser = survey.NewBrowser();
        await browser.GetAsync("/");
        Assert.DoesNotContain("you are told how many", browser.Page);

        await AnswerAsync(survey, browser, [2, 3]);

        Assert.Contains("Your withdrawal code", browser.Page);
        Assert.DoesNotContain("You found", browser.Page);
    }

    private static async Task AnswerAsync(TestSurvey survey, TestBrowser browser, int[] slots)
    {
        if (browser.Session is null)
            await browser.StartAsync();
        for (var n = 1; n <= survey.Definition.Questions.Count; n++)
            await browser.AnswerAsync(n, survey.Candidates(n)[slots[0]], survey.Candidates(n)[slots[1]]);
        await browser.GetAsync("/done");
    }
}
