using GanBench.Training.Steps;

namespace GanBench.Reporting.Live;

/// <summary>
/// The curves of a run that is looked at: a few hundred intervals per quantity with smallest, largest and mean value, however long the log.
/// Looking again reads only what was appended since. A long log is first read here and there, so that all its course is on the page at
/// once, and then from its beginning on, a part at each look.
/// </summary>
/// <param name="file">The run's log.</param>
internal sealed class LiveLog(string file)
{
    /// <summary>Bytes that are read at one look.</summary>
    public const long Budget = 16 << 20;

    private const int Samples = 200, SampleBytes = 16 * 1024;

    private readonly ProgressFollower _follower = new(file);
    private readonly Curves _read = new();
    private Curves? _sampled;

    /// <summary>Share of the log that is in the curves with every line, in [0, 1].</summary>
    public double ReadShare => _follower.Length == 0 ? 1 : (double)_follower.Offset / _follower.Length;

    /// <summary>Whether a next look has more to read than what is appended meanwhile.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Bytes that were read so far.</summary>
    public long BytesRead => _follower.BytesRead;

    /// <summary>The first damaged line and what is wrong with it, or null.</summary>
    public (int Line, string What)? FirstDamage => _follower.FirstDamage;

    /// <summary>Images per second; null where none were logged.</summary>
    public SeriesPoints? Speed => Shown.Points(LoggedQuantities.All.Count);

    private Curves Shown => _sampled ?? _read;

    /// <summary>A logged quantity; null where it was not logged.</summary>
    /// <param name="quantity">Its number in the registry.</param>
    public SeriesPoints? Of(int quantity) => Shown.Points(quantity);

    /// <summary>Reads what is new.</summary>
    public void Advance()
    {
        var before = _follower.BytesRead;
        _follower.Advance(_read.Add, () => _read.Clear(), Budget);
        HasMore = _follower.BytesRead - before >= Budget;
        _sampled = HasMore ? _sampled ?? Sample() : null;
    }

    private Curves Sample()
    {
        var curves = new Curves();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        for (var i = 0; i < Samples; i++)
            ProgressScan.ReadPart(stream, i * (stream.Length / Samples), SampleBytes, curves.Add);
        return curves;
    }

    // The quantities in the order of the registry, and the speed.
    private sealed class Curves
    {
        private readonly SeriesSummary[] _series = new SeriesSummary[LoggedQuantities.All.Count + 1];

        public Curves() => Clear();

        public SeriesPoints? Points(int series) => _series[series].IsEmpty ? null : SeriesSummary.Combine([_series[series]]);

        public void Add(in ScannedLine line)
        {
            for (var i = 0; i < line.Values.Length; i++)
                _series[i].Add(line.Step, line.Values[i]);
            if (line.ImagesPerSecond > 0)
                _series[^1].Add(line.Step, line.ImagesPerSecond);
        }

        public void Clear()
        {
            for (var i = 0; i < _series.Length; i++)
                _series[i] = new SeriesSummary();
        }
    }
}
