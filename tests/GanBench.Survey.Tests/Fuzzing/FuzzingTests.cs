using GanBench.Testing;
using GanBench.Testing.Fuzzing;

namespace GanBench.Survey.Tests.Fuzzing;

public sealed class FuzzingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Parsers => FuzzingCheck.Names(SurveyParsers.All);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Read_Damaged_IsReadOrRefused(string name) => FuzzingCheck.Damaged(SurveyParsers.All.Single(p => p.Name == name), _folder);

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Read_Whole_IsRead(string name) => FuzzingCheck.Whole(SurveyParsers.All.Single(p => p.Name == name), _folder);
}
