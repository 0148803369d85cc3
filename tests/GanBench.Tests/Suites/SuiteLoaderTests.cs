using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public sealed class SuiteLoaderTests : IDisposable
{
    private const string Valid = """
        name: mine
        seeds: [1, 2]
        training: {steps: 10, batchSize: 8, checkpointEvery: 5}
        grid:
          - {architectures: [gan, dcgan], datasets: glyphs}
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_ValidFile_UnfoldsCellsAndSeeds()
    {
        var plan = Planner.Plan(SuiteLoader.Load(_folder.Write("mine.yaml", Valid)), Profile.Published);
        Assert.Equal(["gan/glyphs", "dcgan/glyphs"], plan.Cells.Select(c => c.Name));
        Assert.Equal([1UL, 2, 1, 2], plan.Runs.Select(r => r.Spec.Seed));
        Assert.Equal([5, 10], plan.Runs[0].Checkpoints);
    }

    [Theory]
    [InlineData("colour: red", "mine.yaml:6:1: Unknown key 'colour'")]
    [InlineData("seeds: [1, 2, 1]", "seeds names 1 more than once")]
    [InlineData("seeds: [-1]", "mine.yaml:6:9: seeds must be a whole number from 0 to 18446744073709551615 (was '-1')")]
    [InlineData("training: {steps: -5}", "training.steps must be at least 1 (was -5)")]
    [InlineData("training: {step: 5}", "mine.yaml:6:12: Unknown key 'step'. Did you mean 'steps'?")]
    [InlineData("training: {steps: 5, epochs: 2}", "states steps and epochs")]
    [InlineData("grid: []", "its grid is empty")]
    [InlineData("grid: [{architectures: gan}]", "needs architectures and datasets")]
    [InlineData("grid: [{architectures: ganx, datasets: glyphs}]", "mine.yaml:6:8: Unknown architecture 'ganx'. Did you mean 'gan'?")]
    [InlineData("grid: [{architectures: gan, datasets: glyfs}]", "Unknown dataset 'glyfs'. Did you mean 'glyphs'?")]
    [InlineData("grid: [{architectures: gan, datasets: glyphs}, {architectures: gan, datasets: glyphs}]", "is there twice")]
    [InlineData("grid: [{architectures: gan, datasets: glyphs, initFrom: gan/shapes}]", "initFrom must name one other cell")]
    [InlineData("grid: [{architectures: gan, datasets: glyphs, sweep: {keys: training.batchSize, values: [~, 16]}}]",
        "batchSize must be a whole number (was '~')")]
    [InlineData("grid: [{architectures: gan, datasets: glyphs, sweep: {keys: recipe.objectiv, values: hinge}}]",
        "Did you mean 'objective'?")]
    [InlineData("grid: [{architectures: gan, datasets: glyphs, recipe: {discriminator: {steps: 0}}}]",
        "discriminator.steps must be between 1 and 100 (was 0)")]
    [InlineData("published: [{values: {wgan/glyphs: 3}}]",
        "the published value of wgan/glyphs belongs to no cell of the suite. Did you mean 'gan/glyphs'?")]
    [InlineData("published: [{steps: [7], values: {gan/glyphs: [3]}}]", "gan/glyphs keeps no checkpoint at step 7")]
    [InlineData("published: [{steps: [5, 10], values: {gan/glyphs: [3]}}]", "has 1 values for 2 steps")]
    [InlineData("claims: [{id: a, text: b}]", "has no checks")]
    [InlineData("claims: [{id: a, text: b, checks: {kind: order, cells: [gan/glyphs, dcgan/shapes]}}]",
        "dcgan/shapes is no cell of the suite")]
    [InlineData("claims: [{id: a, text: b, checks: {kind: ordre, cells: [gan/glyphs]}}]", "did you mean 'order'?")]
    [InlineData("claims: [{id: a, text: b, checks: {kind: between, cells: gan/glyphs, quantities: fidd, low: 1}}]",
        "Unknown quantity 'fidd'. Did you mean 'fid'?")]
    [InlineData("evaluation: {options: {kid: {subets: 10}}}", "Unknown option of a metric 'kid.subets'. Did you mean 'kid.subsets'?")]
    [InlineData("evaluation: {options: {is: {splits: 0}}}", "evaluation.options: is.splits must be at least 1 (was 0)")]
    [InlineData("evaluation: {metrics: [fidd]}", "Unknown metric 'fidd'. Did you mean 'fid'?")]
    [InlineData("evaluation: {extractor: clasifier}", "evaluation.extractor: Unknown extractor 'clasifier'. Did you mean 'classifier'?")]
    [InlineData("evaluation: {extractor: onnx}", "evaluation.extractor: The extractor onnx is named with what it is of")]
    [InlineData("evaluation: {classifierDataset: glyfs}", "evaluation.classifierDataset: Unknown dataset 'glyfs'. Did you mean 'glyphs'?")]
    [InlineData("seeds: 1, 2", "mine.yaml:6:8: seeds is a list, which stands in brackets: [1, 2]")]
    [InlineData("only: [wgan/glyphs]", "mine.yaml: only: wgan/glyphs is no cell of the suite. Did you mean 'gan/glyphs'?")]
    [InlineData("only: glyphs", "only: a cell is ARCHITECTURE/DATASET, with * for any and axis=VALUE where needed "
        + "(was 'glyphs'; did you mean '*/glyphs'?)")]
    [InlineData("claims: [{id: a, text: b, checks: {metric: fid}}]", "Unknown key 'claims.checks.metric'. Did you mean")]
    [InlineData("claims: [{id: a, text: b, checks: {metric: fid}}]", "Known: kind, cells, quantities, at,")]
    [InlineData("slurm: {timeLimit: soon}", "slurm.timeLimit must be")]
    [InlineData("study: {samplesAt: {epochs: [1, 0]}}", "study.samplesAt.epochs must be above 0 (was 0)")]
    [InlineData("study: {samplesAt: {steps: -5}}", "study.samplesAt.steps must be at least 1 (was -5)")]
    [InlineData("include: [smoke]", "either include or grid")]
    [InlineData("extends: other.yaml", "There is no suite file other.yaml")]
    [InlineData("extends: mine.yaml", "in a circle")]
    public void Load_BadInput_NamesPlaceAndRule(string line, string expected)
    {
        var key = line.Split(':')[0];
        var text = string.Join(
            '\n', Valid.Split('\n')
            .Where(l => !l.StartsWith(key + ":", StringComparison.Ordinal)
                && (key != "grid" || !l.StartsWith("  -", StringComparison.Ordinal))));
        // Every added line stands on line 6.
        text = string.Concat(text.Split('\n').Select(l => l + "\n"));
        while (text.Count(c => c == '\n') < 5)
            text += "\n";
        var file = _folder.Write("mine.yaml", text + line + "\n");
        Assert.Contains(expected, Error(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralProblems_ReportsAllAtOnce()
    {
        var error = Error(_folder.Write("mine.yaml", Valid + "\ncolor: red\nslurm: {cpus: 0}\nevaluation: {samples: 1}\n"));
        Assert.Contains("3 problems", error, StringComparison.Ordinal);
        Assert.Contains("color", error, StringComparison.Ordinal);
        Assert.Contains("slurm.cpus must be at least 1 (was 0)", error, StringComparison.Ordinal);
        Assert.Contains("evaluation.samples must be at least 2 (was 1)", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SweepKeyWithoutItsBeginning_IsToldOnceWithTheWholeKey()
    {
        var error = Error(_folder.Write("mine.yaml", Valid.Replace(
            "datasets: glyphs", "datasets: glyphs, sweep: {keys: network.width, values: [0.25, 0.5]}", StringComparison.Ordinal)));
        Assert.Contains("(was 'network.width'; did you mean 'recipe.network.width'?)", error, StringComparison.Ordinal);
        Assert.DoesNotContain("is there twice", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Extends_OverridesKeyByKey()
    {
        _folder.Write("mine.yaml", Valid);
        var suite = SuiteLoader.Load(_folder.Write("child.yaml", "name: child\nextends: mine.yaml\ntraining: {steps: 20}\n"));
        var run = Planner.Plan(suite, Profile.Published).Runs[0];
        Assert.Equal((20, 8), (run.Spec.Training.Steps, run.Spec.Training.BatchSize));
        Assert.Equal("child", suite.Name);
    }

    // Not the other's: two suites of one name would be taken for each other in reports.
    [Fact]
    public void Load_ExtendsWithoutName_IsCalledLikeItsFile()
    {
        _folder.Write("mine.yaml", Valid);
        Assert.Equal("child", SuiteLoader.Load(_folder.Write("child.yaml", "extends: mine.yaml\n")).Name);
    }

    [Fact]
    public void Load_UnknownName_NamesTheNearest() =>
        Assert.Contains(
            "Did you mean 'smoke'?", Assert.Throws<UsageException>(() => SuiteLoader.Load("smok")).Message, StringComparison.Ordinal);

    [Fact]
    public void Schema_Keys_AreThoseThatFilesMayHave()
    {
        var schema = System.Text.Json.JsonDocument.Parse(SuiteSchema.Write()).RootElement;
        var grid = schema.GetProperty("properties").GetProperty("grid").GetProperty("anyOf")[0];
        Assert.False(grid.GetProperty("additionalProperties").GetBoolean());
        Assert.True(grid.GetProperty("properties").TryGetProperty("initFrom", out _));
        Assert.True(grid.GetProperty("properties").GetProperty("recipe").GetProperty("properties").GetProperty("discriminator")
            .GetProperty("properties").TryGetProperty("steps", out _));
        Assert.Contains("dcgan", grid.GetProperty("properties").GetProperty("architectures").ToString(), StringComparison.Ordinal);
    }

    // What 'ganbench suite schema' prints: editors find the schema beside the suites, people the tables among the documents.
    [Theory]
    [InlineData("benchmarks/suites/suite.schema.json")]
    [InlineData("docs/suites-reference.md")]
    public void Schema_FileInTheRepository_IsCurrent(string name)
    {
        var file = Repository.PathOf(name);
        var current = name.EndsWith(".md", StringComparison.Ordinal) ? SuiteReference.Write() : SuiteSchema.Write();
        if (Environment.GetEnvironmentVariable(Approver.AcceptVariable) == "1")
            File.WriteAllText(file, current + "\n");
        Assert.Equal(current, File.ReadAllText(file).TrimEnd());
    }

    [Fact]
    public void Reference_OfSuiteFiles_DescribesEveryKey()
    {
        var rows = SuiteReference.Write().Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.Contains(rows, row => row.StartsWith("| `initFrom` |", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.False(row.EndsWith("|  |", StringComparison.Ordinal), row));
    }

    private static string Error(string file) => Assert.Throws<UsageException>(() => Planner.Plan(file, Profile.Published)).Message;
}
