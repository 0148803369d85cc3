using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>Programs run for real, and how a target hands back what it ends with.</summary>
public class ProgramsTests
{
    [ToolFact("bash")]
    public void Run_Quiet_KeepsOutputExitCodeAndVariables()
    {
        var start = Bash("cat; echo $GIVEN $HOME.; echo worse >&2; exit 7") with
        {
            Variables = new Dictionary<string, string?> { ["GIVEN"] = "given", ["HOME"] = null },
        };

        Assert.Equal(new ProgramResult(7, "given .\nworse\n"), Programs.Run(start));
    }

    [ToolFact("bash")]
    public void Run_TooLong_IsKilled()
    {
        var result = Programs.Run(Bash("echo begun; sleep 60") with { Limit = TimeSpan.FromSeconds(1) });

        Assert.Equal(new ProgramResult(null, "begun\n"), result);
    }

    [Fact]
    public void Tell_IntoAFile_IsLastLineAndProblem()
    {
        using var folder = new TempFolder();

        var exitCode = Outcome.Of(() => throw new TargetException("It broke.", 4)).Tell(folder["failed.txt"]);
        new Outcome("All is well.").Tell(folder["well.txt"]);

        Assert.Equal((4, "\nIt broke.\n"), (exitCode, File.ReadAllText(folder["failed.txt"])));
        Assert.Equal("All is well.\n\n", File.ReadAllText(folder["well.txt"]));
    }

    private static ProgramStart Bash(string script) => new("bash", ["-c", script]) { Quiet = true };
}
