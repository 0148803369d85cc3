using Xunit;

namespace GanBench.Testing;

/// <summary>A test that needs real datasets: skipped, with the reason, where they are not on the machine.</summary>
public sealed class DataFactAttribute : FactAttribute
{
    /// <summary>Needs <c>$GANBENCH_DATA_DIR</c>, and below it every folder or file named.</summary>
    /// <param name="needed">Paths below the data directory.</param>
    public DataFactAttribute(params string[] needed) => Skip = TestData.WhyAbsent(needed);
}

/// <summary>A theory that needs real datasets: skipped, with the reason, where they are not on the machine.</summary>
public sealed class DataTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="DataFactAttribute(string[])"/>
    public DataTheoryAttribute(params string[] needed) => Skip = TestData.WhyAbsent(needed);
}

/// <summary>Where tests find real datasets.</summary>
public static class TestData
{
    /// <summary>The environment variable that names the data directory.</summary>
    public const string Variable = "GANBENCH_DATA_DIR";

    /// <summary>The data directory; only for tests that are marked with <see cref="DataFactAttribute"/>.</summary>
    /// <exception cref="InvalidOperationException">The variable is not set.</exception>
    public static string Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder
            ? folder
            : throw new InvalidOperationException($"{Variable} is not set: mark the test with [DataFact].");

    /// <summary>A path below the data directory.</summary>
    /// <param name="parts">Its parts.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    internal static string? WhyAbsent(IReadOnlyList<string> needed)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return $"{Variable} is not set: it names the folder that holds the real datasets.";
        if (!Directory.Exists(folder))
            return $"{Variable} names a folder that does not exist: {folder}";
        var absent = needed.Where(n => !Path.Exists(Path.Combine(folder, n))).ToList();
        return absent.Count == 0 ? null : $"Not in the data directory: {string.Join(", ", absent)}";
    }
}
