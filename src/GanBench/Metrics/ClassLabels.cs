namespace GanBench.Metrics;

/// <summary>Classes of a set of images.</summary>
/// <param name="Names">Their names; sets are matched by these.</param>
/// <param name="Labels">The class of every image in the set's order, an index into the names; of the first images at least.</param>
public sealed record ClassLabels(IReadOnlyList<string> Names, IReadOnlyList<int> Labels);
