using GanBench.Testing;

namespace GanBench.Survey.Browser.Tests;

/// <summary>Rules of WCAG 2.2 (AA) that a program can check, on every kind of page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(ChromiumFixture chromium)
{
    [ChromiumFact]
    public async Task EveryPage_KeepsTheRules()
    {
        await using var survey = await BrowserSurvey.StartAsync(chromium);
        var page = await survey.OpenAsync(scripts: true);
        var problems = new List<string>();
        async Task CheckAsync(string name) =>
            problems.AddRange((await page.EvaluateAsync<string[]>(Audit.Script)).Select(p => $"{name}: {p}"));

        await CheckAsync("consent");
        await page.GotoAsync("/?lang=de");
        await CheckAsync("consent de");
        await page.Locator("button[value=yes]").ClickAsync();
        await CheckAsync("question");
        // The server's own complaint, past the script's.
        await page.EvaluateAsync("document.querySelector('form[data-need]').noValidate = true");
        await page.Locator("main button").ClickAsync();
        await page.Locator("[role=alert]").WaitForAsync();
        await CheckAsync("question with error");
        for (var n = 0; n < 3; n++)
        {
            await page.Locator("input[name=choice]").Nth(0).CheckAsync();
            await page.Locator("input[name=choice]").Nth(1).CheckAsync();
            await CheckAsync($"question {n + 1} ticked");
            await page.Locator("main button").ClickAsync();
        }
        await page.Locator(".code").WaitForAsync();
        await CheckAsync("done");
        foreach (var path in new[] { "/withdraw", "/withdrawn", "/declined", "/nowhere", "/admin" })
        {
            await page.GotoAsync(path);
            await CheckAsync(path);
        }
        await page.Locator("#key").FillAsync(survey.Server.AdminToken);
        await page.Locator("main button").ClickAsync();
        await page.Locator("table").First.WaitForAsync();
        await CheckAsync("administration");

        Assert.Empty(problems);
        Assert.Empty(survey.Complaints);
    }

    [ChromiumFact]
    public async Task Audit_OfABadPage_FindsEveryFault()
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.SetContentAsync(
            """
            <html><body><h1>a</h1><h3>skips</h3><p style="color:#999;background:#fff">pale</p><img src="x.png"><input name="nolabel">
            <button></button><a href="/" style="display:block;width:10px;height:10px;overflow:hidden">tiny</a><i id="d"></i><i id="d"></i><div aria-labelledby="nothing"></div></body></html>
            """);

        var problems = string.Join('\n', await page.EvaluateAsync<string[]>(Audit.Script));

        foreach (var fault in new[] { "lang", "title", "main", "heading h3", "contrast", "alt", "label", "no name", "target", "id d",
            "refers to nothing" })
            Assert.Contains(fault, problems);
        await page.CloseAsync();
    }
}
