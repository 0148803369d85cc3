using System.Globalization;
using GanBench.Text;

namespace GanBench.Suites.Planning;

/// <summary>
/// How much of a suite's published budget is spent. A reduced profile takes the first seed only. A run that exceeds a fixed amount of
/// arithmetic gets narrower networks and as many steps as then fit, with as many checkpoints as published; fewer samples are measured.
/// The rule depends on nothing but the suite, so a reduced run has the same id everywhere.
/// </summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Width">Factor on the width of every network.</param>
/// <param name="TeraFlops">Arithmetic per run in 10¹² floating-point operations; null for no limit.</param>
/// <param name="Samples">Most generated images per measurement; null for as many as stated.</param>
public sealed record Profile(string Name, double Width, double? TeraFlops, int? Samples)
{
    /// <summary>Fewest steps of a reduced run.</summary>
    public const int MinimumSteps = 20;

    /// <summary>As published.</summary>
    public static Profile Published { get; } = new("published", 1, null, null);

    /// <summary>All profiles, longest first.</summary>
    public static IReadOnlyList<Profile> All { get; } = [Published, new("hour", 0.25, 20, 2000), new("minutes", 0.25, 5, 500)];

    /// <summary>Whether budgets are as published.</summary>
    public bool IsPublished => this == Published;

    /// <summary>The rule in a sentence.</summary>
    public string Rule => IsPublished
        ? "budgets, networks and sample counts as the suite states them"
        : string.Create(CultureInfo.InvariantCulture,
            $"first seed only; a run of more than {TeraFlops} TFLOP gets networks at {Width:0.##} of their width and as many steps as "
            + $"fit, at least {MinimumSteps}; at most {Samples} samples per measurement");

    /// <summary>Finds a profile.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static Profile Find(string name) =>
        All.FirstOrDefault(p => p.Name == name)
            ?? throw new UsageException(NearestName.Unknown("profile", name, [.. All.Select(p => p.Name)]));
}
