using System.Globalization;
using System.Text.RegularExpressions;

namespace GanBench.Testing;

/// <summary>Equality of snapshot texts, exact or with a tolerance on the numbers in them.</summary>
internal static partial class SnapshotText
{
    /// <summary>
    /// Whether two texts are the same: all that is not a number exactly, and numbers within
    /// <paramref name="tolerance"/> × max(1, |a|, |b|).
    /// </summary>
    public static bool Equal(string expected, string actual, double tolerance)
    {
        if (expected == actual)
            return true;
        if (tolerance <= 0)
            return false;
        var expectedNumbers = Number().Matches(expected);
        var actualNumbers = Number().Matches(actual);
        return expectedNumbers.Count == actualNumbers.Count
            && Number().Replace(expected, "#") == Number().Replace(actual, "#")
            && expectedNumbers.Zip(actualNumbers, (a, b) => Near(a.Value, b.Value, tolerance)).All(near => near);
    }

    private static bool Near(string expected, string actual, double tolerance)
    {
        if (expected == actual)
            return true;
        var a = double.Parse(expected, CultureInfo.InvariantCulture);
        var b = double.Parse(actual, CultureInfo.InvariantCulture);
        return Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
    }

    // Digits inside a word (a hash, a name such as conv2d) are text, not numbers.
    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?([eE][-+]?\d+)?(?![\w])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
