using System.Collections.Immutable;

namespace GanBench.Configuration;

/// <summary>
/// Settings of a part (an objective, an optimiser, a metric …) under keys of its own, as text: which keys there are is known to the part
/// alone (<see cref="Part{TInput, TPart}"/>), which may be registered by another program. Equal when all keys and values are.
/// </summary>
public sealed class OwnOptions : IEquatable<OwnOptions>
{
    private readonly ImmutableSortedDictionary<string, string> _values;

    private OwnOptions(ImmutableSortedDictionary<string, string> values) => _values = values;

    /// <summary>No settings: the part's defaults.</summary>
    public static OwnOptions None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Whether nothing is set.</summary>
    public bool IsEmpty => _values.IsEmpty;

    /// <summary>The dotted keys with their values as <see cref="SettingValue"/> reads them, by key.</summary>
    public IEnumerable<KeyValuePair<string, string>> Values => _values;

    /// <summary>Settings from text.</summary>
    /// <param name="values">Dotted keys and their values.</param>
    public static OwnOptions Of(IEnumerable<(string Key, string Value)> values) =>
        values.Aggregate(None, (options, value) => options.With(value.Key, value.Value));

    /// <summary>A copy with one key set.</summary>
    /// <param name="key">Dotted key.</param>
    /// <param name="value">The value as text.</param>
    public OwnOptions With(string key, string value) => new(_values.SetItem(key, value));

    /// <summary>What stands below a key: of "kid.subsets" and the key "kid" it is "subsets".</summary>
    /// <param name="section">The key.</param>
    public OwnOptions Below(string section) =>
        Of(_values.Where(v => v.Key.StartsWith(section + ".", StringComparison.Ordinal))
            .Select(v => (v.Key[(section.Length + 1)..], v.Value)));

    /// <summary>A part's options with these settings applied.</summary>
    /// <typeparam name="T">A record of options.</typeparam>
    /// <param name="defaults">The defaults.</param>
    /// <exception cref="UsageException">An unknown key, or a value that is not valid for it.</exception>
    public T ApplyTo<T>(T defaults)
        where T : class => _values.Aggregate(defaults, (options, value) => SettingsBinder.With(options, value.Key, value.Value));

    /// <summary>The settings with every option of a part stated, so that a run's specification holds all that decides its result.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="defaults">Its options with their defaults; null when it has none.</param>
    /// <exception cref="UsageException">A setting that it does not have, or a value that is not valid.</exception>
    public OwnOptions Resolve(string part, object? defaults) => defaults is not null ? Of(SettingsBinder.List(ApplyTo(defaults)))
        : IsEmpty ? this : throw new UsageException(NoOptions(part));

    /// <summary>What is wrong with settings of a part, one sentence each, with the full key.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="defaults">Its options with their defaults; null when it has none.</param>
    /// <param name="section">Key that the settings stand under, for messages.</param>
    public IReadOnlyList<string> Problems(string part, object? defaults, string section)
    {
        if (defaults is null)
            return IsEmpty ? [] : [$"{section}: {NoOptions(part)}"];
        try
        {
            return [.. OptionRules.Problems(ApplyTo(defaults), section + ".")];
        }
        catch (UsageException e)
        {
            return [$"{section}: {e.Message}"];
        }
    }

    /// <inheritdoc/>
    public bool Equals(OwnOptions? other) => other is not null && _values.SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OwnOptions);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(_values.Count, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _values.Select(v => $"{v.Key}={v.Value}"));

    private static string NoOptions(string part) => $"{part} has no options.";
}
