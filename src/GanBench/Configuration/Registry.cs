using System.Collections;
using GanBench.Text;

namespace GanBench.Configuration;

/// <summary>The parts of one kind by name, in the order of listings. Other programs add theirs before anything else is done.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="kind">What a part is, for messages: "architecture".</param>
/// <param name="nameOf">The name of a part.</param>
public class Registry<T>(string kind, Func<T, string> nameOf) : IReadOnlyCollection<T>
    where T : class
{
    private readonly List<T> _parts = [];

    /// <inheritdoc/>
    public int Count => _parts.Count;

    /// <summary>All names.</summary>
    public IReadOnlyList<string> Names => _parts.ConvertAll(part => nameOf(part));

    /// <summary>Adds a part.</summary>
    /// <param name="part">The part.</param>
    /// <exception cref="ArgumentException">Its name is taken.</exception>
    public void Add(T part)
    {
        var name = nameOf(part);
        if (_parts.Exists(other => nameOf(other) == name))
            throw new ArgumentException(
                $"There is {Article} {kind} '{name}' already: give yours another name.", nameof(part));
        _parts.Add(part);
    }

    /// <summary>Finds a part.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public T Find(string name) => _parts.Find(part => nameOf(part) == name) ?? throw new UsageException(Unknown(name));

    /// <summary>Says that there is no part of a name, with the nearest that there is.</summary>
    /// <param name="name">The name.</param>
    public string Unknown(string name) => NearestName.Unknown(kind, name, Names)
        // Neither mistyped nor here: a part that another program adds, or that is not added yet.
        + (NearestName.Find(name, Names) is null ? " One of your own is known to the program that adds it, and to no other." : "");

    /// <summary>Whether there is a part of a name.</summary>
    /// <param name="name">The name.</param>
    public bool Has(string name) => _parts.Exists(part => nameOf(part) == name);

    private string Article => kind[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
