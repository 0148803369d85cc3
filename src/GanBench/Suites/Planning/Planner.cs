using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Suites.Loading;
using GanBench.Suites.Schema;
using GanBench.Text;
using GanBench.Training;

namespace GanBench.Suites.Planning;

/// <summary>Unfolds a suite to its runs. Needs neither data nor libtorch.</summary>
public static class Planner
{
    /// <summary>Loads a suite, unfolds and checks it.</summary>
    /// <param name="name">Name of a suite that comes with GanBench, or path of a file.</param>
    /// <param name="choices">What decides its runs besides the suite.</param>
    /// <exception cref="UsageException">Anything is wrong with it; all problems are in the message.</exception>
    public static SuitePlan Plan(string name, PlanChoices choices)
    {
        var problems = new List<string>();
        return Plan(name, SuiteLoader.Read(name, problems), choices, problems);
    }

    /// <summary>The same with nothing chosen but a profile.</summary>
    /// <param name="name">Name of a suite that comes with GanBench, or path of a file.</param>
    /// <param name="profile">How much of the published budget is spent.</param>
    /// <exception cref="UsageException">Anything is wrong with it; all problems are in the message.</exception>
    public static SuitePlan Plan(string name, Profile profile) => Plan(name, new PlanChoices(profile));

    /// <summary>Unfolds a suite and checks it as far as that goes without data.</summary>
    /// <param name="suite">A loaded suite.</param>
    /// <param name="choices">What decides its runs besides the suite.</param>
    /// <exception cref="UsageException">Anything is wrong with it; all problems are in the message.</exception>
    public static SuitePlan Plan(Suite suite, PlanChoices choices) => Plan(suite.Name, suite, choices, []);

    /// <summary>The same with nothing chosen but a profile.</summary>
    /// <param name="suite">A loaded suite.</param>
    /// <param name="profile">How much of the published budget is spent.</param>
    /// <exception cref="UsageException">Anything is wrong with it; all problems are in the message.</exception>
    public static SuitePlan Plan(Suite suite, Profile profile) => Plan(suite, new PlanChoices(profile));

    private static SuitePlan Plan(string name, Suite suite, PlanChoices choices, List<string> problems)
    {
        SuiteValidator.Check(suite, problems);
        var parts = new List<SuitePart>();
        foreach (var leaf in suite.Leaves)
        {
            var before = problems.Count;
            var unfolding = new GridUnfolding(leaf, choices, problems);
            unfolding.Unfold();
            // References into a grid that is itself wrong would only repeat its problems.
            if (problems.Count == before && leaf.Grid.Count > 0)
            {
                ReferenceValidator.Check(leaf, unfolding.Cells, problems);
                problems.AddRange(SuitePart.Problems(leaf.Only, unfolding.Cells, $"{leaf.File}: only"));
            }
            parts.Add(new SuitePart(leaf, unfolding.Cells, unfolding.Runs));
        }
        if (problems.Count == 0)
        {
            parts = [.. parts.Select(part => part.Only(part.Suite.Only))];
            problems.AddRange(SuitePart.Problems(choices.Only, [.. parts.SelectMany(part => part.Cells)], "--only"));
        }
        if (problems.Count > 0)
            throw new UsageException($"Suite {name}", [.. problems.Distinct()]);
        if (choices.Only.Count > 0)
            parts = [.. parts.Select(part => part.Only(choices.Only))];
        return new SuitePlan(
            Replace(suite, new Queue<SuitePart>(parts))!, choices, [.. parts.SelectMany(part => part.Cells)],
            [.. parts.SelectMany(part => part.Runs)]);
    }

    // The suite with what was taken of its leaves in their place; null where that is nothing.
    private static Suite? Replace(Suite suite, Queue<SuitePart> leaves)
    {
        if (suite.Parts.Count == 0)
            return leaves.Dequeue() is { Cells.Count: > 0 } part ? part.Suite : null;
        Suite[] parts = [.. suite.Parts.Select(part => Replace(part, leaves)).OfType<Suite>()];
        return parts.Length == 0 ? null : suite with { Parts = parts };
    }
}

