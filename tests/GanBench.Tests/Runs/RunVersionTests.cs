using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Tests.Runs;

public sealed class RunVersionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Check_LaterLayout_IsRefused()
    {
        var error = Assert.Throws<DataException>(() => Check($$"""{ "schema": {{RunVersion.Current + 1}}, "id": "run" }"""));

        Assert.Contains($"layout {RunVersion.Current + 1}, this one knows {RunVersion.Current}", error.Message, StringComparison.Ordinal);
    }

    // What is damaged is repaired elsewhere; no run at all is a new one.
    [Theory]
    [InlineData("""{ "schema": 1 }""")]
    [InlineData("""{ "id": "run" }""")]
    [InlineData("""{ "schema": "two" }""")]
    [InlineData("""{ "schema": 99""")]
    [InlineData("[]")]
    // Half a character in a key, which the parser takes and a search for keys does not.
    [InlineData("""{ "\ud800schema": 99 }""")]
    [InlineData(null)]
    public void Check_NoLaterLayout_IsAccepted(string? text) => Assert.Null(Record.Exception(() => Check(text)));

    private void Check(string? state)
    {
        if (state is not null)
            _folder.Write("run/run.json", state);
        RunVersion.Check(new RunDirectory(_folder["run"]));
    }
}
