using GanBench.Objectives;
using GanBench.Recipes;

namespace GanBench.Training.Steps;

/// <summary>A quantity of the progress log: what it is called, how it is drawn, and how it follows from a step.</summary>
/// <param name="Name">Its name in suites, published values and exports, kebab-case.</param>
/// <param name="Label">Its name in charts.</param>
/// <param name="Read">Its value after a step; null where it has none.</param>
public sealed record LoggedQuantity(string Name, string Label, Func<StepContext, double?> Read)
{
    private static readonly string[] Taken = ["step", "epoch", "seconds", "imagesPerSecond"];

    private readonly string _key = Free(CamelCase(Name));

    /// <summary>Its key in a line of the log; the name in camelCase where nothing else is said.</summary>
    /// <exception cref="ArgumentException">The key belongs to the line itself.</exception>
    public string Key
    {
        get => _key;
        init => _key = Free(value);
    }

    /// <summary>Its name where no chart says what it is of: "loss of the generator". Its label where that says enough.</summary>
    public string Title { get; init; } = Label;

    /// <summary>Its unit; empty for a pure number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Its smallest and largest value, where it has bounds: the axis of its chart.</summary>
    public (double Low, double High)? Bounds { get; init; }

    /// <summary>
    /// What its number is in a recipe, where that depends on the recipe or the name does not say it, as half a sentence: whether a loss is
    /// the sum or the mean of its two parts. Empty where there is nothing to say.
    /// </summary>
    public Func<Recipe, string> Meaning { get; init; } = _ => "";

    /// <summary>The chart that it is drawn in; null where it is not drawn.</summary>
    public LoggedChart? Chart { get; init; }

    /// <summary>The levels that its curve is read against, for a recipe: its chart shows bounds and what the curve comes near.</summary>
    public Func<Recipe, IEnumerable<ReferenceLevel>> Levels { get; init; } = _ => [];

    /// <summary>Its place among the lines of its chart; those of one place are drawn in the order of the registry.</summary>
    public int Place { get; init; }

    private static string CamelCase(string name) =>
        string.Concat(
            name.Split('-', StringSplitOptions.RemoveEmptyEntries)
            .Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Free(string key) =>
        Taken.Contains(key) ? throw new ArgumentException($"Every line of the log has '{key}' already.", nameof(key)) : key;
}

/// <summary>What a logged quantity is read from.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Result">What the step measured.</param>
/// <param name="Recipe">How the run is trained.</param>
/// <param name="Objective">What its networks minimise.</param>
public sealed record StepContext(int Step, StepResult Result, Recipe Recipe, Objective Objective);

/// <summary>A chart of logged quantities over the steps.</summary>
/// <param name="Axis">What its vertical axis shows.</param>
/// <param name="Caption">What a reader must know of it, one or two sentences.</param>
public sealed record LoggedChart(string Axis, string Caption)
{
    /// <summary>Whether the runs of a dataset stand in one chart, with one quantity; else each has a chart, with all quantities.</summary>
    public bool ComparesRuns { get; init; }

    /// <summary>The chart that says more, where there is one: this one is only drawn where that one cannot be.</summary>
    public LoggedChart? Substitutes { get; init; }
}
