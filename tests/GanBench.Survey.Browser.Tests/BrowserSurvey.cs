using System.Text.RegularExpressions;
using GanBench.Survey.Definition;
using GanBench.Survey.Sources;
using GanBench.Survey.Tests;
using GanBench.Survey.Web;
using GanBench.Testing;
using Microsoft.Playwright;

namespace GanBench.Survey.Browser.Tests;

/// <summary>One Chromium for all tests of the collection.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // Without a browser every test is skipped; then there is nothing to start.
        if (ExternalTool.FindBrowser() is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<ChromiumFixture>
{
    public const string Name = "browser";
}

/// <summary>A served survey and a browser window on it; every window checks that the browser had nothing to complain about.</summary>
public sealed class BrowserSurvey : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly List<IBrowserContext> _contexts = [];
    private readonly IBrowser _browser;

    private BrowserSurvey(TempFolder folder, SurveyDefinition definition, SurveyServer server, IBrowser browser) =>
        (_folder, Definition, Server, _browser) = (folder, definition, server, browser);

    public SurveyDefinition Definition { get; }

    public SurveyServer Server { get; }

    /// <summary>What the consoles of all windows said: script errors, blocked content, missing files.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<BrowserSurvey> StartAsync(ChromiumFixture chromium)
    {
        var folder = new TempFolder();
        IReadOnlyList<ISurveyModelSource> models =
            [new SyntheticModel("dcgan", "mnist"), new SyntheticModel("wgan", "mnist"), new SyntheticModel("dcgan", "nlvr", 64, 3)];
        var definition = SurveyBuilder.Create(folder["browser.survey"], models);
        var server = await SurveyServer.StartAsync(new SurveyServerOptions
        {
            Survey = folder["browser.survey"], Port = 0, Contact = "A. Person, a.person@example.org",
        });
        return new BrowserSurvey(folder, definition, server, chromium.Browser);
    }

    public async Task<IPage> OpenAsync(int width = 1200, int height = 900, bool scripts = true, string path = "/", string locale = "en-GB")
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Server.Address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = scripts,
            Locale = locale,
        });
        _contexts.Add(context);
        context.SetDefaultTimeout(20_000);
        return await OpenTabAsync(context, path);
    }

    public async Task<IPage> OpenTabAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            // The browser logs every 4xx page as failed; those are looked at by the tests themselves.
            if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of"))
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Number of the question a page shows, from its heading "Question 2 of 3".</summary>
    public static async Task<int> NumberAsync(IPage page) =>
        int.Parse(Regex.Match(await page.Locator("#step").InnerTextAsync(), @"\d+").Value);

    public long Count(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["browser.survey"]};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Keeps a picture of a page where <c>GANBENCH_SCREENSHOTS</c> names a folder.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("GANBENCH_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
