using System.Reflection;

namespace GanBench.Configuration;

/// <summary>A record of options with rules over several of them; a rule over one stands on it (<see cref="RangeRuleAttribute"/>).</summary>
public interface IOptionRules
{
    /// <summary>What is wrong, a sentence each.</summary>
    /// <param name="prefix">What stands before the keys, e.g. "leastSquares.".</param>
    public IEnumerable<string> Problems(string prefix);
}

/// <summary>Checks the rules that stand on options.</summary>
public static class OptionRules
{
    /// <summary>All broken rules of a record and the records in it, a sentence each with key and value.</summary>
    /// <param name="record">A record of options.</param>
    /// <param name="prefix">What stands before the keys, e.g. "training.".</param>
    public static IEnumerable<string> Problems(object record, string prefix = "")
    {
        foreach (var problem in (record as IOptionRules)?.Problems(prefix) ?? [])
            yield return problem;
        foreach (var property in OptionRecord.Properties(record.GetType()))
        {
            var value = property.GetValue(record);
            if (property.GetCustomAttribute<RangeRuleAttribute>()?.Broken(value) is { } rule)
                yield return FormattableString.Invariant($"{prefix}{OptionRecord.Key(property)} {rule} (was {value}).");
            if (value is null || !OptionRecord.IsNested(property.PropertyType))
                continue;
            foreach (var problem in Problems(value, $"{prefix}{OptionRecord.Key(property)}."))
                yield return problem;
        }
    }
}
