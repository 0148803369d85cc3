using System.Globalization;
using System.Text.Json;

namespace GanBench.Configuration;

/// <summary>Text form of single settings: numbers are invariant, enum values kebab-case, "null" is null.</summary>
public static class SettingValue
{
    /// <summary>Whether a type is written as one scalar (rather than as a record of its own).</summary>
    /// <param name="type">The type of a setting.</param>
    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum || type == typeof(string) || type == typeof(int) || type == typeof(long) || type == typeof(ulong)
            || type == typeof(double) || type == typeof(bool);
    }

    /// <summary>Parses a value, or explains in one sentence what would be valid.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="type">The type of the setting.</param>
    /// <param name="value">Gets the value.</param>
    /// <param name="problem">Gets the end of a sentence that begins with the setting's name.</param>
    public static bool TryParse(string text, Type type, out object? value, out string problem)
    {
        value = null;
        problem = "";
        var inner = Nullable.GetUnderlyingType(type);
        if ((inner is not null || type == typeof(string)) && text is "null" or "~")
            return true;
        type = inner ?? type;
        if (type == typeof(string))
        {
            value = text;
            return true;
        }
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            var kebab = names.Select(Kebab).ToArray();
            var index = Array.FindIndex(kebab, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                value = Enum.Parse(type, names[index]);
                return true;
            }
            var nearest = Text.NearestName.Find(text, kebab);
            problem = $"must be one of {string.Join(", ", kebab)} (was '{text}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")})";
            return false;
        }
        const NumberStyles Float = NumberStyles.Float;
        var culture = CultureInfo.InvariantCulture;
        object? parsed = true switch
        {
            _ when type == typeof(bool) =>
                text.ToLowerInvariant() switch { "true" or "on" or "yes" => true, "false" or "off" or "no" => false, _ => null },
            _ when type == typeof(int) => int.TryParse(text.Replace("_", ""), NumberStyles.Integer, culture, out var i) ? i : null,
            _ when type == typeof(long) => long.TryParse(text.Replace("_", ""), NumberStyles.Integer, culture, out var l) ? l : null,
            _ when type == typeof(ulong) => ulong.TryParse(text, NumberStyles.None, culture, out var u) ? u : null,
            _ when type == typeof(double) => double.TryParse(text, Float, culture, out var d) && double.IsFinite(d) ? d : null,
            _ => throw new ArgumentException($"{type} is no setting.", nameof(type)),
        };
        value = parsed;
        if (parsed is null)
        {
            var wanted = type == typeof(bool) ? "true or false"
                : type == typeof(double) ? "a finite number"
                : type == typeof(ulong) ? "a whole number from 0 to 18446744073709551615"
                : text.TrimStart('-') is not { Length: > 0 } digits || !digits.All(char.IsAsciiDigit) ? "a whole number"
                : type == typeof(int) ? FormattableString.Invariant($"a whole number from {int.MinValue} to {int.MaxValue}")
                : FormattableString.Invariant($"a whole number from {long.MinValue} to {long.MaxValue}");
            problem = $"must be {wanted} (was '{text}')";
        }
        return parsed is not null;
    }

    /// <summary>The text that <see cref="TryParse"/> reads back to the same value.</summary>
    /// <param name="value">A setting's value.</param>
    public static string Format(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        Enum e => Kebab(e.ToString()),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
