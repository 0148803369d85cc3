using GanBench.Cli.Display;
using Spectre.Console.Testing;

namespace GanBench.Cli.Tests.Display;

public class LiveDisplayTests
{
    private const string ShowCursor = "\e[?25h", HideCursor = "\e[?25l", EraseLine = "\e[2K";

    [Fact]
    public void Update_NoTerminal_PrintsPlainLines()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using (var live = new LiveDisplay(writer))
        {
            live.Update("step 10", 0.1);
            live.WriteLine("a [red] word");
            live.Update("step 20", 0.2, "other");
            live.Remove("other");
        }

        Assert.Equal("step 10\na [red] word\nstep 20\n", writer.ToString());
    }

    [Fact]
    public void Update_OnATerminal_RedrawsInPlaceAndLeavesNothing()
    {
        using var terminal = Terminal();
        using (var live = new LiveDisplay(TextWriter.Null, terminal))
        {
            live.Update("folder:[red] step 10", 0.25);
            live.Update("folder:[red] step 20", 0.5);
            Assert.Contains("folder:[red] step 10", terminal.Output);
            Assert.Contains("folder:[red] step 20", terminal.Output);
            Assert.DoesNotContain("\n", terminal.Output.TrimEnd());
        }

        Assert.EndsWith(EraseLine + ShowCursor, terminal.Output);
    }

    [Fact]
    public void WriteLine_WhileSomethingIsUnderWay_StaysAboveIt()
    {
        using var terminal = Terminal();
        using var live = new LiveDisplay(TextWriter.Null, terminal);

        live.Update("under way");
        live.WriteLine("one [run] is done");

        Assert.Matches(@"\rone \[run\] is done\s*\n.*under way", terminal.Output);
    }

    [Fact]
    public void Update_WhileShown_LeavesTheCursorVisible()
    {
        using var terminal = Terminal();
        using var live = new LiveDisplay(TextWriter.Null, terminal);

        live.Update("under way");

        Assert.True(terminal.Output.LastIndexOf(ShowCursor, StringComparison.Ordinal) > terminal.Output.LastIndexOf(
            HideCursor, StringComparison.Ordinal));
    }

    [Fact]
    public void Update_AfterClear_ShowsAgain()
    {
        using var terminal = Terminal();
        using var live = new LiveDisplay(TextWriter.Null, terminal);

        live.Update("first", 0.5, "a");
        live.Clear();
        live.Update("second", 0.5, "a");

        Assert.Contains("second", terminal.Output);
    }

    private static TestConsole Terminal() => new TestConsole().Width(80).Interactive().EmitAnsiSequences();
}
