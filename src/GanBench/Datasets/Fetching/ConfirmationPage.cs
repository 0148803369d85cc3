using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace GanBench.Datasets.Fetching;

/// <summary>
/// Recognises web pages where a file was expected: Google Drive's question whether to download a large file, whose form is
/// answered, and everything else (quota reached, login, captive portal), which is an error.
/// </summary>
internal static class ConfirmationPage
{
    /// <summary>
    /// Most of a page that is read. A parser looks through the open elements at each new one, so that a page of nothing but opened ones
    /// costs the square of its length: 42 seconds at 256 KiB.
    /// </summary>
    public const int MaximumLength = 1 << 15;

    // A longer title is no title but a text.
    private const int LongestTitle = 200;

    /// <summary>Whether content starts like HTML.</summary>
    /// <param name="start">The first bytes.</param>
    public static bool IsHtml(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 512)])
            .TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The address that the page's download form leads to; null when it has none.</summary>
    /// <param name="html">The page.</param>
    /// <param name="page">The page's address.</param>
    public static Uri? FormTarget(string html, Uri page)
    {
        if (Parse(html).GetElementById("download-form") is not IHtmlFormElement form || form.GetAttribute("action") is not { } action)
            return null;
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[name]").Where(input => input.Type == "hidden")
            .Select(input => $"{Uri.EscapeDataString(input.Name!)}={Uri.EscapeDataString(input.Value)}");
        // A page of a server is not asked for files of this machine, nor a secure one for what anybody on the way can change.
        return Uri.TryCreate(page, $"{action.Split('?')[0]}?{string.Join('&', fields)}", out var target)
            && (target.Scheme == page.Scheme || target.Scheme == Uri.UriSchemeHttps) ? target : null;
    }

    /// <summary>What a page that is no file says, in a few words.</summary>
    /// <param name="html">The page.</param>
    public static string Describe(string html)
    {
        if (html.Contains("quota", StringComparison.OrdinalIgnoreCase)
            || html.Contains("too many users", StringComparison.OrdinalIgnoreCase))
            return "the download quota of this file is used up; try again tomorrow";
        var words = Parse(html).Title is { Length: > 0 and <= LongestTitle } title ? $" titled '{title}'" : "";
        return $"a web page{words} came instead of the file";
    }

    // Without scripts, and nothing that the page names is fetched.
    private static IHtmlDocument Parse(string html) =>
        new HtmlParser().ParseDocument(html.Length <= MaximumLength ? html : html[..MaximumLength]);
}
