using System.ComponentModel;

namespace GanBench.Suites.Schema;

/// <summary>A suite file: the grid of runs, how they are measured, and the published values and claims they are compared with.</summary>
public sealed record Suite
{
    /// <summary>Name of the suite, in kebab-case; the file has the same name.</summary>
    [Description("Name of the suite, in kebab-case; the file has the same name.")]
    public string Name { get; init; } = "";

    /// <summary>Title of its chapter in the report.</summary>
    [Description("Title of its chapter in the report.")]
    public string Title { get; init; } = "";

    /// <summary>The suite or file whose values this one starts from.</summary>
    [Description("The suite or file whose values this one starts from; lists are replaced, the rest is overridden key by key.")]
    public string? Extends { get; init; }

    /// <summary>Suites or files that this one consists of; it then has no grid of its own.</summary>
    [Description("Suites or files that this one consists of; it then has no grid of its own.")]
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The publication that the runs are compared with.</summary>
    [Description("The publication that the runs are compared with.")]
    public StudyInfo Study { get; init; } = new();

    /// <summary>Seeds of every cell of the grid.</summary>
    [Description("Seeds of every cell of the grid; an entry of the grid may have its own.")]
    public IReadOnlyList<ulong> Seeds { get; init; } = [1];

    /// <summary>Budget and schedule of all runs.</summary>
    [Description("Budget and schedule of all runs; what is not stated is the architecture's own.")]
    public Overrides Training { get; init; } = Overrides.None;

    /// <summary>Changes to the recipe of all runs.</summary>
    [Description("Changes to the recipe of all runs; what is not stated is the architecture's own.")]
    public Overrides Recipe { get; init; } = Overrides.None;

    /// <summary>What is measured at every checkpoint.</summary>
    [Description("What is measured at every checkpoint.")]
    public SuiteEvaluation Evaluation { get; init; } = new();

    /// <summary>The runs.</summary>
    [Description("The runs: every entry is the product of its lists.")]
    public IReadOnlyList<GridEntry> Grid { get; init; } = [];

    /// <summary>Tables of published values.</summary>
    [Description("Tables of published values.")]
    public IReadOnlyList<PublishedTable> Published { get; init; } = [];

    /// <summary>Claims that the runs decide.</summary>
    [Description("Claims that the runs decide.")]
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>What the publication leaves open and is assumed here, one sentence each.</summary>
    [Description("What the publication leaves open and is assumed here, one sentence each.")]
    public IReadOnlyList<string> Assumed { get; init; } = [];

    /// <summary>What a Slurm cluster is asked for per run.</summary>
    [Description("What a Slurm cluster is asked for per run.")]
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
        Leaves.SelectMany(leaf => leaf.Grid.SelectMany(entry => entry.Datasets).Append(leaf.Evaluation.ClassifierDataset)).OfType<string>().Distinct();

    /// <summary>The suites that have runs: its parts, or itself.</summary>
    [Browsable(false)]
    public IEnumerable<Suite> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(p => p.Leaves);
}

/// <summary>The publication that a suite is compared with.</summary>
public sealed record StudyInfo
{
    /// <summary>Author, title, where and when.</summary>
    [Description("Author, title, where and when.")]
    public string Source { get; init; } = "";

    /// <summary>What a reader must know before comparing, one sentence each.</summary>
    [Description("What a reader must know before comparing, one sentence each.")]
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
