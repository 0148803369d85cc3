using System.Text.Json.Nodes;
using GanBench.Testing;

namespace GanBench.Cli.Tests.Workflows;

/// <summary>
/// The scripts that write to pull requests and issues, with a gh that answers from files and writes down what it is asked.
/// </summary>
public sealed class CommentTests : IDisposable
{
    private const string Pulls = """
        [{"number": 7, "head": {"sha": "abc"}}, {"number": 8, "head": {"sha": "older"}}]
        """;

    // Two pages, as gh prints them one after the other.
    private const string Comments = """
        [{"id": 1, "user": {"login": "stranger"}, "body": "<!-- ganbench: regressions --> mine"}]
        [{"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- ganbench: regressions -->\nold"}]
        """;

    private readonly ScriptRun _script = new();

    public CommentTests()
    {
        foreach (var (variable, value) in (ReadOnlySpan<(string, string)>)
            [("HEAD_OWNER", "fork"), ("HEAD_BRANCH", "$(touch broken)"), ("HEAD_SHA", "abc"), ("RUN_URL", "https://github.example/run")])
        {
            _script[variable] = value;
        }
        _script.Pretend("gh", """
            echo "$*" >>calls
            for word in "$@"; do
                case $last in --input) cp "$word" body; exit ;; esac
                case $word in repos/*) path=$word ;; esac
                last=$word
            done
            case $path in *pulls) cat pulls ;; *comments\?*) cat comments ;; *issues) cat issues ;; esac
            """);
        Answer("pulls", Pulls);
        Answer("comments", "[]");
        Answer("issues", "[]");
    }

    public void Dispose() => _script.Dispose();

    [ToolFact("bash", "jq")]
    public void Comment_First_IsPostedOnTheRequestOfThisCommit()
    {
        var run = Comment("### GanBench: fine\n\n| metric |\n");

        Assert.Equal((0, "The table is on pull request 7.\n"), (run.ExitCode, run.Output));
        Assert.Contains(
            "--method GET repos/someone/something/pulls -f state=open -f head=fork:$(touch broken)\n", Calls, StringComparison.Ordinal);
        Assert.Contains("--method POST repos/someone/something/issues/7/comments ", Calls, StringComparison.Ordinal);
        Assert.Equal(
            "<!-- ganbench: regressions -->\n### GanBench: fine\n\n| metric |\n\n\n[Report and numbers](https://github.example/run)\n",
            Body);
    }

    [ToolFact("bash", "jq")]
    public void Comment_ThereIsOneOfOurs_ReplacesIt()
    {
        Answer("comments", Comments);

        Assert.Equal(0, Comment("new").ExitCode);

        Assert.Contains("--method PATCH repos/someone/something/issues/comments/2 ", Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("POST", Calls, StringComparison.Ordinal);
    }

    [ToolFact("bash", "jq")]
    public void Comment_NewerCommit_IsLeftAlone()
    {
        _script["HEAD_SHA"] = "abd";

        Assert.Equal(0, Comment("late").ExitCode);
        Assert.DoesNotContain("POST", Calls, StringComparison.Ordinal);
    }

    [ToolFact("bash", "jq")]
    public void Comment_TextOfStrangers_HoldsNoLinkMentionOrMarkup()
    {
        Comment("""
            <img src=x> <!-- x --> @someone &#64;someone ![a](https://b.example) [c]: https://d.example #12 www.e.example
            <details><summary>2 more</summary>
            </details>
            """);

        Assert.Contains("""
            &lt;img src=x> &lt;!-- x --> @_someone &amp;#_64;someone ! [a] (https:_//b.example) [c] : https:_//d.example #_12 www_.e.example
            <details><summary>2 more</summary>
            </details>
            """.Replace('_', '\u200b'), Body, StringComparison.Ordinal);
    }

    [ToolFact("bash", "jq")]
    public void Comment_LongerThanACommentMayBe_IsCut()
    {
        Comment(new string('@', 2_000_000));

        Assert.InRange(Body.Length, 64_000, 65_000);
    }

    [ToolFact("bash", "jq")]
    public void Comment_NoTableOrALink_PostsNothing()
    {
        File.CreateSymbolicLink(_script.PathOf("workspace", "link"), _script.PathOf("summary"));

        Assert.Equal((0, 0), (_script.Run(".github/scripts/comment.sh", "absent").ExitCode,
            _script.Run(".github/scripts/comment.sh", "link").ExitCode));
        Assert.False(File.Exists(_script.PathOf("workspace", "calls")));
    }

    [ToolFact("bash", "jq")]
    public void Alert_IssueIsOpen_AddsToItElseOpensOne()
    {
        Assert.Equal("Opened an issue.\n", _script.Run(".github/scripts/alert.sh", "It fails", "See there.").Output);
        Assert.Equal("It fails", (string?)JsonNode.Parse(File.ReadAllText(_script.PathOf("workspace", "body")))!["title"]);

        Answer("issues", """[{"number": 3, "title": "It fails", "pull_request": {}}, {"number": 4, "title": "It fails"}]""");
        Assert.Equal("Added to issue 4.\n", _script.Run(".github/scripts/alert.sh", "It fails", "See there.").Output);
        Assert.Contains("--method POST repos/someone/something/issues/4/comments ", Calls, StringComparison.Ordinal);
    }

    private string Calls => File.ReadAllText(_script.PathOf("workspace", "calls"));

    private string Body => (string)JsonNode.Parse(File.ReadAllText(_script.PathOf("workspace", "body")))!["body"]!;

    private void Answer(string file, string text) => File.WriteAllText(_script.PathOf("workspace", file), text);

    private ToolResult Comment(string table)
    {
        Answer("table.md", table);
        return _script.Run(".github/scripts/comment.sh", "table.md");
    }
}
