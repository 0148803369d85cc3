using GanBench.Configuration;
using GanBench.Recipes;

namespace GanBench.Training.Regularizers;

/// <summary>All regularisers. One line each.</summary>
public static class RegularizerRegistry
{
    private const string Clip = "clip", GradientPenalty = "gradient-penalty", R1 = "r1";

    /// <summary>The regularisers; each may have options of its own. The first three are turned on by the keys of their settings.</summary>
    public static PartRegistry<RegularizerOptions, Regularizer> All { get; } = new("regularizer")
    {
        { Clip, options => new WeightClipping(options.Clip) },
        { GradientPenalty, options => new GradientNormPenalty(options) },
        { R1, options => new R1Penalty(options.R1) },
    };

    /// <summary>The regularisers that settings turn on, in the order in which they apply.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="UsageException">There is no such regulariser, or it has not these options.</exception>
    public static IReadOnlyList<Regularizer> Of(RegularizerOptions options)
    {
        var on = new List<Regularizer>();
        if (options.Clip > 0)
            on.Add(All.Find(Clip).Create(options, OwnOptions.None));
        if (options.GradientPenalty != Recipes.GradientPenalty.None)
            on.Add(All.Find(GradientPenalty).Create(options, OwnOptions.None));
        if (options.R1 > 0)
            on.Add(All.Find(R1).Create(options, OwnOptions.None));
        if (options.Name is { } name)
            on.Add(All.Find(name).Create(options, options.Options));
        return on;
    }

    /// <summary>What is wrong with the name and its options, a sentence each.</summary>
    /// <param name="options">The settings.</param>
    public static IReadOnlyList<string> Problems(RegularizerOptions options) => options.Name switch
    {
        null => options.Options.IsEmpty ? [] : ["regularizer.options are those of regularizer.name, which is not set."],
        Clip => ["regularizer.name: clip is turned on by regularizer.clip."],
        GradientPenalty => ["regularizer.name: gradient-penalty is turned on by regularizer.gradientPenalty."],
        R1 => ["regularizer.name: r1 is turned on by regularizer.r1."],
        { } name when All.Has(name) => All.Find(name).Problems(options.Options, "regularizer.options"),
        { } name => ["regularizer.name: " + All.Unknown(name)],
    };
}
