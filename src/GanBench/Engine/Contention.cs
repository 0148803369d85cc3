namespace GanBench.Engine;

/// <summary>
/// Whether others want the cores that a process computes on, by the time that its threads were ready and did not run. On two cores of a
/// virtual machine that is 2 to 5 % of the time alone, now and then 40 % for a moment; beside another process 45 to 110 %.
/// </summary>
internal sealed class Contention
{
    private const double Much = 0.4, Little = 0.1;

    // What lasts for a single look is the process's own: its compiler, its collector. And others pause between their steps.
    private const int BusyLooks = 2, QuietLooks = 3;

    private bool _isContended;
    private int _busy, _quiet;

    /// <summary>Takes a look.</summary>
    /// <param name="waited">Seconds that the process's threads waited for a core since the last look, per second.</param>
    /// <returns>Whether others want the cores.</returns>
    public bool Add(double waited)
    {
        (_busy, _quiet) = (waited > Much ? _busy + 1 : 0, waited < Little ? _quiet + 1 : 0);
        _isContended = _busy >= BusyLooks || (_isContended && _quiet < QuietLooks);
        return _isContended;
    }
}
