using System.Diagnostics;
using System.Globalization;

namespace GanBench.Scaling;

/// <summary>Measures what is not in the table yet, point by point, and draws all that is.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="talk">Gets progress.</param>
internal sealed class ScalingRun(ScalingOptions options, TextWriter talk)
{
    /// <summary>Measures and draws.</summary>
    /// <param name="here">This machine.</param>
    /// <param name="work">What measurements have to work with.</param>
    /// <param name="cancellationToken">Stops measuring; what was measured is kept and drawn.</param>
    /// <returns>Whether everything was measured.</returns>
    /// <exception cref="UsageException">The table there is of other conditions.</exception>
    public bool Measure(ScalingConditions here, ScalingWork work, CancellationToken cancellationToken)
    {
        var table = Open();
        var points = options.Curves.SelectMany(curve => curve.Points(options.Quick)).ToList();
        var missing = points.Where(point => !table.Has(point)).ToList();
        if (missing.Count > 0)
            Begin(here, table);
        if (missing.Count < points.Count)
            talk.WriteLine($"{points.Count - missing.Count} of {points.Count} points are measured already.");
        var clock = Stopwatch.StartNew();
        try
        {
            foreach (var (index, point) in missing.Index())
            {
                var rows = point.Measure(work, table).ToList();
                cancellationToken.ThrowIfCancellationRequested();
                table.Add(rows);
                table.Write(options.Table);
                var (done, all) = (missing.Take(index + 1).Sum(p => p.Seconds), missing.Sum(p => p.Seconds));
                talk.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{index + 1}/{missing.Count}] {Line(rows[^1])}   {Left(clock.Elapsed / done * (all - done))}"));
            }
        }
        catch (OperationCanceledException)
        {
            talk.WriteLine("Stopped; what was measured is kept. The same command without --fresh goes on.");
            return false;
        }
        return true;
    }

    /// <summary>Draws everything that the table has and writes the page.</summary>
    public async Task DrawAsync()
    {
        var rows = ScalingTable.Read(options.Table).Rows;
        foreach (var curve in ScalingCurve.All)
        {
            var own = rows.Where(row => row.Curve == curve.Name).ToList();
            if (own.Count > 0
                && await ScalingPictures.WriteAsync(curve.Chart(own), Path.Combine(options.Folder, curve.Name)) is { } problem)
                talk.WriteLine(problem);
        }
        await File.WriteAllTextAsync(options.Page, Page(options));
    }

    /// <summary>The page of what has been measured and drawn.</summary>
    /// <param name="options">Where that is.</param>
    public static string Page(ScalingOptions options) => ScalingPage.Format(
        ScalingTable.Read(options.Table).Rows, ScalingConditions.Read(options.Conditions),
        curve => $"scaling/{curve.Name}" + (File.Exists(Path.Combine(options.Folder, curve.Name + ".png")) ? ".png" : ".svg"));

    private ScalingTable Open()
    {
        var table = options.Fresh && options.Curves.Count == ScalingCurve.All.Count ? new ScalingTable() : ScalingTable.Read(options.Table);
        foreach (var curve in options.Fresh ? options.Curves : [])
            table.Drop(curve.Name);
        return table;
    }

    // Rows of other conditions are not mixed with new ones.
    private void Begin(ScalingConditions here, ScalingTable table)
    {
        if (table.Rows.Count > 0 && ScalingConditions.Read(options.Conditions) is { } before && before != here)
            throw new UsageException(
                $"{options.Table} was measured on other conditions ({Describe(before)}; now {Describe(here)}). --fresh alone measures "
                + "everything again, --output=FOLDER keeps both.");
        here.Write(options.Conditions);
    }

    private static string Describe(ScalingConditions conditions) => conditions.Caption + (conditions.Quick ? ", quick" : "");

    private static string Line(ScalingRow row) =>
        $"{row.Curve}: {row.Series} at {ScalingText.Number(row.X)}: {ScalingText.WithSpread(row)} {row.Unit}";

    private static string Left(TimeSpan time) => time < TimeSpan.FromSeconds(1) ? ""
        : time < TimeSpan.FromMinutes(1.5) ? string.Create(CultureInfo.InvariantCulture, $"about {time.TotalSeconds:F0} s left")
        : string.Create(CultureInfo.InvariantCulture, $"about {time.TotalMinutes:F0} min left");
}
