namespace GanBench.Configuration;

/// <summary>The parts of one kind that settings name, each with options of its own where it has any.</summary>
/// <typeparam name="TInput">What a part is made from.</typeparam>
/// <typeparam name="TPart">What is made.</typeparam>
/// <param name="kind">What a part is, for messages: "objective".</param>
public sealed class PartRegistry<TInput, TPart>(string kind) : Registry<Part<TInput, TPart>>(kind, part => part.Name)
{
    /// <summary>Adds a part without options.</summary>
    /// <param name="name">Its name in settings.</param>
    /// <param name="create">Makes it.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, Func<TInput, TPart> create) => Add(Part<TInput, TPart>.Of(name, create));

    /// <summary>Adds a part with options.</summary>
    /// <typeparam name="TOptions">
    /// A record with init properties, camelCase in settings; rules stand on them (<see cref="RangeRuleAttribute"/>).
    /// </typeparam>
    /// <param name="name">Its name in settings.</param>
    /// <param name="defaults">The options where nothing is set.</param>
    /// <param name="create">Makes it.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add<TOptions>(string name, TOptions defaults, Func<TInput, TOptions, TPart> create)
        where TOptions : class => Add(Part<TInput, TPart>.Of(name, defaults, create));
}
