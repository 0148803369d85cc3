using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>How the target Mutations judges, over a small checkout whose compiler and tests are pretended.</summary>
public sealed class MutationTargetTests : IDisposable
{
    private const string File = "src/Sum.cs", Right = "a + b", Text = $"int Sum(int a, int b) => {Right};\n";

    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly List<string> _tested = [];

    // What a pretended test finds in the file: its failed cases, or null for a run without results.
    private Func<string, string[]?> _failed = text => text == Text ? [] : ["Sum(of: \"two numbers\")"];
    private Func<string, bool> _compiles = _ => true;

    public MutationTargetTests()
    {
        _folder.Write($"sources/{File}", Text);
        _folder.Write("sources/ignored.txt", "");
        _folder.Write("copy/of/an/earlier/time.txt", "");
    }

    public void Dispose() => _folder.Dispose();

    // Found when the sources change, and not only when the target is run.
    [Fact]
    public void All_MutationsOfThisProject_FitItsSources() => Assert.All(Mutation.All, mutation =>
    {
        var text = System.IO.File.ReadAllText(Repository.PathOf(mutation.File));
        Assert.NotEqual(text, mutation.Apply(text));
    });

    [Fact]
    public void Run_NoticedMutation_IsCaughtByName()
    {
        var outcome = Run(new Mutation("difference", File, Right, "a - b"));

        Assert.Equal(new Outcome("1 of 1 mutations caught"), outcome);
        Assert.Contains("[1/1] difference: MetricSnapshotTests(two numbers)", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal([Text, "int Sum(int a, int b) => a - b;\n"], _tested);
        Assert.Equal(Text, System.IO.File.ReadAllText(_folder["sources", File]));
        Assert.Equal(Text, System.IO.File.ReadAllText(_folder["copy", File]));
        Assert.Equal(["src", "tests"], Directory.GetFileSystemEntries(_folder["copy"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Run_UnnoticedMutation_SurvivesAndFails()
    {
        _failed = text => text.Contains('-', StringComparison.Ordinal) ? ["one"] : [];

        var outcome = Run(new Mutation("swapped", File, Right, "b + a"), new Mutation("difference", File, Right, "a - b"));

        Assert.Equal(("1 of 2 mutations caught", "Not caught: swapped.", 1), (outcome.LastLine, outcome.Problem, outcome.ExitCode));
        Assert.Contains("[1/2] swapped: SURVIVED", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MutationThatDoesNotCompile_IsNotCaught()
    {
        _compiles = text => text == Text;

        var outcome = Run(new Mutation("nonsense", File, Right, "a +"));

        Assert.Equal(("0 of 1 mutations caught", "Not caught: nonsense."), (outcome.LastLine, outcome.Problem));
        Assert.Contains("nonsense: DOES NOT COMPILE", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(File, "a * b", "'a * b' is 0 times in src/Sum.cs, not once: the mutation 'name' needs another look.")]
    [InlineData(File, "int a", null)]
    [InlineData(File, "int", "'int' is 3 times in src/Sum.cs, not once: the mutation 'name' needs another look.")]
    [InlineData("src/Gone.cs", Right, "'a + b' is 0 times in src/Gone.cs, not once: the mutation 'name' needs another look.")]
    public void Run_MutationThatNoLongerFits_IsAnError(string file, string old, string? problem)
    {
        var outcome = Outcome.Of(() => Run(new Mutation("name", file, old, "other")));

        Assert.Equal(problem, outcome.Problem);
    }

    [Fact]
    public void Run_UnchangedCopyFails_StopsBeforeAnyMutation()
    {
        _failed = _ => ["Sum(of: \"two\")", "Sum(of: \"three\")"];

        var error = Assert.Throws<TargetException>(() => Run(new Mutation("difference", File, Right, "a - b")));

        Assert.Equal("The unchanged copy fails already: MetricSnapshotTests(three), MetricSnapshotTests(two).", error.Message);
        Assert.Equal([Text], _tested);
    }

    [Fact]
    public void Run_TestsWithoutResults_IsAnErrorAndNoCatch()
    {
        _failed = text => text == Text ? [] : null;

        var error = Assert.Throws<TargetException>(() => Run(new Mutation("difference", File, Right, "a - b")));

        Assert.Equal("The tests of the copy ended without results.", error.Message);
    }

    [Fact]
    public void Run_ManyCases_AreCounted()
    {
        _failed = text => text == Text ? [] : ["a", "b", "c", "d", "e", "f"];

        Run(new Mutation("difference", File, Right, "a - b"));

        Assert.Contains("difference: MetricSnapshotTests(a, b, c, d and 2 more)", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Only_PicksByName()
    {
        Mutation[] all = [new("difference", File, Right, "a - b"), new("product", File, Right, "a * b")];

        Assert.Equal("1 of 1 mutations caught", Target().Run(all, "prod").LastLine);
        var error = Assert.Throws<TargetException>(() => Target().Run(all, "quotient"));
        Assert.Equal(("No mutation has 'quotient' in its name: difference; product.", 2), (error.Message, error.ExitCode));
    }

    private Outcome Run(params Mutation[] mutations) => Target().Run(mutations, "");

    private MutationTarget Target() => new(_folder["sources"], _folder["copy"], Start, _output);

    private ProgramResult Start(ProgramStart start)
    {
        if (start.Program == "git")
            return new ProgramResult(0, $"{File}\0deleted.txt\0");
        Assert.Equal((_folder["copy"], true), (start.Folder, start.Variables.ContainsKey("GANBENCH_ACCEPT_SNAPSHOTS")));
        var text = System.IO.File.ReadAllText(_folder["copy", File]);
        if (start.Arguments[0] == "build")
            return new ProgramResult(_compiles(text) ? 0 : 1, "");
        _tested.Add(text);
        var failed = _failed(text);
        if (failed is not null)
        {
            var file = _folder["copy", "tests/GanBench.Tests/TestResults/mutation.trx"];
            SmallTrx.Write(file, [SmallTrx.Passed("always"), .. failed.Select(SmallTrx.Failed)]);
        }
        return new ProgramResult(failed is [] ? 0 : 1, "");
    }
}
