using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace GanBench.Datasets.Fetching;

/// <summary>
/// Recognises web pages where a file was expected: Google Drive's question whether to download a large file, whose form is
/// answered, and everything else (quota reached, login, captive portal), which is an error.
/// </summary>
internal static partial class ConfirmationPage
{
    /// <summary>Most of a page that is read.</summary>
    public const int MaximumLength = 1 << 18;

    /// <summary>Whether content starts like HTML.</summary>
    /// <param name="start">The first bytes.</param>
    public static bool IsHtml(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 512)]).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The address that the page's download form leads to; null when it has none.</summary>
    /// <param name="html">The page.</param>
    /// <param name="page">The page's address.</param>
    public static Uri? FormTarget(string html, Uri page)
    {
        var form = DownloadForm().Match(html);
        if (!form.Success)
            return null;
        var query = new StringBuilder();
        foreach (Match input in HiddenInput().Matches(html, form.Index))
        {
            if (Attribute(input.Value, "name") is not { } name)
                continue;
            query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=')
                .Append(Uri.EscapeDataString(Attribute(input.Value, "value") ?? ""));
        }
        return Attribute(form.Value, "action") is { } action && Uri.TryCreate(page, action.Split('?')[0] + query, out var target) ? target : null;
    }

    /// <summary>What a page that is no file says, in a few words.</summary>
    /// <param name="html">The page.</param>
    public static string Describe(string html)
    {
        if (html.Contains("quota", StringComparison.OrdinalIgnoreCase) || html.Contains("too many users", StringComparison.OrdinalIgnoreCase))
            return "the download quota of this file is used up; try again tomorrow";
        var title = Title().Match(html);
        var words = title.Success ? $" titled '{WebUtility.HtmlDecode(title.Groups[1].Value.Trim())}'" : "";
        return $"a web page{words} came instead of the file";
    }

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\b{name}\\s*=\\s*\"([^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;
    }

    [GeneratedRegex("""<form[^>]*id="download-form"[^>]*>""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DownloadForm();

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*>""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HiddenInput();

    [GeneratedRegex("""<title>([^<]{1,200})</title>""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
