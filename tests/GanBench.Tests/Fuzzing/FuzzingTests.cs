using GanBench.Testing;
using GanBench.Testing.Fuzzing;

namespace GanBench.Tests.Fuzzing;

public sealed class FuzzingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Parsers => FuzzingCheck.Names(FuzzedParsers.All);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Read_DamagedFile_IsReadOrRefused(string name) =>
        FuzzingCheck.Damaged(FuzzedParsers.All.Single(p => p.Name == name), _folder);

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Read_WholeFile_IsRead(string name) => FuzzingCheck.Whole(FuzzedParsers.All.Single(p => p.Name == name), _folder);
}
