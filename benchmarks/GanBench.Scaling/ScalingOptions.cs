namespace GanBench.Scaling;

/// <summary>What is asked for.</summary>
/// <param name="Curves">The curves to measure.</param>
/// <param name="Output">Folder of scaling.md; everything else lies in its folder scaling.</param>
/// <param name="Rounds">Processes for each point.</param>
/// <param name="Quick">Whether only the shape is wanted: fewer points, fewer steps.</param>
/// <param name="Fresh">Whether what was measured of these curves before is forgotten.</param>
internal sealed record ScalingOptions(IReadOnlyList<ScalingCurve> Curves, string Output, int Rounds, bool Quick, bool Fresh)
{
    /// <summary>Folder of table, conditions and pictures.</summary>
    public string Folder => Path.Combine(Output, "scaling");

    /// <summary>The table.</summary>
    public string Table => Path.Combine(Folder, "scaling.csv");

    /// <summary>What it was measured on.</summary>
    public string Conditions => Path.Combine(Folder, "scaling.json");

    /// <summary>The page.</summary>
    public string Page => Path.Combine(Output, "scaling.md");
}
