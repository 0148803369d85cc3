using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>What the target Test counts and says, over result files of pretended runs.</summary>
public sealed class TestTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_AllPass_CountsAndSucceeds()
    {
        var outcome = Run(
            ("a", 0, () => SmallTrx.Write(_folder["a.trx"], SmallTrx.Passed("one"), SmallTrx.Passed("two"))),
            ("b", 0, () => SmallTrx.Write(_folder["b.trx"], SmallTrx.Passed("one"))));

        Assert.Equal(new Outcome("3 passed, 0 failed"), outcome);
        Assert.Equal("3 passed, 0 failed\n", File.ReadAllText(_folder["summary.txt"]));
        Assert.StartsWith("[1/2] a: 2 passed, 0 failed, 0 skipped in ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SomeFailOrAreSkipped_NamesProjectsAndReasons()
    {
        var outcome = Run(
            ("a", 1, () => SmallTrx.Write(
                _folder["a.trx"], SmallTrx.Failed("one"), SmallTrx.Skipped("two", "No GPU"), SmallTrx.Passed("three"))),
            ("b", 0, () => SmallTrx.Write(
                _folder["b.trx"], SmallTrx.Skipped("one", "No data"), SmallTrx.Skipped("two", "No data"), SmallTrx.SkippedSilently(
                    "three"))));

        Assert.Equal(("1 passed, 1 failed, 4 skipped", "Tests failed in a.", 1), (outcome.LastLine, outcome.Problem, outcome.ExitCode));
        Assert.Equal(["Skipped 2: No data", "Skipped 1: No GPU", "Skipped 1: no reason given"], Lines()[2..]);
    }

    // What looks like success at first sight: no file, half a file, no test, all passed but a bad end.
    [Fact]
    public void Run_ThatDoesNotEndWell_IsAFailure()
    {
        var outcome = Run(
            ("crashed", 134, () => { }),
            ("cut", 137, () => File.WriteAllText(_folder["cut.trx"], "<TestRun><Results><UnitTestResult outcome=\"Passed\"/>")),
            ("empty", 0, () => SmallTrx.Write(_folder["empty.trx"])),
            ("late", 139, () => SmallTrx.Write(_folder["late.trx"], SmallTrx.Passed("one"))));

        Assert.Equal(("1 passed, 4 failed", "Tests failed in crashed, cut, empty, late."), (outcome.LastLine, outcome.Problem));
        Assert.Equal(
            ["no results, exit code 134", "no results, exit code 137", "no test was found", "did not end well, exit code 139"],
            Lines().Select(line => line.Split('(', ')')[1]));
    }

    [Fact]
    public void Run_FailedTests_AreNotCountedTwiceForTheirExitCode()
    {
        var outcome = Run(("a", 1, () => SmallTrx.Write(_folder["a.trx"], SmallTrx.Failed("one"), SmallTrx.Failed("two"))));

        Assert.Equal("0 passed, 2 failed", outcome.LastLine);
    }

    [Fact]
    public void Run_AllSkipped_IsNoSuccess()
    {
        var outcome = Run(("a", 0, () => SmallTrx.Write(_folder["a.trx"], SmallTrx.Skipped("one", "No GPU"))));

        Assert.Equal(("0 passed, 0 failed, 1 skipped", "No test ran."), (outcome.LastLine, outcome.Problem));
    }

    [Fact]
    public void Read_FailedTest_HasItsMessageAndNoStack()
    {
        SmallTrx.Write(_folder["a.trx"], SmallTrx.Failed("one"));

        Assert.Equal([new TestCase("one", "Failed", "It broke.")], TrxFile.Read(_folder["a.trx"])!);
    }

    private Outcome Run(params (string Project, int ExitCode, Action Work)[] runs)
    {
        var projects = runs.ToDictionary(run => $"tests/{run.Project}/{run.Project}.csproj");
        return new TestTarget(_folder.Path, start =>
        {
            var run = projects[start.Arguments[1]];
            Assert.Contains($"trx;LogFileName={run.Project}.trx", start.Arguments);
            run.Work();
            return new ProgramResult(run.ExitCode, "");
        }, _output).Run([.. projects.Keys]);
    }

    private string[] Lines() => _output.ToString().TrimEnd().Split(Environment.NewLine);
}
