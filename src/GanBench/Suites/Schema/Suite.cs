using System.ComponentModel;
using GanBench.Configuration;

namespace GanBench.Suites.Schema;

/// <summary>A suite file: the grid of runs, how they are measured, and the published values and claims they are compared with.</summary>
public sealed record Suite
{
    /// <summary>Name of the suite, in kebab-case; the file has the same name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Title of its chapter in the report.</summary>
    public string Title { get; init; } = "";

    /// <summary>The suite or file whose values this one starts from; lists are replaced, the rest is overridden key by key.</summary>
    public string? Extends { get; init; }

    /// <summary>Suites or files that this one consists of; it then has no grid of its own.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The publication that the runs are compared with.</summary>
    public StudyInfo Study { get; init; } = new();

    /// <summary>Seeds of every cell of the grid; an entry of the grid may have its own.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [1];

    /// <summary>Budget and schedule of all runs; what is not stated is the architecture's own.</summary>
    public Overrides Training { get; init; } = Overrides.None;

    /// <summary>Changes to the recipe of all runs; what is not stated is the architecture's own.</summary>
    public Overrides Recipe { get; init; } = Overrides.None;

    /// <summary>What is measured at every checkpoint.</summary>
    public SuiteEvaluation Evaluation { get; init; } = new();

    /// <summary>The runs: every entry is the product of its lists.</summary>
    public IReadOnlyList<GridEntry> Grid { get; init; } = [];

    /// <summary>
    /// Cells (ARCHITECTURE/DATASET, * for any name) to take of the grid alone, such as a part of the suite that this one extends; left out,
    /// all. Published values and claims about other cells are left out with them.
    /// </summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Tables of published values.</summary>
    public IReadOnlyList<PublishedTable> Published { get; init; } = [];

    /// <summary>Claims that the runs decide.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>What the publication leaves open and is assumed here, one sentence each.</summary>
    public IReadOnlyList<string> Assumed { get; init; } = [];

    /// <summary>What a Slurm cluster is asked for per run.</summary>
    public SlurmResources Slurm { get; init; } = new();

    /// <summary>The file it was read from.</summary>
    [Browsable(false)]
    public string File { get; init; } = "";

    /// <summary>The suites named by <see cref="Include"/>.</summary>
    [Browsable(false)]
    public IReadOnlyList<Suite> Parts { get; init; } = [];

    /// <summary>The datasets that its runs and their measurement need, each once.</summary>
    [Browsable(false)]
    public IEnumerable<string> Datasets =>
        Leaves.SelectMany(leaf => leaf.Grid.SelectMany(entry => entry.Datasets).Append(leaf.Evaluation.ClassifierDataset)).OfType<string>()
            .Distinct();

    /// <summary>The suites that have runs: its parts, or itself.</summary>
    [Browsable(false)]
    public IEnumerable<Suite> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(p => p.Leaves);
}

/// <summary>The publication that a suite is compared with.</summary>
public sealed record StudyInfo
{
    /// <summary>Author, title, where and when.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a reader must know before comparing, one sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>When it shows generated images: its chapter of the report shows ours of the same moments.</summary>
    public SampleTimes SamplesAt { get; init; } = new();

    /// <summary>
    /// The data that it trained on, by the name of the dataset that stands for it here, or of cells (ARCHITECTURE/DATASET).
    /// </summary>
    public IReadOnlyDictionary<string, StudyData> Data { get; init; } = new Dictionary<string, StudyData>();

    /// <summary>Its figures, listings and questions, and what answers each.</summary>
    public IReadOnlyList<StudyFigure> Figures { get; init; } = [];
}
