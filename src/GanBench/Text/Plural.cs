using System.Globalization;

namespace GanBench.Text;

/// <summary>Counts with their nouns.</summary>
public static class Plural
{
    /// <summary>"1 run", "2,000 runs".</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What they are, one of them; more have an s behind it.</param>
    public static string Of(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
