using GanBench.Training.Steps;

namespace GanBench.Reporting.Live;

/// <summary>
/// The curves of a run that is looked at: a few hundred intervals per quantity with smallest, largest and mean value, however long the log.
/// Looking again reads only what was appended since.
/// </summary>
/// <param name="file">The run's log.</param>
internal sealed class LiveLog(string file)
{
    /// <summary>Bytes that are read at one look, so that a page is there at once; what is left follows at the next ones.</summary>
    public const long Budget = 96 << 20;

    private readonly ProgressFollower _follower = new(file);
    private SeriesSummary[] _series = NewSeries();
    private SeriesSummary _speed = new();

    /// <summary>Share of the log that is in the curves, in [0, 1].</summary>
    public double ReadShare => _follower.Length == 0 ? 1 : (double)_follower.Offset / _follower.Length;

    /// <summary>Whether a next look has more to read than what is appended meanwhile.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Bytes that were read so far.</summary>
    public long BytesRead => _follower.BytesRead;

    /// <summary>The first damaged line and what is wrong with it, or null.</summary>
    public (int Line, string What)? FirstDamage => _follower.FirstDamage;

    /// <summary>Images per second; null where none were logged.</summary>
    public SeriesPoints? Speed => _speed.IsEmpty ? null : SeriesSummary.Combine([_speed]);

    /// <summary>A logged quantity; null where it was not logged.</summary>
    /// <param name="quantity">Its number in the registry.</param>
    public SeriesPoints? Of(int quantity) => _series[quantity].IsEmpty ? null : SeriesSummary.Combine([_series[quantity]]);

    /// <summary>Reads what is new.</summary>
    public void Advance()
    {
        var before = _follower.BytesRead;
        _follower.Advance(Add, Restart, Budget);
        HasMore = _follower.BytesRead - before >= Budget;
    }

    private static SeriesSummary[] NewSeries() => [.. LoggedQuantities.All.Select(_ => new SeriesSummary())];

    private void Restart() => (_series, _speed) = (NewSeries(), new SeriesSummary());

    private void Add(in ScannedLine line)
    {
        for (var i = 0; i < _series.Length; i++)
            _series[i].Add(line.Step, line.Values[i]);
        if (line.ImagesPerSecond > 0)
            _speed.Add(line.Step, line.ImagesPerSecond);
    }
}
