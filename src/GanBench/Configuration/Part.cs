namespace GanBench.Configuration;

/// <summary>
/// A part that settings name: what it is called, which options it has, and how it is made. Its options are a record of its own, bound by
/// name from YAML and <c>--set</c>, so that nothing else has to know them.
/// </summary>
/// <typeparam name="TInput">What it is made from.</typeparam>
/// <typeparam name="TPart">What is made.</typeparam>
public sealed class Part<TInput, TPart>
{
    private readonly Func<TInput, OwnOptions, TPart> _create;

    private Part(string name, object? options, Func<TInput, OwnOptions, TPart> create) =>
        (Name, Options, _create) = (name, options, create);

    /// <summary>The name in settings.</summary>
    public string Name { get; }

    /// <summary>Its options with their defaults, a record; null when it has none.</summary>
    public object? Options { get; }

    /// <summary>A part without options of its own.</summary>
    /// <param name="name">The name in settings.</param>
    /// <param name="create">Makes it.</param>
    public static Part<TInput, TPart> Of(string name, Func<TInput, TPart> create) => new(name, null, (input, _) => create(input));

    /// <summary>A part with options.</summary>
    /// <typeparam name="TOptions">
    /// A record with init properties, camelCase in settings; rules are attributes (<see cref="RangeRuleAttribute"/>).
    /// </typeparam>
    /// <param name="name">The name in settings.</param>
    /// <param name="defaults">The options where nothing is set.</param>
    /// <param name="create">Makes it.</param>
    public static Part<TInput, TPart> Of<TOptions>(string name, TOptions defaults, Func<TInput, TOptions, TPart> create)
        where TOptions : class => new(name, defaults, (input, settings) => create(input, settings.ApplyTo(defaults)));

    /// <summary>Makes the part.</summary>
    /// <param name="input">What it is made from.</param>
    /// <param name="settings">Settings of its own options.</param>
    /// <exception cref="UsageException">A setting that it does not have, or a value that is not valid.</exception>
    public TPart Create(TInput input, OwnOptions settings) => _create(input, Options is null ? Resolve(settings) : settings);

    /// <summary>The settings with every option stated, so that a run's specification holds all that decides its result.</summary>
    /// <param name="settings">Settings of its own options.</param>
    /// <exception cref="UsageException">A setting that it does not have, or a value that is not valid.</exception>
    public OwnOptions Resolve(OwnOptions settings) => settings.Resolve(Name, Options);

    /// <summary>What is wrong with settings, one sentence each, with the full key.</summary>
    /// <param name="settings">Settings of its own options.</param>
    /// <param name="section">Key that the settings stand under, for messages.</param>
    public IReadOnlyList<string> Problems(OwnOptions settings, string section) => settings.Problems(Name, Options, section);
}
