namespace GanBench.Configuration;

/// <summary>A place in a YAML file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record SourcePosition(string File, long Line, long Column)
{
    /// <summary>Of a record that was not read from a file.</summary>
    public static SourcePosition None { get; } = new("", 0, 0);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}
