using GanBench.Reporting.Building;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Model;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Samples;

/// <summary>A report that has everything a report can have.</summary>
public static class SampleReport
{
    /// <summary>Options with a study, claims, networks, a survey and memorisation.</summary>
    public static ReportOptions Options { get; } = new()
    {
        Title = "Four GANs on two datasets",
        Suite = "chen-2019",
        Profile = "full",
        Commit = "0123456789ab",
        Repeat = ["git checkout 0123456789ab", "./build.sh --target=FullBenchmark --suite=benchmarks/suites/chen-2019.yaml --seed=1"],
        Studies = [Study()],
        StudyFigures = new Dictionary<string, IReadOnlyList<ReportBlock>>
        {
            ["chen-2019"] = [new ChartFigure("Density of generated numbers against N(0, 1).", [Density()])],
        },
        Networks = [Network("dcgan generator", 856_193, 855_809), Network("dcgan discriminator", 393_729, 392_833)],
        Memorisation =
        [
            Memorised("dcgan", 6.12, 0.009),
            Memorised("gan", 4.01, 0.14),
        ],
        Survey = new HumanJudgement
        {
            Title = "Which are made by a computer?",
            SurveyHash = "0123456789ab",
            Simulated = false,
            Participants = 18,
            Question = new ForcedChoice(4, 2),
            Excluded = new Dictionary<string, int>(),
            Method = "Each person saw twelve questions with two real and two generated images.",
            Rows = [Judged("gan", 2, 1, 5.56), Judged("dcgan", 15, 10, 44.44), Judged("wgan", 19, 13, 52.78),
                Judged("wgan-gp", 25, 15, 72.22)],
        },
        MethodNotes =
            ["A step is one generator update with its discriminator updates.",
                "FID uses the population covariance with n − 1 in the denominator."],
    };

    /// <summary>The report, built once for all tests.</summary>
    public static ReportModel Model => Built.Value;

    private static readonly Lazy<ReportModel> Built = new(() =>
    {
        using var folder = new TempFolder();
        return Build(folder.Path);
    });

    /// <summary>Writes eight configurations, two of them with trouble, and builds their report.</summary>
    public static ReportModel Build(string folder)
    {
        var runs = new SampleRuns(folder) { LogEvery = 50 };
        var directories = new List<RunDirectory>();
        foreach (var architecture in (string[])["gan", "dcgan", "wgan", "wgan-gp"])
        {
            for (ulong seed = 1; seed <= 3; seed++)
                directories.Add(runs.Add(architecture, "mnist", seed));
            directories.Add(runs.Add(architecture, "nlvr", 1, architecture == "wgan" ? RunStatus.Diverged : RunStatus.Completed));
        }
        return ReportBuilder.FromRuns(directories, Options);
    }

    private static HumanErrorRate Judged(string architecture, int images, int questions, double published) => new()
    {
        Architecture = architecture, Dataset = "mnist", Images = new ErrorRate(images, 36), Questions = new ErrorRate(questions, 18),
        EveryoneImages = new ErrorRate(images, 36), EveryoneQuestions = new ErrorRate(questions, 18), PublishedPercent = published,
    };

