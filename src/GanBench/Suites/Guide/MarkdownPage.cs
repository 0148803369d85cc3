using System.Text;

namespace GanBench.Suites.Guide;

/// <summary>Headings, paragraphs, lists and tables of a Markdown page, each after an empty line.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    public MarkdownPage(string title) => _text.Append($"# {title}\n");

    public static string Code(string name) => $"`{name}`";

    public static string Codes(IEnumerable<string> names) => string.Join(", ", names.Select(Code));

    public void Heading(string title) => Add($"## {title}\n");

    public void Paragraph(string text) => Add(text + "\n");

    /// <summary>A block of commands; a mark says how the check of the documents runs them.</summary>
    public void Commands(string mark, IEnumerable<string> lines) =>
        Add($"<!-- check: {mark} -->\n```\n{string.Concat(lines.Select(line => line + "\n"))}```\n");

    public void List(IEnumerable<string> items)
    {
        var lines = string.Concat(items.Select(item => $"- {item}\n"));
        if (lines.Length > 0)
            Add(lines);
    }

    /// <summary>A table.</summary>
    /// <param name="head">Titles of the columns; one that ends in a colon is aligned to the right.</param>
    /// <param name="rows">The rows.</param>
    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        Add(Line(head.Select(title => title.TrimEnd(':'))) + Line(head.Select(title => title.EndsWith(':') ? "---:" : "---"))
            + string.Concat(rows.Select(Line)));

    /// <summary>The page, without a line break at its end.</summary>
    public override string ToString() => _text.ToString().TrimEnd();

    private void Add(string block) => _text.Append('\n').Append(block);

    private static string Line(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
