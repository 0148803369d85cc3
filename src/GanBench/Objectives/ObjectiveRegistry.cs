using GanBench.Configuration;
using GanBench.Recipes;

namespace GanBench.Objectives;

/// <summary>All objectives. One line each.</summary>
public static class ObjectiveRegistry
{
    /// <summary>The objectives; each is made for a recipe, and may have options of its own.</summary>
    public static PartRegistry<Recipe, Objective> All { get; } = new("objective")
    {
        { "non-saturating", _ => new NonSaturating() },
        { "non-saturating-clipped", _ => new ClippedNonSaturating() },
        { "minimax", _ => new Minimax() },
        { "least-squares", recipe => new LeastSquares(recipe.LeastSquares) },
        { "wasserstein", _ => new Wasserstein() },
        { "hinge", _ => new Hinge() },
    };

    /// <summary>The objective of a recipe.</summary>
    /// <param name="recipe">Names it and holds its options.</param>
    /// <exception cref="UsageException">There is no such objective, or it has not these options.</exception>
    public static Objective Create(Recipe recipe) => All.Find(recipe.Objective).Create(recipe, recipe.ObjectiveOptions);
}
