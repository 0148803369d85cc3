using Xunit;

namespace GanBench.Testing.Fuzzing;

/// <summary>A few cases of a parser, as every test run tries them; <c>dotnet cake --target=Fuzz</c> tries a million each.</summary>
public static class FuzzingCheck
{
    private const int Cases = 400;

    /// <summary>Names of parsers, for theories.</summary>
    /// <param name="parsers">The parsers.</param>
    public static TheoryData<string> Names(IEnumerable<FuzzedParser> parsers) => [.. parsers.Select(parser => parser.Name)];

    /// <summary>Asserts that damaged files are read or refused, and that some are either.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="folder">A folder that only this caller uses.</param>
    public static void Damaged(FuzzedParser parser, TempFolder folder)
    {
        var (read, refused) = (0, 0);
        for (var number = 0; number < Cases; number++)
        {
            if (parser.Try(parser.Case(number), folder, out var isRefused) is { } problem)
                Assert.Fail($"Case {number} of {parser.Name}: {problem}");
            _ = isRefused ? refused++ : read++;
        }
        // Damage that nothing notices, or that is always refused at the door, would test nothing.
        Assert.True(refused > 0, $"All {Cases} cases of {parser.Name} were read.");
        Assert.True(read > 0, $"All {Cases} cases of {parser.Name} were refused.");
    }

    /// <summary>Asserts that the files that damaged ones are made of are read.</summary>
    /// <param name="parser">The parser.</param>
    /// <param name="folder">A folder that only this caller uses.</param>
    public static void Whole(FuzzedParser parser, TempFolder folder) =>
        Assert.All(parser.Seeds.Value, seed => parser.Read(parser.Pack(seed), folder));
}
