using GanBench.Reporting.Model;
using GanBench.Reporting.Tests.Samples;

namespace GanBench.Reporting.Tests.Building;

public class StudySamplesTests
{
    // MNIST has 60,000 training images: an epoch is 3,750 steps of 16.
    private const string TwoNetworks = """
        training: {epochs: 4, batchSize: 16, sampleEvery: 1250, sampleCount: 16}
        study: {samplesAt: {epochs: [3, 1, 5], steps: [10000, 20000]}}
        grid: [{architectures: [fcgan, dcgan4], datasets: mnist}]
        """;

    [Fact]
    public void Build_MomentsOfThePaper_AreShownInOrderBesideRealImages()
    {
        using var study = new SampleStudy(TwoNetworks).Run();

        var figure = (ImageFigure)Assert.Single(study.Section("samples"));

        Assert.Equal(["real images", "epoch 1", "step 10,000", "epoch 3"], figure.Columns);
        Assert.Equal(["fcgan", "dcgan4"], figure.Rows.Select(r => r.Name));
        Assert.All(figure.Rows, row => Assert.Equal(
            ["", "step 3,750", "step 10,000", "step 11,250"], row.Images.Select(image => image!.Caption)));
        Assert.Equal("Images of mnist", figure.Rows[0].Images[0]!.Alt);
        Assert.StartsWith("mnist, 28×28: 16 images generated from the same latent vectors at each moment, of seed 1,", figure.Caption);
        Assert.DoesNotContain("%", figure.Caption);
    }

    [Fact]
    public void Build_PicturesOfOneStep_AreThoseOfItsGrid()
    {
        using var study = new SampleStudy(TwoNetworks);
        var grids = new List<byte[]>();
        study.Run((_, run) => grids.Add(File.ReadAllBytes(run.SampleFile(3750))));

        var figure = (ImageFigure)Assert.Single(study.Section("samples"));

        // Sixteen images are the whole grid.
        Assert.Equal(grids, figure.Rows.Select(row => row.Images[1]!.Png));
    }

    [Fact]
    public void Build_ReducedProfile_ShowsTheSameShareOfTheRunAndSaysSo()
    {
        using var study = new SampleStudy(TwoNetworks, "minutes").Run();
        var run = study.Plan.Runs[1];
        Assert.False(run.Share.IsWhole);

        var figure = (ImageFigure)Assert.Single(study.Section("samples"));

        var wanted = 3750 * run.Share.Images;
        var shown = int.Parse(figure.Rows[1].Images[1]!.Caption["step ".Length..].Replace(",", "", StringComparison.Ordinal));
        Assert.InRange(shown, Math.Max(1, wanted - (run.Spec.Training.SampleEvery / 2.0) - 1), wanted + run.Spec.Training.SampleEvery);
        Assert.Contains("Of the published budget, these runs spend", figure.Caption);
        Assert.All(study.Plan.Runs, planned => Assert.Contains(planned.Share.ToString(), figure.Caption));
        Assert.EndsWith(": a moment is the same share of their steps.", figure.Caption);
    }

    [Fact]
    public void Build_RunThatEndedEarly_HasNoPictureAfterItsEnd()
    {
        using var study = new SampleStudy(TwoNetworks).Run((planned, run) =>
        {
            if (planned.Spec.Architecture == "fcgan")
                run.WriteState(run.ReadState()! with { Step = 9000, Status = Runs.RunStatus.Diverged });
        });

        var figure = (ImageFigure)Assert.Single(study.Section("samples"));

        Assert.Equal([true, true, false, false], figure.Rows[0].Images.Select(image => image is not null));
        Assert.All(figure.Rows[1].Images, Assert.NotNull);
    }

    [Fact]
    public void Build_RunsWithoutRealImages_HaveNoColumnOfThem()
    {
        using var study = new SampleStudy(TwoNetworks).Run((_, run) => File.Delete(run.RealFile));

        var figure = (ImageFigure)Assert.Single(study.Section("samples"));

        Assert.Equal("epoch 1", figure.Columns[0]);
        Assert.DoesNotContain("training images", figure.Caption);
    }

    [Fact]
    public void Build_ManyMoments_AreCutIntoFigures()
    {
        using var study = new SampleStudy("""
            training: {epochs: 4, batchSize: 16, sampleEvery: 3750, sampleCount: 16}
            study: {samplesAt: {epochs: [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]}}
            grid: [{architectures: fcgan, datasets: mnist}]
            """).Run();

        var figures = study.Section("samples").Cast<ImageFigure>().ToList();

        Assert.Equal([4, 4], figures.Select(f => f.Columns.Count - 1));
        Assert.Equal("epoch 2.5", figures[1].Columns[1]);
        // Halfway between two grids the earlier one is shown, but never the untrained generator's.
        Assert.Equal("step 3,750", figures[0].Rows[0].Images[1]!.Caption);
    }

    [Fact]
    public void Build_OneMoment_ShowsConfigurationsSideBySide()
    {
        using var study = new SampleStudy("""
            training: {epochs: 2, batchSize: 16, sampleEvery: 3750, sampleCount: 16}
            study: {samplesAt: {epochs: 2}}
            grid:
              - architectures: fcgan
                datasets: mnist
                sweepMode: one-at-a-time
                sweep:
                  - {name: rate, keys: recipe.generator.optimizer.learningRate, values: [1e-4, 2e-4, 3e-4, 4e-4, 5e-4, 6e-4]}
            """).Run();

        var figures = study.Section("samples").Cast<ImageFigure>().ToList();

        Assert.Equal([3, 3], figures.Select(f => f.Columns.Count - 1));
        Assert.Equal(["real images", "fcgan", "fcgan, rate 1e-4", "fcgan, rate 3e-4"], figures[0].Columns);
        Assert.Equal("epoch 2", Assert.Single(figures[0].Rows).Name);
        Assert.Equal(["", "step 7,500", "step 7,500", "step 7,500"], figures[0].Rows[0].Images.Select(image => image!.Caption));
    }

    [Fact]
    public void Build_DataOfAllSplits_CountEpochsOfAllImages()
    {
        using var study = new SampleStudy("""
            training: {epochs: 2, batchSize: 100, sampleEvery: 100, sampleCount: 16}
            recipe: {data: {split: all}}
            study: {samplesAt: {epochs: [1, 2]}}
            grid: [{architectures: fcgan, datasets: mnist}]
            """).Run();

        var figure = (ImageFigure)Assert.Single(study.Section("samples"));

        // 70,000 images in batches of 100.
        Assert.Equal(["", "step 700", "step 1,400"], figure.Rows[0].Images.Select(image => image!.Caption));
    }

    [Fact]
    public void Build_StudyThatNamesNoMoments_HasNoSection()
    {
        using var study = new SampleStudy("""
            training: {epochs: 1, batchSize: 16}
            study: {source: A paper.}
            grid: [{architectures: fcgan, datasets: mnist}]
            """).Run();

        Assert.Empty(study.Section("samples"));
    }
}
