using GanBench.Reporting.Live;
using GanBench.Reporting.Tests.Live;
using GanBench.Runs;
using GanBench.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GanBench.Survey.Browser.Tests;

/// <summary>The live page of <c>ganbench watch</c> in Chromium, while a run goes on.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LiveViewTests(ChromiumFixture chromium) : IAsyncLifetime
{
    private readonly FakeRuns _runs = new();
    private readonly List<string> _complaints = [];
    private readonly List<string> _elsewhere = [];
    private LiveServer _server = null!;
    private IBrowserContext? _context;

    public async Task InitializeAsync() =>
        _server = await LiveServer.StartAsync(new LiveServerOptions { RunsFolder = _runs.Folder, Port = 0 });

    public async Task DisposeAsync()
    {
        if (_context is not null)
            await _context.DisposeAsync();
        await _server.DisposeAsync();
        _runs.Dispose();
        Assert.Empty(_complaints);
        Assert.Empty(_elsewhere);
    }

    [ChromiumTheory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Page_RunGoesOn_FollowsItWithoutLoadingAnew(int width)
    {
        var page = await OpenAsync(width);
        await Expect(page.Locator("main")).ToContainTextAsync("There are no runs yet");
        await page.EvaluateAsync("window.sameDocument = true");

        var run = _runs.Add("alive", RunStatus.Running, logged: 20, locked: true);
        await Expect(page.Locator("table.runs tbody tr")).ToContainTextAsync("20 / 100");
        await Expect(page.Locator("svg.chart").First).ToBeVisibleAsync();
        var drawn = await page.Locator("svg.chart").First.InnerHTMLAsync();
        await page.Locator("summary").ClickAsync();
        FakeRuns.Log(run, 21, 80);
        FakeRuns.Sheet(run, 60);

        await Expect(page.Locator("table.runs tbody tr")).ToContainTextAsync("80 / 100");
        await Expect(page.Locator("table.runs progress")).ToHaveAttributeAsync("value", "80");
        await Expect(page.Locator(".sheets output")).ToHaveTextAsync("60");
        Assert.NotEqual(drawn, await page.Locator("svg.chart").First.InnerHTMLAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('details').open && window.sameDocument"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Audit.Script));
        await BrowserSurvey.PictureAsync(page, $"live-{width}");
    }

    [ChromiumFact]
    public async Task Slider_OlderSheet_IsHeldUntilTheNewestIsAskedFor()
    {
        var run = _runs.Add("run", RunStatus.Running, locked: true);
        FakeRuns.Sheet(run, 10);
        FakeRuns.Sheet(run, 20);
        var page = await OpenAsync();
        await page.Locator("input[type=range]").FillAsync("0");
        await Expect(page.Locator(".sheets output")).ToHaveTextAsync("0");

        FakeRuns.Sheet(run, 30);
        FakeRuns.Log(run, 21, 33);
        await Expect(page.Locator("table.runs tbody tr")).ToContainTextAsync("33 / 100");
        await Expect(page.Locator(".sheets output")).ToHaveTextAsync("0");
        Assert.EndsWith("step=0", await page.Locator(".sheets img").First.GetAttributeAsync("src"));
        await page.Locator("input[type=range]").FillAsync("2");

        await Expect(page.Locator(".sheets output")).ToHaveTextAsync("30");
        await Expect(page.Locator("input[type=range]")).ToHaveJSPropertyAsync("value", "3");
        Assert.True(await page.Locator(".sheets img").First.EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"));
    }

    [ChromiumFact]
    public async Task Choice_SeveralRuns_AreLaidOverEachOther()
    {
        _runs.Add("one", minutes: 1);
        _runs.Add("two <b>", minutes: 2);
        var page = await OpenAsync();

        await page.GetByLabel("Show one", new() { Exact = true }).CheckAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 runs" })).ToBeVisibleAsync();
        await Expect(page.Locator(".run h3")).ToHaveTextAsync(["two <b>", "one"]);
        Assert.Contains("run=one", page.Url);
        await page.Locator("input[type=search]").FillAsync("one");
        await Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(1);
        await page.ReloadAsync();

        await Expect(page.Locator("table.runs tbody tr")).ToHaveCountAsync(1);
        await BrowserSurvey.PictureAsync(page, "live-overlay");
    }

    private async Task<IPage> OpenAsync(int width = 1280)
    {
        _context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = _server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        _context.SetDefaultTimeout(20_000);
        var page = await _context.NewPageAsync();
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != _server.Address.Authority)
                _elsewhere.Add(request.Url);
        };
        await page.GotoAsync("/");
        return page;
    }
}
