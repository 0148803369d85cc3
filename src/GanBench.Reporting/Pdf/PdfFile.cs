using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GanBench.Reporting.Pdf;

/// <summary>The little that must be read from and changed in a PDF that Chromium printed.</summary>
internal static partial class PdfFile
{
    /// <summary>Sets both of its dates, in place, so that the same page printed twice gives the same bytes.</summary>
    /// <param name="pdf">The file's bytes, changed in place.</param>
    /// <param name="date">The date to put there.</param>
    public static void SetDates(byte[] pdf, DateTimeOffset date)
    {
        var stamp = Encoding.ASCII.GetBytes(date.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        foreach (var key in (string[])["/CreationDate (D:", "/ModDate (D:"])
        {
            var at = pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key));
            if (at >= 0)
                stamp.CopyTo(pdf, at + key.Length);
        }
    }

    /// <summary>Pages, counted from 1, that the file's named destinations point to; empty when the file is built in another way.</summary>
    /// <param name="pdf">The file's bytes.</param>
    public static IReadOnlyDictionary<string, int> Destinations(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var objects = new Dictionary<int, string>();
        foreach (Match match in Object().Matches(text))
            objects.TryAdd(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value);
        var catalog = objects.Values.FirstOrDefault(o => o.Contains("/Type /Catalog", StringComparison.Ordinal)) ?? "";
        if (Reference(catalog, "Pages") is not { } root || Reference(catalog, "Dests") is not { } dests)
            return new Dictionary<string, int>();
        var pages = new Dictionary<int, int>();
        Number(root);
        var destinations = new Dictionary<string, int>();
        foreach (Match match in Destination().Matches(objects.GetValueOrDefault(dests, "")))
        {
            if (pages.TryGetValue(int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), out var page))
                destinations[match.Groups[1].Value] = page;
        }
        return destinations;

        void Number(int id)
        {
            var node = objects.GetValueOrDefault(id, "");
            if (Kids().Match(node) is not { Success: true } kids)
            {
                pages[id] = pages.Count + 1;
                return;
            }
            foreach (Match kid in ReferencePattern().Matches(kids.Groups[1].Value))
                Number(int.Parse(kid.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    private static int? Reference(string dictionary, string key)
    {
        var match = Regex.Match(dictionary, $@"/{key} (\d+) 0 R", RegexOptions.CultureInvariant);
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    // Only dictionaries without a stream matter here.
    [GeneratedRegex(@"^(\d+) 0 obj\n(<<.*?>>)\nendobj", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Object();

    [GeneratedRegex(@"/([A-Za-z0-9_-]+) \[(\d+) 0 R", RegexOptions.CultureInvariant)]
    private static partial Regex Destination();

    [GeneratedRegex(@"/Kids \[([^\]]*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Kids();

    [GeneratedRegex(@"(\d+) 0 R", RegexOptions.CultureInvariant)]
    private static partial Regex ReferencePattern();
}
