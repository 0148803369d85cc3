namespace GanBench.Tests.Fuzzing;

/// <summary>Every reader of files that come from elsewhere.</summary>
internal static class FuzzedParsers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
        [.. PictureParsers.All, .. ArrayParsers.All, .. ArchiveParsers.All, .. TextParsers.All, .. PackedParsers.All];
}
