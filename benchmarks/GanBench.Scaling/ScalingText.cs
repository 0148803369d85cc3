using System.Globalization;

namespace GanBench.Scaling;

/// <summary>Numbers in the page's tables: three digits, thousands apart.</summary>
internal static class ScalingText
{
    private const int Digits = 3, MostDecimals = 6, Columns = 140;

    /// <summary>A number with three significant digits; whole from 100 on.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value)
    {
        var size = Math.Abs(value);
        var decimals = size == 0 ? 0 : Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, MostDecimals);
        var text = value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        // Zeros at the end of a size such as 0.5 say nothing.
        return (text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text).Replace('-', '−');
    }

    /// <summary>Text in lines as long as those of the other documents.</summary>
    /// <param name="text">Words with single spaces between them.</param>
    public static string Wrapped(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + 1 + word.Length > Columns)
                lines.Add(word);
            else
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
        }
        return string.Join('\n', lines);
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The value of a row; nothing where it was not measured.</summary>
    /// <param name="row">The row.</param>
    public static string Value(ScalingRow? row) => row is null ? "" : Number(row.Y);

    /// <summary>The value of a row with its spread, if it has one.</summary>
    /// <param name="row">The row.</param>
    public static string WithSpread(ScalingRow? row) => row is null ? ""
        : row.High > row.Low ? $"{Number(row.Y)} ({Number(row.Low)} to {Number(row.High)})" : Number(row.Y);
}
