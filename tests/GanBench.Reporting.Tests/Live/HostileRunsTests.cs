using GanBench.Reporting.Html;
using GanBench.Reporting.Live;
using GanBench.Reporting.Live.Pages;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Live;

/// <summary>Run directories that somebody made to break the page, or that a crash left.</summary>
public sealed class HostileRunsTests : IDisposable
{
    private const string Markup = "<img src=x onerror=alert(1)>'\"&";

    private readonly FakeRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Page_NamesWithMarkup_AreText()
    {
        var run = _runs.Add(Markup);
        FakeRuns.Sheet(run, 5);
        run.WriteState(run.ReadState()! with { Status = RunStatus.Failed, Message = "</td><script>alert(2)</script>" });
        _runs.Add("two");

        var page = Page(Markup, "two");

        Assert.DoesNotContain("<script>alert", page);
        Assert.DoesNotContain("<img src=x", page);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page);
        Assert.NotNull(new LiveRuns(_runs.Folder, null).ReadSheet(Markup, 5));
    }

    [Fact]
    public void Page_LinksOutOfTheFolder_AreNotFollowed()
    {
        var run = _runs.Add("run");
        var secret = new RunDirectory(_runs.Beside("elsewhere"));
        Directory.CreateDirectory(secret.Path);
        FakeRuns.Sheet(secret, 7);
        File.WriteAllText(secret.ProgressFile, "{\"step\":12345}\n");
        Directory.Move(run.SamplesFolder, Path.Combine(run.Path, "old"));
        Directory.CreateSymbolicLink(run.SamplesFolder, secret.SamplesFolder);
        File.Delete(run.ProgressFile);
        File.CreateSymbolicLink(run.ProgressFile, secret.ProgressFile);
        var linked = _runs.Add("linked");
        Directory.Move(linked.Path, _runs.Beside("moved"));
        Directory.CreateSymbolicLink(linked.Path, _runs.Beside("moved"));

        var page = Page("run");

        Assert.DoesNotContain("12,345", page);
        Assert.DoesNotContain("step=7", page);
        Assert.Contains("1 left out: what is reached through a link is not read.", page);
        Assert.Null(new LiveRuns(_runs.Folder, null).ReadSheet("run", 7));
        Assert.Null(new LiveRuns(_runs.Folder, null).ReadSheet("linked", 0));
    }

    [Fact]
    public void Sheet_NoPng_IsNotServed()
    {
        var run = _runs.Add("run");
        File.WriteAllText(run.SampleFile(3), "<svg onload='alert(1)'/>");
        File.WriteAllText(run.SampleFile(4), "");

        var runs = new LiveRuns(_runs.Folder, null);

        Assert.Null(runs.ReadSheet("run", 3));
        Assert.Null(runs.ReadSheet("run", 4));
    }

    [Theory]
    [InlineData("spec.yaml", "nested")]
    [InlineData("spec.yaml", "[")]
    [InlineData("spec.yaml", "huge")]
    [InlineData("run.json", "{\"id\":")]
    [InlineData("run.json", "null")]
    [InlineData("run.json", "{\"id\":\"x\",\"status\":\"levitating\"}")]
    [InlineData("run.json", "nested")]
    [InlineData("run.json", "huge")]
    [InlineData("progress.jsonl", "\0\0\0\n{\"step\":-5,\"lossD\":1e308}\n{\"step\":2147483647,\"lossD\":-1e308}\n[[[\n{\"step\":")]
    [InlineData("progress.jsonl", "nested")]
    [InlineData("metrics/step-000010.json", "nested")]
    [InlineData("metrics/step-000010.json", "{\"step\":10,\"checkpointHash\":\"\",\"metrics\":[{\"name\":\"<b>\",\"value\":1e400}]}")]
    [InlineData("samples/step-999999999999.png", "x")]
    public void Page_BrokenFile_ShowsTheRestAndTheOtherRuns(string name, string content)
    {
        var run = _runs.Add("run");
        _runs.Add("sound");
        var file = Path.Combine(run.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content switch
        {
            "nested" => new string('[', 200_000),
            "huge" => "a: " + new string('b', 1 << 19),
            _ => content,
        });

        var page = Page("run", "sound");

        Assert.Contains("value=\"run\"", page);
        Assert.Contains("value=\"sound\"", page);
        Assert.Contains("svg class=\"chart\"", page);
    }

    [ToolFact("mkfifo")]
    public void Page_PipesInPlaceOfFiles_AreNotWaitedFor()
    {
        var run = _runs.Add("run", RunStatus.Running);
        foreach (var file in new[] { run.ProgressFile, run.SampleFile(0), run.LockFile, run.StateFile, run.MetricFile(10) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Delete(file);
            ExternalTool.Run("mkfifo", file);
        }

        Assert.Contains("value=\"run\"", Page("run"));
    }

    private string Page(params string[] chosen)
    {
        var page = "";
        var look = Task.Run(() => page = HtmlRenderer.Render<LivePage>(
            new() { ["View"] = new LiveRuns(_runs.Folder, null).Look(new LiveQuery(chosen, "")) }));
        Assert.True(look.Wait(TimeSpan.FromSeconds(30)), "The page waits for something.");
        return page;
    }
}