/// <summary>Unfolds the grid of one suite.</summary>
internal sealed class GridUnfolding(Suite suite, PlanChoices choices, ICollection<string> problems)
{
    private const string PrecisionKey = "recipe.precision";

    private readonly Dictionary<string, SourcePosition> _seen = [];
    private readonly List<(PlannedRun Run, GridEntry Entry)> _runs = [];

    public List<PlannedCell> Cells { get; } = [];

    public List<PlannedRun> Runs { get; } = [];

    public void Unfold()
    {
        foreach (var entry in suite.Grid)
        {
            foreach (var name in entry.Architectures)
            {
                var architecture = Try(() => ArchitectureRegistry.All.Find(name), entry.At);
                foreach (var dataset in entry.Datasets)
                {
                    var source = Try(() => DatasetRegistry.Find(dataset), entry.At);
                    if (architecture is null || source is null)
                        continue;
                    foreach (var size in entry.ImageSizes.Count == 0 ? [null] : entry.ImageSizes.Select(s => (int?)s))
                        Unfold(entry, architecture, dataset, source, size);
                }
            }
        }
        Link();
    }

    private void Unfold(GridEntry entry, Architecture architecture, string dataset, IDatasetSource data, int? size)
    {
        var info = data.Info;
        // Of a folder, what its pictures are, where it is on this machine.
        var shape = data.ShapeOf(new DatasetRequest { Name = dataset, ImageSize = size }) ?? info.Shape;
        if (size is { } side)
            shape = new SampleShape(shape.Channels == 0 ? 3 : shape.Channels, side, side);
        if (shape.Length == 0)
        {
            problems.Add($"{entry.At}: {dataset} has no size of its own: state imageSizes");
            return;
        }
        if (!architecture.Supports(shape))
        {
            problems.Add($"{entry.At}: {architecture.Name} cannot make {shape} images of {dataset}: it supports {architecture.Shapes}");
            return;
        }
        // The size belongs to the specification only where it differs from the dataset's own, so that both spellings are one run. The
        // pictures of a folder may have any size.
        var specSize = info.PublishedCount.Count > 0 && shape == info.Shape ? null : size;
        var source = architecture.DefaultRecipe(shape);
        var recipe = entry.Recipe.ApplyTo(suite.Recipe.ApplyTo(source, problems), problems);
        if (choices.Precision is { } asked)
        {
            recipe = recipe with { Precision = asked };
            if (entry.Sweep.FirstOrDefault(axis => axis.Keys.Contains(PrecisionKey)) is { } axis)
                problems.Add($"{axis.At}: the sweep takes several precisions, so --precision cannot set one for all");
        }
        var budget = new Budget(architecture.DefaultTraining(shape)).Apply(suite.Training.Then(entry.Training), problems);
        var point = new SweepPoint(recipe, budget, new Dictionary<string, string>(), new Dictionary<string, string>());
        var before = problems.Count;
        foreach (var variant in Sweep.Unfold(entry, point, problems))
        {
            var found = new List<string>(OptionRules.Problems(variant.Budget, "training."));
            var split = variant.Recipe.Data.Split ?? DatasetRequest.Train;
            var samples = info.CountOf(split);
            if (samples == 0 && info.PublishedCount.Count > 0)
                found.Add(NearestName.Unknown(
                    $"split of {info.Name}", split, [.. info.PublishedCount.Keys.Append(DatasetRequest.All).Distinct()]));
            var training = variant.Budget.Resolve(variant.Recipe, samples, info.Name, found);
            found.AddRange(RecipeValidator.Problems(architecture, shape, variant.Recipe, training));
            if (PrecisionGate.Contradiction(variant.Recipe.Precision, choices.Numerics) is { } contradiction)
                found.Add(contradiction);
            foreach (var problem in found.Distinct())
                problems.Add($"{entry.At}: {architecture.Name} on {dataset}: {problem}");
            // Runs of an axis that is itself wrong would only repeat each other.
            if (problems.Count > before)
                continue;
            var cell = new PlannedCell
            {
                Suite = suite.Name,
                Architecture = architecture.Name,
                Dataset = dataset,
                Shape = shape,
                Kind = info.Kind,
                NamesSize = specSize is not null,
                Settings = Marked(variant.Settings, entry, variant.Recipe),
                Labels = Marked(variant.Labels, entry, variant.Recipe),
                Published = training,
                PublishedWidth = source.Network.Width,
                Images = samples,
            };
            var spec = new RunSpec
            {
                Architecture = architecture.Name,
                Dataset = dataset,
                ImageSize = specSize,
                Numerics = choices.Numerics,
                Recipe = RecipeParts.Resolve(architecture, variant.Recipe),
                Training = training,
            };
            Add(entry, cell, ProfileRule.Apply(choices.Profile, architecture, shape, spec));
        }
    }

