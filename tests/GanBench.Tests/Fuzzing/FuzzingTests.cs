using GanBench.Testing;

namespace GanBench.Tests.Fuzzing;

/// <summary>A few cases of every parser; <c>dotnet cake --target=Fuzz</c> tries a million each.</summary>
public sealed class FuzzingTests : IDisposable
{
    private const int Cases = 400;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Parsers => [.. FuzzedParsers.All.Select(parser => parser.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Read_DamagedFile_IsReadOrRefused(string name)
    {
        var parser = FuzzedParsers.All.Single(p => p.Name == name);
        var (read, refused) = (0, 0);
        for (var number = 0; number < Cases; number++)
        {
            if (parser.Try(parser.Case(number), _folder, out var isRefused) is { } problem)
                Assert.Fail($"Case {number} of {name}: {problem}");
            _ = isRefused ? refused++ : read++;
        }
        // Damage that nothing notices, or that is always refused at the door, would test nothing.
        Assert.True(refused > 0, $"All {Cases} cases of {name} were read.");
        Assert.True(read > 0, $"All {Cases} cases of {name} were refused.");
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Read_WholeFile_IsRead(string name)
    {
        var parser = FuzzedParsers.All.Single(p => p.Name == name);
        Assert.All(parser.Seeds.Value, seed => parser.Read(parser.Pack(seed), _folder));
    }
}
