using System.Globalization;
using static System.FormattableString;

namespace GanBench.Configuration;

/// <summary>The numbers that an option may have; the rule stands on the option, and its message follows from the bounds.</summary>
/// <param name="low">Smallest number.</param>
/// <param name="high">Largest number.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeRuleAttribute(double low, double high = double.PositiveInfinity) : Attribute
{
    /// <summary>Whether the smallest number itself is left out.</summary>
    public bool Above { get; init; }

    /// <summary>Whether the largest number itself is left out.</summary>
    public bool Below { get; init; }

    /// <summary>Why, as the end of the sentence: "since batch norm needs a batch". Or null.</summary>
    public string? Because { get; init; }

    /// <summary>The rule as the end of a sentence that begins with the option's key, or null when a value keeps it.</summary>
    /// <param name="value">A number; null keeps every rule.</param>
    internal string? Broken(object? value)
    {
        if (value is null)
            return null;
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var kept = double.IsFinite(number) && (Above ? number > low : number >= low) && (Below ? number < high : number <= high);
        return kept ? null : Because is null ? Text : $"{Text}, {Because}";
    }

    private string Text => true switch
    {
        _ when double.IsFinite(high) && Below => Invariant($"must be in {(Above ? "(" : "[")}{low}, {high})"),
        _ when double.IsFinite(high) && Above => Invariant($"must be above {low} and at most {high}"),
        _ when double.IsFinite(high) => high < 1 ? Invariant($"must be in [{low}, {high}]")
            : Invariant($"must be between {low} and {high}"),
        _ when Above => low == 0 ? "must be positive" : Invariant($"must be above {low}"),
        _ => low == 0 ? "must not be negative" : Invariant($"must be at least {low}"),
    };
}
