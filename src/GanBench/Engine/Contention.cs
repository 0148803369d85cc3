namespace GanBench.Engine;

/// <summary>
/// Whether others want the cores that a process computes on, by how many of them other processes keep busy. Measured on two cores in half
/// seconds: alone at most 0.1, beside a second run about 1.
/// </summary>
internal sealed class Contention
{
    private const double Much = 0.4, Little = 0.15;

    // Others pause between their steps.
    private const int QuietLooks = 3;

    private bool _isContended;
    private int _quiet;

    /// <summary>Takes a look.</summary>
    /// <param name="others">Cores that other processes have kept busy since the last look.</param>
    /// <returns>Whether others want the cores.</returns>
    public bool Add(double others)
    {
        _quiet = others < Little ? _quiet + 1 : 0;
        _isContended = others > Much || (_isContended && _quiet < QuietLooks);
        return _isContended;
    }
}
