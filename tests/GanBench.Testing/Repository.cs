namespace GanBench.Testing;

/// <summary>The checkout that tests and benchmarks were built in.</summary>
public static class Repository
{
    /// <summary>Its folder.</summary>
    /// <exception cref="InvalidOperationException">The program lies in no checkout.</exception>
    public static string Root { get; } = Find();

    /// <summary>A path below it.</summary>
    /// <param name="parts">Its parts.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GanBench.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of GanBench.");
    }
}
