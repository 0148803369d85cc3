using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Recipes;
using GanBench.Suites.Schema;
using GanBench.Training;
using YamlDotNet.RepresentationModel;

namespace GanBench.Suites.Planning;

/// <summary>Turns budgets in steps, epochs or thousands of images into steps.</summary>
internal static class BudgetResolver
{
    // Of each group only the key stated last counts.
    private static readonly string[][] Alternatives = [["steps", "epochs", "kimg"], ["sampleEvery", "sampleEveryEpochs"], ["checkpointEvery", "checkpointEveryEpochs"]];

    /// <summary>The architecture's own budget.</summary>
    public static Budget Of(TrainingOptions training) => new()
    {
        Steps = training.Steps,
        BatchSize = training.BatchSize,
        SampleEvery = training.SampleEvery,
        SampleCount = training.SampleCount,
        CheckpointEvery = training.CheckpointEvery,
        LogEvery = training.LogEvery,
    };

    /// <summary>Applies the keys of a suite; stating a budget in another unit replaces the one before.</summary>
    public static Budget Apply(Budget budget, Overrides overrides, ICollection<string> problems)
    {
        foreach (var (node, file) in overrides.Layers)
        {
            var keys = node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value!).ToHashSet();
            foreach (var group in Alternatives)
            {
                var stated = group.Where(keys.Contains).ToList();
                if (stated.Count > 1)
                    problems.Add($"{SettingsBinder.At(node, file)}: training states {string.Join(" and ", stated)}: one of them");
                else if (stated.Count == 1)
                    budget = Clear(budget, group);
            }
            budget = SettingsBinder.Bind(budget, node, file, problems);
        }
        return budget;
    }

    /// <summary>Sets one key.</summary>
    /// <exception cref="UsageException">Unknown key or wrong value.</exception>
    public static Budget With(Budget budget, string key, string value)
    {
        foreach (var group in Alternatives.Where(g => g.Contains(key)))
            budget = Clear(budget, group);
        return SettingsBinder.With(budget, key, value);
    }

    /// <summary>The budget in steps.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="recipe">The recipe: discriminator steps and what becomes of an epoch's last batch.</param>
    /// <param name="info">The dataset, whose published number of samples an epoch has.</param>
    /// <param name="at">Where to report problems.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static TrainingOptions Resolve(Budget budget, Recipe recipe, DatasetInfo info, SourcePosition at, ICollection<string> problems)
    {
        var batch = Math.Max(1, budget.BatchSize ?? 1);
        var samples = info.PublishedCount.GetValueOrDefault(DatasetRequest.Train);
        var batchesPerEpoch = recipe.Data.DropLast ? samples / batch : (samples + batch - 1) / batch;
        var perStep = Math.Max(1, recipe.Discriminator.Steps);
        int FromEpochs(string key, double epochs)
        {
            if (samples == 0)
                problems.Add($"{at}: {key} needs a dataset of known size, not {info.Name}: state steps");
            else if (epochs <= 0)
                problems.Add(FormattableString.Invariant($"{at}: training.{key} must be positive (was {epochs})"));
            return ToSteps(epochs * batchesPerEpoch / perStep);
        }

        if (budget.Kimg is <= 0)
            problems.Add(FormattableString.Invariant($"{at}: training.kimg must be positive (was {budget.Kimg})"));
        return new TrainingOptions
        {
            Steps = budget.Epochs is { } epochs ? FromEpochs("epochs", epochs)
                : budget.Kimg is { } kimg ? ToSteps(kimg * 1000 / (batch * perStep)) : budget.Steps ?? 0,
            BatchSize = budget.BatchSize ?? 0,
            SampleEvery = budget.SampleEveryEpochs is { } s ? FromEpochs("sampleEveryEpochs", s) : budget.SampleEvery ?? 0,
            SampleCount = budget.SampleCount ?? 0,
            CheckpointEvery = budget.CheckpointEveryEpochs is { } c ? FromEpochs("checkpointEveryEpochs", c) : budget.CheckpointEvery ?? 0,
            LogEvery = budget.LogEvery ?? 1,
        };
    }

    private static int ToSteps(double steps) => (int)Math.Clamp(Math.Ceiling(steps - 1e-9), 1, int.MaxValue);

    private static Budget Clear(Budget budget, IEnumerable<string> keys)
    {
        foreach (var key in keys)
            budget = SettingsBinder.With(budget, key, "null");
        return budget;
    }
}
