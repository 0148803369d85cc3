using GanBench.Testing.Fuzzing;

namespace GanBench.Tests.Fuzzing;

/// <summary>Every reader of files that come from elsewhere.</summary>
public static class FuzzedParsers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        .. PictureParsers.All, .. ArrayParsers.All, .. ArchiveParsers.All, .. TextParsers.All, .. PackedParsers.All, .. RunParsers.All,
        .. NetworkParsers.All, .. DatasetParsers.All, .. ValueParsers.All,
    ];
}
