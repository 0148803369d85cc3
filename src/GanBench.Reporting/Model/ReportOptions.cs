namespace GanBench.Reporting.Model;

/// <summary>What a report is told apart from the run directories.</summary>
public sealed record ReportOptions
{
    /// <summary>Title on the cover.</summary>
    public string Title { get; init; } = "GAN benchmark report";

    /// <summary>Name of the suite, or null.</summary>
    public string? Suite { get; init; }

    /// <summary>Its profile (the budget), or null.</summary>
    public string? Profile { get; init; }

    /// <summary>Commit of the program, or null.</summary>
    public string? Commit { get; init; }

    /// <summary>Commands that make this report again, one a line.</summary>
    public IReadOnlyList<string> Repeat { get; init; } = [];

    /// <summary>The studies that the runs are compared with.</summary>
    public IReadOnlyList<StudyResult> Studies { get; init; } = [];

    /// <summary>Figures and tables of a study's own, such as a density plot, by the study's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ReportBlock>> StudyFigures { get; init; } = new Dictionary<string,
    IReadOnlyList<ReportBlock>>();

    /// <summary>Summaries of the networks.</summary>
    public IReadOnlyList<NetworkSummaryTable> Networks { get; init; } = [];

    /// <summary>
    /// How far generated images are from the training images; configurations that are not named are taken from their metrics.
    /// </summary>
    public IReadOnlyList<MemorisationResult> Memorisation { get; init; } = [];

    /// <summary>Results of human judgement.</summary>
    public HumanJudgement? Survey { get; init; }

    /// <summary>Statements about method that hold for the whole report.</summary>
    public IReadOnlyList<string> MethodNotes { get; init; } = [];
}

/// <summary>A network, layer by layer.</summary>
public sealed record NetworkSummaryTable
{
    /// <summary>The architecture, e.g. "dcgan".</summary>
    public required string Architecture { get; init; }

    /// <summary>Which of its networks it is, e.g. "generator".</summary>
    public required string Network { get; init; }

    /// <summary>What it is built for, e.g. "28×28×1".</summary>
    public string Input { get; init; } = "";

    /// <summary>Its layers in order.</summary>
    public required IReadOnlyList<NetworkLayerRow> Layers { get; init; }

    /// <summary>All parameters, statistics of batch normalisation included.</summary>
    public required long Parameters { get; init; }

    /// <summary>Those that training changes.</summary>
    public required long Trainable { get; init; }
}

/// <summary>A layer of a network.</summary>
/// <param name="Name">Its kind and settings, e.g. "Conv 3×3, stride 2, same".</param>
/// <param name="Output">Shape of its output, e.g. "14 × 14 × 32".</param>
/// <param name="Parameters">Its parameters.</param>
public sealed record NetworkLayerRow(string Name, string Output, long Parameters)
{
    /// <summary>Whether it only goes over the output of the layer before it, as activations and normalisations do.</summary>
    public bool Continues { get; init; }
}

/// <summary>How far the images of one checkpoint are from the training images, against how far held-out real images are.</summary>
public sealed record MemorisationResult
{
    /// <summary>Name of the architecture, with what tells its variants apart.</summary>
    public required string Architecture { get; init; }

    /// <summary>Name of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Step of the checkpoint.</summary>
    public required int Step { get; init; }

    /// <summary>Generated images searched for.</summary>
    public required int Samples { get; init; }

    /// <summary>By which features distances were measured; results that say different things stand in tables of their own.</summary>
    public string Measured { get; init; } = "";

    /// <summary>Median distance from a generated image to its nearest training image.</summary>
    public required double MedianDistance { get; init; }

    /// <summary>Median distance from a held-out real image to its nearest training image, or null.</summary>
    public double? HeldOutMedianDistance { get; init; }

    /// <summary>
    /// Share of generated images that are closer to a training image than real images almost ever are to each other, or null.
    /// </summary>
    public double? MemorisedShare { get; init; }

    /// <summary>Generated images with their nearest training images.</summary>
    public IReadOnlyList<NearestPair> Pairs { get; init; } = [];
}

/// <summary>A generated image and the training image nearest to it.</summary>
/// <param name="Generated">PNG of the generated image.</param>
/// <param name="Nearest">PNG of the training image.</param>
/// <param name="Distance">Their distance.</param>
public sealed record NearestPair(byte[] Generated, byte[] Nearest, double Distance);
