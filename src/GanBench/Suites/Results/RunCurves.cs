using GanBench.Training.Steps;

namespace GanBench.Suites.Results;

/// <summary>The logged quantities of a run, step by step.</summary>
internal sealed class RunCurves
{
    private readonly List<string> _names = [.. LoggedQuantities.All.Names];
    private readonly List<int> _steps = [];
    private readonly List<double>[] _values = [.. LoggedQuantities.All.Select(_ => new List<double>())];

    /// <summary>Reads a log.</summary>
    /// <param name="file">The log; a missing one is empty.</param>
    /// <exception cref="DataException">A line that is not the last is damaged.</exception>
    public static RunCurves Read(string file)
    {
        var curves = new RunCurves();
        ProgressScan.Read(file, (in ScannedLine line) =>
        {
            curves._steps.Add(line.Step);
            for (var i = 0; i < line.Values.Length; i++)
                curves._values[i].Add(line.Values[i] ?? double.NaN);
        });
        return curves;
    }

    /// <summary>The logged steps, ascending.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>A quantity at each of <see cref="Steps"/>; NaN where a step has no finite value of it.</summary>
    /// <param name="name">Its name (<see cref="LoggedQuantities"/>).</param>
    public IReadOnlyList<double> Of(string name) => _values[_names.IndexOf(name)];
}
