using GanBench.Engine;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Suites.Loading;
using GanBench.Suites.Planning;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public sealed class PlannerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("smoke", "published")]
    [InlineData("quick", "published")]
    [InlineData("chen-2019", "published")]
    [InlineData("chen-2019", "minutes")]
    [InlineData("full", "published")]
    public void Plan_SuiteThatComesWithGanBench_IsAsApproved(string suite, string profile) =>
        Approver.Verify(PlanText.Write(Planner.Plan(SuiteLoader.Load(suite), Profile.Find(profile))), $"{suite}-{profile}");

    [Fact]
    public void Plan_OneAtATime_MovesOneAxisAndSharesTheDefaultRun()
    {
        var plan = Plan("""
            grid:
              - architectures: dcgan
                datasets: mnist
                sweepMode: one-at-a-time
                training: {steps: 10, batchSize: 256}
                sweep:
                  - {keys: training.batchSize, values: [128, 256, 512]}
                  - {name: rate, keys: [recipe.generator.optimizer.learningRate, recipe.discriminator.optimizer.learningRate], values: [1e-4, 2e-4]}
            """);
        Assert.Equal(
            ["dcgan/mnist", "dcgan/mnist batchSize=128", "dcgan/mnist batchSize=512", "dcgan/mnist rate=1e-4"], plan.Cells.Select(
            c => c.Name));
        Assert.Equal(1e-4, plan.Runs[3].Spec.Recipe.Discriminator.Optimizer.LearningRate);
        Assert.Equal("dcgan/mnist", Assert.Single(CellName.TryParse("dcgan/mnist batchSize=256")!.Find(plan.Cells)).Name);
        Assert.Equal("dcgan/mnist", Assert.Single(CellName.TryParse("dcgan/mnist rate=0.0002")!.Find(plan.Cells)).Name);
        Assert.Equal(4, CellName.TryParse("*/*")!.Find(plan.Cells.Take(1)).Count + 3);
    }

    [Theory]
    // 60,000 images: 234 whole batches of 256 per epoch, 235 with the last one; 5 critic batches per step.
    [InlineData("epochs: 2, batchSize: 256", "", 468)]
    [InlineData("epochs: 2, batchSize: 256", "data: {dropLast: false}", 470)]
    [InlineData("epochs: 1, batchSize: 256", "discriminator: {steps: 5}", 47)]
    [InlineData("kimg: 25.6, batchSize: 256", "", 100)]
    public void Plan_Budget_IsInSteps(string training, string recipe, int steps)
    {
        var plan = Plan($"grid: [{{architectures: dcgan, datasets: mnist, training: {{{training}}}, recipe: {{{recipe}}}}}]");
        Assert.Equal(steps, plan.Runs[0].Spec.Training.Steps);
    }

    // 70,000 images of both splits: 546 whole batches of 128.
    [Fact]
    public void Plan_SplitAll_CountsItsImagesAsAnEpoch()
    {
        var run = Plan(
            "grid: [{architectures: dcgan, datasets: mnist, training: {epochs: 1, batchSize: 128}, recipe: {data: {split: all}}}]").Runs[0];
        Assert.Equal((546, 70_000), (run.Spec.Training.Steps, run.Cell.Images));
    }

    [Fact]
    public void Plan_UnknownSplit_IsAnErrorThatNamesTheSplits()
    {
        var error = Assert.Throws<UsageException>(
            () => Plan("grid: [{architectures: dcgan, datasets: mnist, training: {steps: 1}, recipe: {data: {split: tset}}}]"));
        Assert.Contains("did you mean 'test'", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    // What a run of the default is called may not depend on whether the default was written out.
    [Fact]
    public void Plan_DefaultsOfTheDataWrittenOut_AreTheSameRun()
    {
        var plain = Plan("grid: [{architectures: gan, datasets: glyphs}]").Runs[0];
        var stated = Plan("grid: [{architectures: gan, datasets: glyphs, recipe: {data: {split: train, fit: crop}}}]").Runs[0];
        Assert.Equal(RunSpecYaml.Write(plain.Spec), RunSpecYaml.Write(stated.Spec));
        Assert.DoesNotContain("split", RunSpecYaml.Write(plain.Spec), StringComparison.Ordinal);
    }

    // Half the steps at a quarter of the width are an eighth of the budget, and both are said.
    [Fact]
    public void Share_OfNarrowNetworks_CountsTheirWidth()
    {
        var run = Plan("grid: [{architectures: gan, datasets: glyphs, training: {steps: 100}, recipe: {network: {width: 0.25}}}]").Runs[0];
        Assert.Equal(new BudgetShare(1, 0.25), run.Share);
        Assert.False(run.Share.IsWhole);
        run = run with { Spec = run.Spec with { Training = run.Spec.Training with { Steps = 50 } } };
        Assert.Equal(0.125, run.Share.Total);
        Assert.Equal("50 % of the images at 0.25 of the width", run.Share.ToString());
    }

    [Fact]
    public void CurveSteps_OfAReducedRun_AreAtMostThirtyAndReachItsEnd()
    {
        var run = Plan("""
            evaluation: {curve: {every: 10}}
            grid: [{architectures: gan, datasets: glyphs, training: {steps: 1000}}]
            """).Runs[0];
        Assert.Equal(Enumerable.Range(1, 100).Select(i => 10 * i), run.CurveSteps);
        run = run with { Spec = run.Spec with { Training = run.Spec.Training with { Steps = 90 } } };
        Assert.Equal(Enumerable.Range(1, 30).Select(i => 3 * i), run.CurveSteps);
    }

    [Fact]
    public void Comparability_EveryDifference_IsAReason()
    {
        var plan = Plan("""
            study:
              data:
                glyphs: {images: 24_000}
                shapes: {differs: another source of boxes}
            grid:
              - {architectures: gan, datasets: [glyphs, shapes], training: {steps: 10}, recipe: {network: {width: 0.5}}}
              - {architectures: dcgan, datasets: glyphs, training: {steps: 10}, recipe: {data: {split: all}}}
            published: [{values: {gan/glyphs: 1, gan/shapes: 1, dcgan/glyphs: 1}}]
            """);

        Assert.Equal(
            ["all images at 0.5 of the width", "trained on 20,000 images, the publication on 24,000"], Reasons("gan/glyphs"));
        Assert.Equal(["all images at 0.5 of the width", "another source of boxes"], Reasons("gan/shapes"));
        Assert.Empty(Reasons("dcgan/glyphs"));

        IEnumerable<string> Reasons(string cell) => Comparability.Reasons(
            plan.Suite, plan.Suite.Published[0], plan.Runs.First(r => r.Cell.Name == cell), plan.Profile);
    }

    [Fact]
    public void Plan_ReducedProfile_DeceivesFromTheSameShareOfTheRun()
    {
        var runs = Planner.Plan(SuiteLoader.Load("sabiri-2022"), Profile.Find("minutes")).Runs;
        var reduced = runs.Single(r => r.Cell.Name.StartsWith("encoder-decoder", StringComparison.Ordinal)).Spec;
        Assert.True(reduced.Training.Steps < 12_710);
        Assert.Equal(6400.0 / 12_710, (double)reduced.Recipe.Labels.DeceiveFrom!.Value / reduced.Training.Steps, 0.05);
    }

    [Fact]
    public void Plan_ReducedProfile_KeepsCheckpointsAtTheSameFractions()
    {
        var plan = Planner.Plan(SuiteLoader.Load("chen-2019"), Profile.Find("minutes"));
        Assert.All(plan.Runs, run => Assert.Equal(1UL, run.Spec.Seed));
        foreach (var run in plan.Runs)
        {
            Assert.Equal(run.Cell.Published.Steps / 10_000, run.Checkpoints.Count);
            Assert.InRange(run.Spec.Training.Steps, Profile.MinimumSteps, run.Cell.Published.Steps);
            Assert.True(run.Evaluation.Samples <= 500);
        }
    }

    [Fact]
    public void Plan_InitFrom_PutsTheSourceFirst()
    {
        var plan = Plan("""
            grid:
              - {architectures: dcgan, datasets: kmnist, training: {steps: 5}, initFrom: dcgan/mnist}
              - {architectures: dcgan, datasets: [mnist, kmnist], training: {steps: 5}}
            """);
        Assert.Equal(["dcgan/mnist", "dcgan/kmnist", "dcgan/kmnist from=dcgan/mnist"], plan.Runs.Select(r => r.Cell.Name));
        Assert.Equal("dcgan/mnist", plan.Runs[2].Source!.Cell.Name);
        Assert.Equal("dcgan/kmnist", Assert.Single(CellName.TryParse("dcgan/kmnist")!.Find(plan.Cells)).Name);
    }

    [Fact]
    public void Plan_PrecisionsOfASweep_AreCellsOfTheirOwn()
    {
        var plan = Plan("""
            grid:
              - architectures: gan
                datasets: glyphs
                sweep: [{keys: recipe.precision, values: [float32, bf16]}]
              - {architectures: dcgan, datasets: glyphs, recipe: {precision: tf32}}
              - {architectures: dcgan, datasets: glyphs}
            """);

        Assert.Equal(
            ["gan/glyphs precision=float32", "gan/glyphs precision=bf16", "dcgan/glyphs precision=tf32", "dcgan/glyphs"],
            plan.Cells.Select(c => c.Name));
        Assert.Equal(
            [Precision.Float32, Precision.Bf16, Precision.Tf32, Precision.Float32], plan.Runs.Select(r => r.Spec.Recipe.Precision));
        Assert.Equal("dcgan/glyphs", Assert.Single(CellName.TryParse("dcgan/glyphs")!.Find(plan.Cells)).Name);
    }

    [Fact]
    public void Plan_OneAtATimeOverPrecisions_NamesTheRecipesOwnToo()
    {
        var plan = Plan("""
            grid:
              - architectures: gan
                datasets: glyphs
                sweepMode: one-at-a-time
                sweep: [{keys: recipe.precision, values: [bf16]}]
            """);

        Assert.Equal("float32", plan.Cells[0].Settings["precision"]);
        Assert.Equal("gan/glyphs", Assert.Single(CellName.TryParse("gan/glyphs precision=float32")!.Find(plan.Cells)).Name);
    }

    [Theory]
    [InlineData(Precision.Bf16, "gan/glyphs precision=bf16")]
    [InlineData(Precision.Float32, "gan/glyphs")]
    [InlineData(null, "gan/glyphs precision=tf32")]
    public void Plan_PrecisionAskedFor_IsThatOfAllRunsAndInTheirNames(Precision? precision, string name)
    {
        var suite = SuiteLoader.Load(
            _folder.Write("s.yaml", "name: s\nrecipe: {precision: tf32}\ngrid: [{architectures: gan, datasets: glyphs}]\n"));

        var run = Assert.Single(Planner.Plan(suite, new PlanChoices(Profile.Published) { Precision = precision }).Runs);

        Assert.Equal(precision ?? Precision.Tf32, run.Spec.Recipe.Precision);
        Assert.Equal(name, run.Cell.Name);
        // A claim or a published value that names the cell without it means it.
        Assert.Equal(name, Assert.Single(CellName.TryParse("gan/glyphs")!.Find([run.Cell])).Name);
    }

    [Fact]
    public void Plan_PrecisionThatContradicts_IsAProblem()
    {
        var suite = SuiteLoader.Load(_folder.Write("s.yaml", """
            name: s
            grid: [{architectures: gan, datasets: glyphs, sweep: [{keys: recipe.precision, values: [float32, bf16]}]}]

            """));

        Assert.Contains(
            "precision bf16 contradicts portable numerics",
            Error(new PlanChoices(Profile.Published) { Numerics = Numerics.Portable }),
            StringComparison.Ordinal);
        Assert.Contains(
            "the sweep takes several precisions, so --precision cannot set one for all",
            Error(new PlanChoices(Profile.Published) { Precision = Precision.Bf16 }),
            StringComparison.Ordinal);

        string Error(PlanChoices choices) => Assert.Throws<UsageException>(() => Planner.Plan(suite, choices)).Message;
    }

    [Fact]
    public void Plan_FirstSeed_ReplacesAllSeeds()
    {
        var suite = SuiteLoader.Load(_folder.Write("s.yaml", "name: s\nseeds: [4, 9]\ngrid: [{architectures: gan, datasets: glyphs}]\n"));
        Assert.Equal([7UL, 8], Planner.Plan(suite, new PlanChoices(Profile.Published) { FirstSeed = 7 }).Runs.Select(r => r.Spec.Seed));
    }

    // One filter of a 3×3 convolution over 4×4 pixels of one channel: 9 weights and a bias at 16 places, two operations each.
    [Fact]
    public void Forward_Convolution_CountsTwoOperationsPerWeightAndPlace()
    {
        var network =
            new GanBench.Networks.Network(
            "discriminator", GanBench.Networks.TensorShape.Image(1, 4, 4), new GanBench.Networks.Layers.Conv(1, 3));
        Assert.Equal(2 * 10 * 16, Arithmetic.Forward(network));
    }

    [Fact]
    public void Plan_OnlySomeCells_LeavesOutWhatIsAboutOthers()
    {
        var whole = Planner.Plan("chen-2019", Profile.Published);
        var part = Planner.Plan("chen-2019", new PlanChoices(Profile.Published) { Only = ["*/mnist"] });

        Assert.Equal(["gan/mnist", "dcgan/mnist", "wgan/mnist", "wgan-gp/mnist"], part.Cells.Select(c => c.Name));
        // The same runs: what was trained for the part is not trained again for the whole.
        Assert.Equal(whole.Runs.Where(r => r.Cell.Dataset == "mnist").Select(r => r.Key), part.Runs.Select(r => r.Key));
        Assert.All(part.Suite.Published.SelectMany(t => t.Values.Keys), name => Assert.EndsWith("/mnist", name, StringComparison.Ordinal));
        Assert.Equal(2, part.Suite.Published.Count);
        // A claim about more cells, were it decided by these, would be another claim: none is narrowed.
        Assert.All(part.Suite.Claims, claim => Assert.All(
            claim.Checks.SelectMany(check => check.Cells), name => Assert.EndsWith("/mnist", name, StringComparison.Ordinal)));
        var left = whole.Suite.Claims.Select(c => c.Id).Except(part.Suite.Claims.Select(c => c.Id)).ToList();
        Assert.Contains("6-ranking", left);
        Assert.Contains(
            $"A part of the suite: 4 of 12 cells. Claims about others are left out: {string.Join(", ", left)}.", part.Suite.Study.Remarks);
    }

    [Fact]
    public void Plan_SuiteThatTakesAPartOfAnother_IsThatPart()
    {
        var plan = Plan("extends: chen-2019\nonly: [gan/mnist, dcgan/mnist]\nseeds: [5, 6]");

        Assert.Equal([("gan/mnist", 5UL), ("gan/mnist", 6), ("dcgan/mnist", 5), ("dcgan/mnist", 6)],
            plan.Runs.Select(r => (r.Cell.Name, r.Spec.Seed)));
    }

    // full is a suite of suites; those of which nothing is taken have no empty chapter in the report.
    [Fact]
    public void Plan_OnlyCellsOfOneOfSeveralSuites_DropsTheOthers()
    {
        var plan = Planner.Plan("full", new PlanChoices(Profile.Published) { Only = ["wgan-gp/nlvr"] });

        Assert.Equal("chen-2019", Assert.Single(plan.Suite.Leaves).Name);
        Assert.Equal("wgan-gp/nlvr", Assert.Single(plan.Cells).Name);
    }

    [Fact]
    public void Plan_OnlyARunThatStartsFromAnother_KeepsThatToo()
    {
        var grid = """
            grid:
              - {architectures: gan, datasets: [glyphs, mnist], training: {steps: 4, batchSize: 8}}
              - {architectures: gan, datasets: mnist, initFrom: gan/glyphs, training: {steps: 8, batchSize: 8}}
            """;
        var plan = Plan(grid + "\nonly: [\"gan/mnist from=gan/glyphs\"]");

        Assert.Equal(["gan/glyphs", "gan/mnist from=gan/glyphs"], plan.Cells.Select(c => c.Name));
        Assert.Same(plan.Runs[0], plan.Runs[1].Source);
    }

    private SuitePlan Plan(string grid) =>
        Planner.Plan(SuiteLoader.Load(_folder.Write("s.yaml", "name: s\n" + grid + "\n")), Profile.Published);
}
