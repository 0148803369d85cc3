using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>Which commands of a document are run, how, and what is said about them.</summary>
public sealed class DocumentsTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly List<ProgramStart> _started = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_BlocksOfAShell_AreLinesOfOurPrograms()
    {
        var commands = Commands("""
            ganbench outside any block
            ```
            ganbench models list
            ls
              ganbench indented
            A=1 B=2 ./build.sh --target=Test
            ```
            ```csharp
            dotnet.Run();
            ```
            ```sh
            dotnet cake   # a remark
            ```
            ganbench after a block
            """);

        Assert.Equal(
            ["ganbench models list", "A=1 B=2 ./build.sh --target=Test", "dotnet cake   # a remark"],
            commands.Select(command => command.Line));
        Assert.Equal("dotnet cake", commands[2].Command);
    }

    [Fact]
    public void In_MarkBeforeABlock_HoldsForThatBlockAlone()
    {
        var commands = Commands("""
            <!-- check: dry-run -->

            ```
            ganbench one
            ganbench two  # a remark
            ```
            ```
            ganbench three
            ```
            <!-- check: help -->
            Words between.
            ```
            ganbench four
            ```
            <!-- check: skip needs a network -->
            ```
            ganbench five
            ```
            """);

        Assert.Equal(
            ["ganbench one --dry-run", "ganbench two --dry-run", "ganbench three", "ganbench four", "ganbench five"],
            commands.Select(command => command.Command));
        Assert.Equal([null, null, null, null, "needs a network"], commands.Select(command => command.WhySkipped));
        Assert.Equal("ganbench one  (dry-run)", commands[0].ToString());
    }

    [Fact]
    public void Run_CommandsOfADocument_AreRunWhereTheyBelongAndCounted()
    {
        _folder.Write("docs/page.md", """
            ```
            ganbench works
            dotnet fails
            ganbench hangs
            ```
            <!-- check: skip needs a GPU -->
            ```
            ganbench skipped
            ```
            """);
        _folder.Write("work/page/left/over.txt", "");

        var outcome = Run(start => start.Arguments[1].Split(' ')[1] switch
        {
            "works" => new ProgramResult(0, "not shown"),
            "fails" => new ProgramResult(3, string.Join('\n', Enumerable.Range(1, 20).Select(i => $"line {i}"))),
            _ => new ProgramResult(null, ""),
        }, "docs/page.md");

        Assert.Equal("1 commands work, 2 failed, 1 skipped", outcome.LastLine);
        Assert.Equal(("2 documented commands failed.", 1), (outcome.Problem, outcome.ExitCode));
        Assert.Equal([_folder["work", "page"], _folder.Path, _folder["work", "page"]], _started.Select(start => start.Folder));
        Assert.All(_started, start => Assert.Equal(_folder["work", "page", "runs"], start.Variables["GANBENCH_RUNS_DIR"]));
        Assert.Empty(Directory.GetFileSystemEntries(_folder["work", "page"]));
        var lines = _output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal("ganbench works: ok, 0 s", lines[0]);
        Assert.Equal("dotnet fails: FAILED with exit code 3", lines[1]);
        Assert.Equal(("line 6", "line 20"), (lines[2], lines[16]));
        Assert.Equal(
        [
            "docs/page.md          ganbench works    ok, 0 s",
            "docs/page.md          dotnet fails      FAILED with exit code 3",
            "docs/page.md          ganbench hangs    FAILED: not done after 7 minutes",
            "docs/page.md          ganbench skipped  skipped: needs a GPU",
        ], lines[^4..]);
    }

    [Fact]
    public void Run_NoDocumentNamed_TakesReadmeAndDocs()
    {
        foreach (var name in new[] { "README.md", "docs/b.md", "docs/a.md" })
            _folder.Write(name, $"```\nganbench {name}\n```\n");

        var outcome = Run(_ => new ProgramResult(0, ""));

        Assert.Equal(new Outcome("3 commands work, 0 failed, 0 skipped"), outcome);
        Assert.Equal(["ganbench README.md", "ganbench docs/a.md", "ganbench docs/b.md"], _started.Select(start => start.Arguments[1]));
    }

    [Fact]
    public void Run_NothingToCheck_IsNoSuccess()
    {
        _folder.Write("README.md", "No command.");

        Assert.Equal("No command was found.", Run(_ => new ProgramResult(0, ""), "README.md").Problem);
        Assert.Equal("There is no document docs/gone.md.", Outcome.Of(() => Run(_ => new ProgramResult(0, ""), "docs/gone.md")).Problem);
    }

    // The command is found beside the document's repository, asks for nothing and is ended when it takes too long.
    [ToolFact("bash")]
    public void Run_RealProgram_HasTheRepositoryOnItsPath()
    {
        var program = _folder.Write("ganbench", "#!/bin/sh\ncat\necho \"$1 in $PWD with $GANBENCH_RUNS_DIR\"\nexit 5\n");
        ExternalTool.Run("chmod", "+x", program);
        _folder.Write("README.md", "```\nganbench asks\n```\n");

        var outcome = Run(Programs.Run, "README.md");

        Assert.Equal("0 commands work, 1 failed, 0 skipped", outcome.LastLine);
        Assert.Contains(
            $"FAILED with exit code 5{Environment.NewLine}asks in {_folder["work", "README"]} with {_folder["work", "README", "runs"]}",
            _output.ToString(), StringComparison.Ordinal);
    }

    private Outcome Run(RunProgram run, params string[] documents) => new DocumentsTarget(_folder.Path, _folder["work"], 7, start =>
    {
        _started.Add(start);
        return run(start);
    }, _output).Run(documents);

    private static List<DocumentedCommand> Commands(string text) => [.. DocumentedCommand.In(text.Split('\n'))];
}
