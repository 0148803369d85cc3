namespace GanBench.Reporting.Pdf;

/// <summary>Finds a Chromium, Chrome or Edge to print with.</summary>
internal static class BrowserFinder
{
    /// <summary>The environment variable that names the browser to use.</summary>
    public const string Variable = "GANBENCH_BROWSER";

    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable",
            "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        @"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Path of the browser, or null with the line that says what is missing.</summary>
    /// <param name="named">Value of <see cref="Variable"/>.</param>
    /// <param name="searchPath">Value of PATH.</param>
    public static (string? Path, string Problem) Find(string? named, string? searchPath)
    {
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? (named, "") : (null, $"No PDF was printed: {Variable} names {named}, which does not exist.");
        var found = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names.SelectMany(name => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") }))
            .Concat(Places)
            .FirstOrDefault(File.Exists);
        return (found, found is not null ? ""
            : $"No PDF was printed: install chromium (apt-get install chromium) or name a Chromium, Chrome or Edge in {Variable}.");
    }
}
