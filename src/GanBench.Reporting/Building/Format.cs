using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GanBench.Datasets.Sources;
using GanBench.Metrics;

namespace GanBench.Reporting.Building;

/// <summary>How numbers are printed: four significant digits, thousands separated, a true minus sign.</summary>
internal static class Format
{
    /// <summary>A number alone, with as many decimals as its size deserves.</summary>
    public static string Number(double value) => Number(value, Decimals([value]));

    /// <summary>A number with a column's decimals.</summary>
    public static string Number(double value, int decimals)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        if (value != 0 && (Math.Abs(value) >= 1e9 || Math.Abs(value) < 0.5 * Math.Pow(10, -decimals)))
            return value.ToString("0.##e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal).Replace('-', '−');
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Decimals that give a column's largest number about four significant digits, at most four.</summary>
    public static int Decimals(IEnumerable<double> values)
    {
        var largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return largest switch
        {
            0 => 0,
            >= 1000 => 0,
            >= 100 => 1,
            >= 10 => 2,
            >= 0.1 => 3,
            _ => 4,
        };
    }

    /// <summary>Which numbers are better, after a metric's name: an arrow, or the target to be near; empty for neither.</summary>
    public static string Direction(MetricDirection direction) => direction switch
    {
        { Better: Better.Lower } => " ↓",
        { Better: Better.Higher } => " ↑",
        { Better: Better.Neither } => "",
        _ => $", {direction}".Replace('-', '−'),
    };

    /// <summary>A whole number.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A duration in the largest unit that keeps it readable.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 60 => Number(seconds, 1) + " s",
        < 3600 => Number(seconds / 60, 1) + " min",
        _ => Number(seconds / 3600, 1) + " h",
    };

    /// <summary>A size in bytes in binary units.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => Number(bytes / (double)(1L << 30), 1) + " GiB",
        >= 1L << 20 => Number(bytes / (double)(1L << 20), 0) + " MiB",
        _ => Count(bytes) + " B",
    };

    /// <summary>A day, UTC.</summary>
    public static string Day(DateTimeOffset date) => date.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A few names in a list; of many the first are named and the rest counted.</summary>
    public static string Names(IEnumerable<string> values)
    {
        const int most = 6;
        var names = values.Distinct().ToList();
        return names.Count <= most ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(most - 1))} and {Count(names.Count - most + 1)} more";
    }

    /// <summary>A dataset as readers call it: a folder by its own name, not by its path.</summary>
    public static string Data(string dataset) =>
        dataset.StartsWith(FolderSource.Prefix, StringComparison.Ordinal)
            && Path.GetFileName(dataset.TrimEnd('/', '\\')) is { Length: > 0 } name ? name : dataset;

    /// <summary>An anchor and file name made of text: ASCII letters, digits and hyphens, at most 60, distinct for distinct names.</summary>
    public static string Anchor(string text)
    {
        const int longest = 60;
        var anchor = new string([.. Data(text).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        if (anchor.Length <= longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ' '))
            return anchor;
        // What is cut off or has no ASCII form would make different names the same.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
        return $"{(anchor.Length <= longest ? anchor : anchor[..longest])}-{hash}".TrimStart('-');
    }
}
