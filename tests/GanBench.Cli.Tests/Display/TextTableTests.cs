using GanBench.Cli.Display;
using Spectre.Console.Testing;

namespace GanBench.Cli.Tests.Display;

public class TextTableTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("as the source has it", 30));

    [Fact]
    public void Write_Piped_AlignsColumnsAndEndsLinesWithoutSpaces() => Assert.Equal(
        """
        dataset  images
        ───────  ──────
        mnist    60,000
        shapes    9,300

        """,
        Piped(["dataset", "images"], [["mnist", "60,000"], ["shapes", "9,300"]], rightAligned: 1));

    [Fact]
    public void Write_PipedWithLongCells_NeitherWrapsNorCuts()
    {
        var text = Piped(["name", "source", "note"], [["a", Long, ""], ["b", "", "last"]]);

        Assert.Equal(4, text.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("a     " + Long + "\n", text);
        Assert.EndsWith(new string(' ', Long.Length + 2) + "last\n", text);
    }

    [Fact]
    public void Write_NoRows_IsHeaderAndRule() => Assert.Equal("run  status\n───  ──────\n", Piped(["run", "status"], []));

    [Theory]
    [InlineData("[red]")]
    [InlineData("[/]")]
    [InlineData("a[b]c]]")]
    [InlineData("[link=x]y[/]")]
    public void Write_TextLikeMarkup_IsPrintedAsItIs(string name)
    {
        using var terminal = new TestConsole().EmitAnsiSequences();

        TextTable.Write(TextWriter.Null, terminal, TextTable.Table(["name"], [[name]]));

        Assert.Contains(name, terminal.Output);
        Assert.Contains(name, Piped(["name"], [[name]]));
    }

    [Fact]
    public void Write_NarrowTerminal_KeepsToItsWidth()
    {
        using var terminal = new TestConsole().Width(40);

        TextTable.Write(TextWriter.Null, terminal, TextTable.Table(["name", "source", "steps"], [["a", Long, "12"]], rightAligned: 2));

        Assert.All(terminal.Lines, line => Assert.InRange(line.Length, 0, 40));
        Assert.Equal(Long, string.Join(' ', terminal.Lines.Skip(2).Select(line => line[6..^5].Trim())));
    }

    [Fact]
    public void Write_TerminalTooNarrowForAWord_LeavesTheLineWhole()
    {
        using var terminal = new TestConsole().Width(20);
        using var writer = new StringWriter { NewLine = "\n" };

        TextTable.Write(writer, terminal, TextTable.Table(["run"], [["dcgan-glyphs-s1-3fa9c2d1e0"]]));

        Assert.Equal("", terminal.Output);
        Assert.EndsWith("\ndcgan-glyphs-s1-3fa9c2d1e0\n", writer.ToString());
    }

    [Fact]
    public void WritePairs_Piped_AlignsTexts()
    {
        using var writer = new StringWriter { NewLine = "\n" };

        TextTable.WritePairs(writer, [("shape", "1×28×28"), ("licence", Long), ("note", "")], indent: 2);

        Assert.Equal($"  shape    1×28×28\n  licence  {Long}\n  note\n", writer.ToString());
    }

    [Fact]
    public void WritePairs_None_PrintsNothing()
    {
        using var writer = new StringWriter();

        TextTable.WritePairs(writer, []);

        Assert.Equal("", writer.ToString());
    }

    private static string Piped(string[] header, IEnumerable<string[]> rows, int rightAligned = -1)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        TextTable.Write(writer, header, rows, rightAligned);
        return writer.ToString();
    }
}
