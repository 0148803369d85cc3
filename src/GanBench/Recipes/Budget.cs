using GanBench.Configuration;
using YamlDotNet.RepresentationModel;

namespace GanBench.Recipes;

/// <summary>
/// Keys of <c>training</c> in a suite: a budget in steps, epochs or thousands of images, stated in one of them; what is stated last counts.
/// </summary>
public sealed record Budget : TrainingOptions
{
    // Of each group only the key stated last counts.
    private static readonly string[][] Alternatives =
        [["steps", "epochs", "kimg"], ["sampleEvery", "sampleEveryEpochs"], ["checkpointEvery", "checkpointEveryEpochs"]];

    /// <summary>A budget in steps.</summary>
    /// <param name="training">The steps and the schedule.</param>
    public Budget(TrainingOptions training)
        : base(training)
    {
    }

    /// <summary>Budget in passes over the published training data, counted by the real images that the discriminator reads.</summary>
    [RangeRule(0, Above = true)]
    public double? Epochs { get; init; }

    /// <summary>Budget in thousands of real images read by the discriminator.</summary>
    [RangeRule(0, Above = true)]
    public double? Kimg { get; init; }

    /// <summary>A grid of samples every so many epochs, instead of sampleEvery.</summary>
    [RangeRule(0, Above = true)]
    public double? SampleEveryEpochs { get; init; }

    /// <summary>A checkpoint, with its metrics, every so many epochs, instead of checkpointEvery.</summary>
    [RangeRule(0, Above = true)]
    public double? CheckpointEveryEpochs { get; init; }

    /// <summary>Applies the keys of a suite; stating a budget in another unit replaces the one before.</summary>
    /// <param name="overrides">The keys.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public Budget Apply(Overrides overrides, ICollection<string> problems)
    {
        var budget = this;
        foreach (var (node, file) in overrides.Layers)
        {
            var keys = node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value!).ToHashSet();
            foreach (var group in Alternatives)
            {
                var stated = group.Where(keys.Contains).ToList();
                if (stated.Count > 1)
                    problems.Add($"{SettingsBinder.At(node, file)}: training states {string.Join(" and ", stated)}: one of them");
                else if (stated.Count == 1)
                    budget = budget.Without(group);
            }
            budget = SettingsBinder.Bind(budget, node, file, problems);
        }
        return budget;
    }

    /// <summary>A copy with one key set; other units of the same are cleared.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value as text.</param>
    /// <exception cref="UsageException">Unknown key or wrong value.</exception>
    public Budget With(string key, string value) =>
        SettingsBinder.With(
            Alternatives.Where(group => group.Contains(key)).Aggregate(this, (budget, group) => budget.Without(group)), key, value);

    /// <summary>The budget in steps.</summary>
    /// <param name="recipe">Discriminator steps, and what becomes of an epoch's last batch.</param>
    /// <param name="samples">Samples of an epoch; 0 where that is not known.</param>
    /// <param name="dataset">The dataset, for messages.</param>
    /// <param name="problems">Gets what is wrong, one sentence each.</param>
    public TrainingOptions Resolve(Recipe recipe, int samples, string dataset, ICollection<string> problems)
    {
        var batch = Math.Max(1, BatchSize);
        var batchesPerEpoch = recipe.Data.DropLast ? samples / batch : (samples + batch - 1) / batch;
        var perStep = Math.Max(1, recipe.Discriminator.Steps);
        int FromEpochs(string key, double epochs)
        {
            if (samples == 0)
                problems.Add($"{key} needs a dataset of known size, not {dataset}: state steps");
            return ToSteps(epochs * batchesPerEpoch / perStep);
        }
        return new TrainingOptions
        {
            Steps = Epochs is { } epochs ? FromEpochs("epochs", epochs) : Kimg is { } kimg ? ToSteps(kimg * 1000 / (batch * perStep))
                : Steps,
            BatchSize = BatchSize,
            SampleEvery = SampleEveryEpochs is { } s ? FromEpochs("sampleEveryEpochs", s) : SampleEvery,
            SampleCount = SampleCount,
            CheckpointEvery = CheckpointEveryEpochs is { } c ? FromEpochs("checkpointEveryEpochs", c) : CheckpointEvery,
            LogEvery = LogEvery,
        };
    }

    private static int ToSteps(double steps) => (int)Math.Clamp(Math.Ceiling(steps - 1e-9), 1, int.MaxValue);

    // Steps and schedules in steps are always there: what is stated in another unit goes before them.
    private Budget Without(string[] group) => group[0] switch
    {
        "steps" => this with { Epochs = null, Kimg = null },
        "sampleEvery" => this with { SampleEveryEpochs = null },
        _ => this with { CheckpointEveryEpochs = null },
    };
}