    // A run that starts from another's weights is no sibling of one that starts afresh, nor is one in another precision of one in float32.
    private static Dictionary<string, string> Marked(IReadOnlyDictionary<string, string> settings, GridEntry entry, Recipe recipe)
    {
        var marked = new Dictionary<string, string>(settings);
        if (entry.InitFrom is { } source)
            marked["from"] = source.Replace(' ', ',');
        if (recipe.Precision != Precision.Float32 && !entry.Sweep.Any(axis => axis.Keys.Contains(PrecisionKey)))
            marked["precision"] = SettingValue.Format(recipe.Precision);
        return marked;
    }

    private void Add(GridEntry entry, PlannedCell cell, RunSpec spec)
    {
        Cells.Add(cell);
        var seeds = entry.Seeds.Count > 0 ? entry.Seeds : suite.Seeds;
        if (choices.FirstSeed is { } first)
            seeds = [.. Enumerable.Range(0, seeds.Count).Select(i => first + (ulong)i)];
        if (!choices.Profile.IsPublished)
            seeds = [.. seeds.Take(1)];
        int Reduced(int samples) => Math.Min(samples, choices.Profile.Samples ?? int.MaxValue);
        var evaluation = suite.Evaluation with
        {
            Samples = Reduced(suite.Evaluation.Samples),
            Curve = suite.Evaluation.Curve with { Samples = Reduced(suite.Evaluation.Curve.Samples) },
        };
        foreach (var seed in seeds)
        {
            var run = new PlannedRun { Cell = cell, Spec = spec with { Seed = seed }, Evaluation = evaluation };
            var key = run.Key + entry.InitFrom;
            if (!_seen.TryAdd(key, entry.At))
                problems.Add(
                    FormattableString.Invariant($"{entry.At}: the run {cell.Name} with seed {seed} is there twice, first at {_seen[key]}"));
            _runs.Add((run, entry));
        }
    }

    // Sources come first, so their dependants find them done; a source may itself have a source.
    private void Link()
    {
        var waiting = new List<(PlannedRun Run, GridEntry Entry)>(_runs);
        while (waiting.Count > 0)
        {
            var before = waiting.Count;
            foreach (var (run, entry) in waiting.ToList())
            {
                if (entry.InitFrom is null)
                {
                    Runs.Add(run);
                }
                else if (FindSource(run, entry) is { } source)
                {
                    if (Runs.FirstOrDefault(r => r.Cell == source && r.Spec.Seed == run.Spec.Seed) is not { } sourceRun)
                        continue;
                    Runs.Add(run with { Source = sourceRun });
                }
                waiting.Remove((run, entry));
            }
            if (waiting.Count < before)
                continue;
            problems.Add(
                $"{waiting[0].Entry.At}: initFrom {waiting[0].Entry.InitFrom} has no run with seed {waiting[0].Run.Spec.Seed}, or the "
                + $"entries start from each other in a circle");
            return;
        }
    }

    private PlannedCell? FindSource(PlannedRun run, GridEntry entry)
    {
        if (CellName.TryParse(entry.InitFrom!)?.Find(Cells) is [{ } cell] && cell != run.Cell)
            return cell;
        problems.Add($"{entry.At}: initFrom must name one other cell of the suite, as in dcgan/mnist (was {entry.InitFrom})");
        return null;
    }

    private T? Try<T>(Func<T> find, SourcePosition at)
        where T : class
    {
        try
        {
            return find();
        }
        catch (UsageException e)
        {
            problems.Add($"{at}: {e.Message}");
            return null;
        }
    }
}
