using System.Globalization;
using System.Text;

namespace GanBench.Scaling;

/// <summary>The page: a picture and a table for each curve, all from the table of rows.</summary>
internal static class ScalingPage
{
    /// <summary>Writes the page as Markdown.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="conditions">What they were measured on; null where nothing was measured.</param>
    /// <param name="picture">Relative path of a curve's picture.</param>
    public static string Format(
        IReadOnlyList<ScalingRow> rows, ScalingConditions? conditions, Func<ScalingCurve, string> picture)
    {
        var text = new StringBuilder("""
            # How time and memory grow

            This page, its pictures and the table behind them (`scaling/scaling.csv`) are written by

            <!-- check: skip takes ten minutes and wants a quiet machine -->
            ```
            dotnet cake --target=Curves --output=docs --fresh
            ```

            which measures each point in processes of its own (`--rounds=N`) and takes about ten minutes on two cores with nothing else to do.
            `--name=batch` measures one curve, `--quick` shows the shape in two minutes. Stopped with Ctrl-C it keeps what was measured, and the
            same command without `--fresh` goes on; without `--output=docs` everything goes to `artifacts`.


            """);
        if (conditions?.Quick == true)
            text.AppendLine(
                "**A quick run**: fewer points and one short process each. The pictures show what is drawn; the numbers are no result.\n");
        text.AppendLine(ScalingText.Wrapped(
            (conditions is null ? "Nothing has been measured yet. " : $"Measured on {conditions.Caption}. ") + StepTimeCurve.HowToRead));
        foreach (var curve in ScalingCurve.All)
        {
            var own = rows.Where(row => row.Curve == curve.Name).ToList();
            text.AppendLine(CultureInfo.InvariantCulture, $"\n## {curve.Title}\n");
            if (own.Count > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"![{curve.Title}]({picture(curve)})\n");
            text.AppendLine(ScalingText.Wrapped(curve.Text(conditions?.Quick == true)));
            if (own.Count == 0)
                continue;
            text.AppendLine();
            foreach (var (index, row) in curve.Table(own).Index())
            {
                text.AppendLine($"| {string.Join(" | ", row)} |");
                if (index == 0)
                    text.AppendLine($"| {string.Join(" | ", row.Select((_, column) => column == 0 ? "---" : "---:"))} |");
            }
        }
        return text.ToString().ReplaceLineEndings("\n");
    }
}
