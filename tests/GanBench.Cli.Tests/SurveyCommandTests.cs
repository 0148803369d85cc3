using System.Text.Json.Nodes;
using GanBench.Imaging;
using GanBench.Runs;
using GanBench.Storage;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public sealed class SurveyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Survey => _folder["a.survey"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Survey_FromFolders_IsMadeTalliedExportedAndClosed()
    {
        var made = await CreateAsync();
        var tally = await CliRun.Of("survey", "tally", Survey, "--simulate", "18", "--skill", "1", "--output", _folder["survey.json"]);
        var empty = await CliRun.Of("survey", "tally", Survey);
        var answers = await CliRun.Of("survey", "export", Survey);
        var turk = await CliRun.Of("survey", "export", Survey, "--mturk", _folder["hits"], "--image-address", "https://example.org/i",
            "--contact", "T. Teacher, t@school.example");
        var closed = await CliRun.Of("survey", "close", Survey);
        var anonymised = await CliRun.Of("survey", "anonymise", Survey);

        Assert.Equal((0, Survey + "\n"), (made.ExitCode, made.Output));
        Assert.Contains("18 SIMULATED participants", tally.Output, StringComparison.Ordinal);
        // Skill 1 recognises everything: 0 of 36.
        Assert.Matches(@"dots\s+by-hand\s+0\s+36\s+0\.00", tally.Output);
        Assert.Contains("\"simulated\": true", File.ReadAllText(_folder["survey.json"]), StringComparison.Ordinal);
        Assert.Contains("0 started, 0 finished", empty.Output, StringComparison.Ordinal);
        Assert.StartsWith("participant,kind,finished", answers.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["hits", "input.csv"]), turk.Error);
        Assert.Equal(["closed\n", "anonymised\n"], [closed.Output, anonymised.Output]);
    }

    // The published rates are those that Chen (2019) prints for NLVR.
    [Fact]
    public async Task Survey_36SimulatedSheets_ReachTheStudysTableAndClaimByCommandsAlone()
    {
        var suite = _folder.Write("people.yaml", """
            name: people
            title: People and FID
            study: {source: A study.}
            seeds: [1, 2]
            training: {steps: 100, batchSize: 8, checkpointEvery: 100}
            grid: [{architectures: [gan, dcgan, wgan, wgan-gp], datasets: glyphs}]
            published:
              - metric: human-error-rate
                source: section 4.2.5
                values: {gan/glyphs: 0, dcgan/glyphs: 13.89, wgan/glyphs: 5.56, wgan-gp/glyphs: 19.44}
            claims:
              - {id: images, text: t, checks: {kind: agreement, quantities: [human-error-rate, fid], cells: "*/glyphs"}}
              - {id: questions, text: t, checks: {kind: agreement, quantities: [human-error-rate-question, fid], cells: "*/glyphs"}}
            """);
        var runs = WriteRuns(suite);

        var made = await CliRun.Of(["survey", "create", Survey, "--examples", "1", .. runs.SelectMany(run => Images(run, "glyphs"))]);
        var tally = await CliRun.Of(
            "survey", "tally", Survey, "--suite", suite, "--simulate", "36", "--skill", "0.5", "--output", _folder["survey.json"]);
        var report = await CliRun.Of(
            "report", "--suite", suite, "--survey", _folder["survey.json"], "--runs-dir", _folder["runs"], "--output", _folder["r.pdf"]);

        Assert.Equal((0, 0, 0), (made.ExitCode, tally.ExitCode, report.ExitCode));
        Assert.Contains("SIMULATED, images: generated images not ticked / shown; guessing gives 50.00 %", tally.Output);
        Assert.Contains(
            "SIMULATED, questions: not exactly the 2 generated of 4 images ticked / answered; guessing gives 83.33 %", tally.Output);
        Assert.Matches(@"glyphs +wgan-gp +\d+ +72 .* 19\.44\n(.*\n)+.*glyphs +wgan-gp +\d+ +36 .* 19\.44\n", tally.Output);
        var rows = HumanJudgement.Load(_folder["survey.json"]).Rows;
        Assert.All(rows, row => Assert.Equal((72, 36), (row.Images.Shown, row.Questions!.Value.Shown)));
        // Of 144 answers with skill ½, 5/12 are expected to be wrong, which is 60 with a standard deviation of 5.9; of 288 images 1/4.
        Assert.InRange(rows.Sum(row => row.Questions!.Value.Errors), 37, 83);
        Assert.InRange(rows.Sum(row => row.Images.Errors), 43, 101);
        var tables = File.ReadAllText(_folder["r.tables.md"]);
        var table = tables[tables.IndexOf("SIMULATED participants: human error rate on glyphs (section 4.2.5 of the study)")..];
        var claims = JsonNode.Parse(File.ReadAllText(_folder["r.claims.json"]))!.AsArray();
        Assert.All(claims, c => Assert.StartsWith("The participants are SIMULATED and say nothing about people", (string)c!["why"]!));
        Assert.Equal(["people/images", "people/questions"], claims.Select(c => (string)c!["id"]!));
        foreach (var row in rows)
        {
            Assert.Contains($"({row.Images.Errors} of 72)", table);
            Assert.Contains($"({row.Questions!.Value.Errors} of 36)", table);
            Assert.Contains($"({row.Images.Errors} of 72, 95 % interval ", claims[0]!.ToJsonString());
            Assert.Contains($"({row.Questions!.Value.Errors} of 36, 95 % interval ", claims[1]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("survey create {survey}", 2, "--runs, --suite or --images")]
    [InlineData("survey create {survey} --images nothing", 2, "NAME/DATASET=GENERATED_DIR:REAL_DIR")]
    [InlineData("survey create {survey} --images a/b={folder}/x:{folder}/y", 3, "there is no folder")]
    [InlineData("survey create {survey} --runs nothing --runs-dir {folder}", 3, "There is no run 'nothing'")]
    [InlineData("survey create {survey} --suite smoke --runs-dir {folder}", 3, "holds no trained runs of suite smoke")]
    [InlineData("survey tally {survey}", 3, "There is no survey")]
    [InlineData("survey serve {survey}", 3, "There is no survey")]
    [InlineData("survey serve {survey} --address somewhere", 2, "--address must be an IP address (was 'somewhere')")]
    [InlineData("survey serve {survey} --port 70000", 2, "Port must be 0 to 65535 (was 70000)")]
    [InlineData("survey tally", 2, "survey")]
    public async Task Survey_BadInput_EndsWithOneClearMessage(string commandLine, int exitCode, string message)
    {
        var run = await CliRun.Of([.. commandLine.Split(' ').Select(a => a
            .Replace("{survey}", Survey, StringComparison.Ordinal).Replace("{folder}", _folder.Path, StringComparison.Ordinal))]);

        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Survey_BadInputAfterCreate_EndsWithOneClearMessage()
    {
        await CreateAsync();

        var again = await CreateAsync();
        var open = await CliRun.Of("survey", "anonymise", Survey);
        var serve = await CliRun.Of("survey", "serve", Survey, "--port", "0");
        var contact = await CliRun.Of("survey", "serve", Survey, "--port", "0", "--contact", " ");
        var skill = await CliRun.Of("survey", "tally", Survey, "--simulate", "3", "--skill", "2");
        var turk = await CliRun.Of("survey", "export", Survey, "--mturk", _folder["hits"]);
        var import = await CliRun.Of("survey", "import", Survey, _folder.Write("results.csv", "a,b\n"));

        Assert.Equal([2, 2, 2, 2, 3], [again.ExitCode, open.ExitCode, skill.ExitCode, turk.ExitCode, import.ExitCode]);
        Assert.Equal([2, 2], [serve.ExitCode, contact.ExitCode]);
        Assert.Contains("add --contact \"NAME, ADDRESS\" to 'ganbench survey serve', once.", serve.Error, StringComparison.Ordinal);
        Assert.Contains("The contact is empty", contact.Error, StringComparison.Ordinal);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Contains("Close it first", open.Error, StringComparison.Ordinal);
        Assert.Contains("must be 0 to 1 (was 2)", skill.Error, StringComparison.Ordinal);
        Assert.Contains("needs --image-address", turk.Error, StringComparison.Ordinal);
        Assert.Contains("lacks the columns", import.Error, StringComparison.Ordinal);
    }

    // Who installed the tool has neither a checkout nor Cake.
    [Fact]
    public void Hints_OfTheSurvey_NameTheInstalledCommandOnly()
    {
        string[] files =
        [
            .. Directory.GetFiles(Repository.PathOf("src", "GanBench.Cli", "Commands"), "Survey*.cs"),
            Repository.PathOf("src", "GanBench.Cli", "Display", "SurveyDisplay.cs"),
            .. Directory.EnumerateFiles(Repository.PathOf("src", "GanBench.Survey"), "*.*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".resx" or ".html"
                    && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];

        Assert.True(files.Length > 40);
        Assert.DoesNotContain(files, file => File.ReadAllText(file) is var text
            && (text.Contains("build.sh", StringComparison.Ordinal) || text.Contains("cake", StringComparison.OrdinalIgnoreCase)
                || text.Contains("./ganbench", StringComparison.Ordinal)));
    }

    // Runs as a suite leaves them, with the FIDs that Chen (2019) prints for NLVR. Returns those of the first seed.
    private List<RunDirectory> WriteRuns(string suite)
    {
        Dictionary<string, double> fids = new() { ["gan"] = 314, ["dcgan"] = 242, ["wgan"] = 256, ["wgan-gp"] = 109 };
        var first = new List<RunDirectory>();
        foreach (var run in Planner.Plan(suite, Profile.Published).Runs)
        {
            var directory = new RunDirectory(_folder["runs", FormattableString.Invariant($"{run.Spec.Architecture}-{run.Spec.Seed}")]);
            AtomicFile.WriteAllText(directory.SpecFile, RunSpecYaml.Write(run.Spec));
            var fid = new MetricRecord { Name = "fid", LowerIsBetter = true, Value = fids[run.Spec.Architecture] + run.Spec.Seed };
            directory.WriteMetrics(new MetricFile { Step = 100, CheckpointHash = "x", Metrics = [fid] });
            directory.WriteState(new RunState { Id = directory.Id, Status = RunStatus.Completed, Step = 100, Steps = 100, Seconds = 5 });
            if (run.Spec.Seed == 1)
                first.Add(directory);
        }
        return first;
    }

    // A folder that is called like a run holds the images of that run.
    private string[] Images(RunDirectory run, string dataset)
    {
        var (generated, real) = (_folder["images", run.Id], _folder["images", "real"]);
        for (var i = 0; i < 16; i++)
        {
            PngWriter.Save(Path.Combine(generated, $"{i}.png"), new RasterImage(2, 2, 1, [(byte)(128 + i), 0, 0, 0]));
            PngWriter.Save(Path.Combine(real, $"{i}.png"), new RasterImage(2, 2, 1, [(byte)i, 0, 0, 0]));
        }
        return ["--images", $"{run.Id[..run.Id.LastIndexOf('-')]}/{dataset}={generated}:{real}"];
    }

    private Task<CliRun> CreateAsync()
    {
        foreach (var (folder, shade) in new[] { ("real", 0), ("generated", 128) })
        {
            for (var i = 0; i < 6; i++)
                PngWriter.Save(_folder[folder, $"{i}.png"], new RasterImage(2, 2, 1, [(byte)(shade + i), 0, 0, 0]));
        }
        return CliRun.Of(
            "survey", "create", Survey, "--examples", "2", "--images", $"by-hand/dots={_folder["generated"]}:{_folder["real"]}");
    }
}
