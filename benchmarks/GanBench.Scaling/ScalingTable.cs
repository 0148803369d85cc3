using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using GanBench.Storage;

namespace GanBench.Scaling;

/// <summary>scaling.csv: everything that was measured, in any number of starts.</summary>
internal sealed class ScalingTable
{
    private static readonly string[] Columns = ["curve", "series", "x", "y", "low", "high", "unit"];

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    private readonly List<ScalingRow> _rows = [];

    /// <summary>All rows, in the order in which they were measured.</summary>
    public IReadOnlyList<ScalingRow> Rows => _rows;

    /// <summary>Reads a file; an empty table where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is no such table.</exception>
    public static ScalingTable Read(string path)
    {
        var table = new ScalingTable();
        if (!File.Exists(path))
            return table;
        using var csv = new CsvParser(new StringReader(File.ReadAllText(path)), Format);
        if (!csv.Read() || !csv.Record!.SequenceEqual(Columns))
            throw new DataException($"{path} does not begin with {string.Join(',', Columns)}; --fresh measures all of it again.");
        while (csv.Read())
        {
            if (csv.Record is not [var curve, var series, _, _, _, _, var unit]
                || csv.Record[2..6].Select(Number).ToArray() is not [{ } x, { } y, { } low, { } high])
                throw new DataException(
                    $"{path} line {csv.RawRow} is no row of {string.Join(',', Columns)}; --fresh measures all of it again.");
            table._rows.Add(new ScalingRow(curve, series, x, y, low, high, unit));
        }
        return table;
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        using var csv = new CsvWriter(text, Format);
        foreach (var record in _rows.Select(Fields).Prepend(Columns))
        {
            foreach (var field in record)
                csv.WriteField(field);
            csv.NextRecord();
        }
    });

    /// <summary>Adds rows.</summary>
    /// <param name="rows">Of a finished point.</param>
    public void Add(IEnumerable<ScalingRow> rows) => _rows.AddRange(rows);

    /// <summary>Forgets a curve.</summary>
    /// <param name="curve">Its name.</param>
    public void Drop(string curve) => _rows.RemoveAll(row => row.Curve == curve);

    /// <summary>Whether a point has been measured.</summary>
    /// <param name="point">The point.</param>
    public bool Has(ScalingPoint point) =>
        _rows.Exists(row => (row.Curve, row.Series, row.X) == (point.Curve, point.Series, point.X));

    private static string[] Fields(ScalingRow row) =>
        [row.Curve, row.Series, Text(row.X), Text(row.Y), Text(row.Low), Text(row.High), row.Unit];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
