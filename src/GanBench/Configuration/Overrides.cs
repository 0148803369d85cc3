using YamlDotNet.RepresentationModel;

namespace GanBench.Configuration;

/// <summary>Keys of a suite that are bound to another record later, when the architecture is known; a later layer wins.</summary>
/// <param name="Layers">The mappings with the files they stand in, in the order they apply.</param>
public sealed record Overrides(IReadOnlyList<(YamlMappingNode Node, string File)> Layers)
{
    /// <summary>No changes.</summary>
    public static Overrides None { get; } = new([]);

    /// <summary>These, then others.</summary>
    /// <param name="later">Applied last.</param>
    public Overrides Then(Overrides later) => new([.. Layers, .. later.Layers]);

    /// <summary>A copy of a record with the keys set.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="record">The record.</param>
    /// <param name="problems">Gets one line per key or value that is not valid.</param>
    public T ApplyTo<T>(T record, ICollection<string> problems)
        where T : class
    {
        foreach (var (node, file) in Layers)
            record = SettingsBinder.Bind(record, node, file, problems);
        return record;
    }
}