    private static StudyResult Study()
    {
        (string Architecture, double[] Fid)[] mnist =
            [("gan", [114, 91, 85]), ("dcgan", [10, 7, 8]), ("wgan", [11, 8, 6]), ("wgan-gp", [8, 6, 6])];
        var published =
            mnist.SelectMany(
            m => m.Fid.Select((fid, i) => new PublishedValue(m.Architecture, "mnist", "fid", 10_000 * (i + 1), fid, "table 4-1"))).ToList();
        (string Architecture, double Percent)[] rates = [("gan", 5.56), ("dcgan", 44.44), ("wgan", 52.78), ("wgan-gp", 72.22)];
        published.AddRange(
            rates.Select(r => new PublishedValue(r.Architecture, "mnist", "human-error-rate", null, r.Percent, "section 4.1.5")));
        published.Add(new PublishedValue("dcgan", "oxford-102", "fid", 40_000, 79, "table 4-5"));
        published.Add(new PublishedValue("gan", "mnist", "loss-g", null, 0.8, "figure 4-2") { NotComparable = "read off a figure" });
        return new StudyResult
        {
            Id = "chen-2019",
            Title = "Four GANs on three datasets",
            Source = "MSc dissertation, University of Strathclyde, 2019.",
            Remarks = ["The abstract gives an FID of 94 for wgan-gp on NLVR, the table 109. Both are printed here as they stand."],
            Assumptions = ["RMSprop's learning rate of wgan is 5e-5.", "The gradient penalty's weight λ is 10."],
            Published = published,
            Claims =
            [
                new("chen-2019/1", "DCGAN's FID on MNIST is at least 10 times lower than vanilla GAN's at every checkpoint.",
                    ClaimOutcome.Refuted, "The ratio is between 1.4 and 2.1.", [
                    new("ratio at 10,000", "1.4"), new("ratio at 30,000", "2.1")]),
                new("chen-2019/3", "The Wasserstein estimate correlates with image quality; the JS estimate does not.",
                    ClaimOutcome.Supported, "Spearman's ρ with FID is 0.9 for the first and 0.1 for the second.", [
                    new("ρ Wasserstein", "0.90"), new("ρ JS", "0.10")]),
                new("chen-2019/6", "Generated images are new, not copies of training images.", ClaimOutcome.Undecided,
                    "Three images of gan are nearer to a training image than any held-out image is.", []),
            ],
        };
    }

    private static Chart Density()
    {
        double[] edges = [.. Enumerable.Range(0, 33).Select(i => -4 + (i * 0.25))];
        double[] x = [.. Enumerable.Range(0, 81).Select(i => -4 + (i * 0.1))];
        return new Chart
        {
            Description = "Histogram of generated numbers and the normal density",
            X = new ChartAxis("value"),
            Y = new ChartAxis("density"),
            Layers =
            [
                new StepLayer(edges, [.. edges[..^1].Select(e => Normal((e + 0.125) / 0.93) / 0.93)]) { Name = "generated" },
                new LineLayer(x, [.. x.Select(Normal)]) { Name = "N(0, 1)", Series = 1 },
            ],
            Size = ChartSize.Full,
        };
    }

    private static double Normal(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    private static NetworkSummaryTable Network(string title, long parameters, long trainable) => new()
    {
        Architecture = title.Split(' ')[0],
        Network = title.Split(' ')[1],
        Input = "28×28×1",
        Layers =
        [
            new("Dense, ReLU", "6272", 633_472),
            new("Reshape", "7 × 7 × 128", 0),
            new("Upsample ×2, Conv 3×3 same, BatchNorm, ReLU", "14 × 14 × 128", 148_096),
            new("Conv 3×3 same, tanh", "28 × 28 × 1", 577),
        ],
        Parameters = parameters,
        Trainable = trainable,
    };

    private static MemorisationResult Memorised(string architecture, double distance, double share)
    {
        var shape = new Imaging.SampleShape(1, 28, 28);
        return new MemorisationResult
        {
            Architecture = architecture,
            Dataset = "mnist",
            Step = 30_000,
            Samples = 5_000,
            MedianDistance = distance,
            HeldOutMedianDistance = 6.3,
            MemorisedShare = share,
            Pairs = [.. Enumerable.Range(0, 8).Select(i => new NearestPair(Picture(i, 0.2), Picture(i, 0), 3.2 + (i * 0.4)))],
        };

        byte[] Picture(int i, double noise) =>
            Imaging.PngWriter.Encode(
                Imaging.RasterImage.FromPlanes(28, 28, 1, SamplePictures.Draw(shape, i + 1, noise).AsSpan()[^shape.Length..]));
    }
}
