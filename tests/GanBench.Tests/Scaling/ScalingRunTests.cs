using GanBench.Reporting.Charts;
using GanBench.Scaling;
using GanBench.Testing;

namespace GanBench.Tests.Scaling;

/// <summary>What is measured again and what is not.</summary>
public sealed class ScalingRunTests : IDisposable
{
    private static readonly ScalingConditions Here = new("a processor", 2, 24, "a system", "2.10.0", Rounds: 1, Quick: true);

    private readonly TempFolder _folder = new();
    private readonly StringWriter _talk = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CountedCurve _curve = new();

    public void Dispose()
    {
        _folder.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void Measure_SecondTime_MeasuresOnlyWhatIsMissing()
    {
        _curve.OnMeasured = x => _curve.Cancel(x == 2, _stop);
        Assert.False(Measure(fresh: false));
        Assert.Equal([1, 2], _curve.Measured);
        Assert.Equal([1], Table().Rows.Select(row => row.X));

        _curve.OnMeasured = _ => { };
        Assert.True(Measure(fresh: false));

        Assert.Equal([1, 2, 2, 3], _curve.Measured);
        Assert.Equal([1, 2, 3], Table().Rows.Select(row => row.X));
        Assert.Contains("1 of 3 points are measured already.", _talk.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_Fresh_MeasuresAgainAndKeepsOtherCurves()
    {
        var other = new ScalingTable();
        other.Add([ScalingRow.Exact("other", "series", 1, 1, "ms")]);
        other.Write(_folder["scaling", "scaling.csv"]);
        Assert.True(Measure(fresh: false));

        Assert.True(Measure(fresh: true));

        Assert.Equal([1, 2, 3, 1, 2, 3], _curve.Measured);
        Assert.Equal(["other", "counted", "counted", "counted"], Table().Rows.Select(row => row.Curve));
    }

    [Fact]
    public void Measure_OtherConditions_AreNotMixed()
    {
        Assert.True(Measure(fresh: false));

        // What is there can be drawn again anywhere.
        Assert.True(Measure(fresh: false, Here with { Cores = 4 }));
        Assert.Equal(Here, Conditions());
        _curve.Places = [1, 2, 3, 4];
        var refused = Assert.Throws<UsageException>(() => Measure(fresh: false, Here with { Cores = 4 }));

        Assert.Contains("a processor, 2 cores", refused.Message, StringComparison.Ordinal);
        Assert.Contains("now a processor, 4 cores", refused.Message, StringComparison.Ordinal);
        Assert.True(Measure(fresh: true, Here with { Cores = 4 }));
        Assert.Equal(4, Conditions()!.Cores);
    }

    private ScalingConditions? Conditions() => ScalingConditions.Read(_folder["scaling", "scaling.json"]);

    private ScalingTable Table() => ScalingTable.Read(_folder["scaling", "scaling.csv"]);

    private bool Measure(bool fresh, ScalingConditions? here = null)
    {
        var token = _stop.IsCancellationRequested ? CancellationToken.None : _stop.Token;
        return new ScalingRun(new ScalingOptions([_curve], _folder.Path, 1, Quick: true, fresh), _talk)
            .Measure(here ?? Here, new ScalingWork(_folder.Path, 1, token), token);
    }

    private sealed class CountedCurve : ScalingCurve
    {
        public List<double> Measured { get; } = [];

        public double[] Places { get; set; } = [1, 2, 3];

        public Action<double> OnMeasured { get; set; } = _ => { };

        public override string Name => "counted";

        public override string Title => "Counted";

        public override string Text(bool quick) => "";

        public override IEnumerable<ScalingPoint> Points(bool quick) => Places.Select(x =>
            new ScalingPoint(Name, "series", x, 1, (_, _) =>
            {
                Measured.Add(x);
                OnMeasured(x);
                return [ScalingRow.Exact(Name, "series", x, 10 * x, "ms")];
            }));

        public override Chart Chart(IReadOnlyList<ScalingRow> rows) => throw new NotSupportedException();

        public override IEnumerable<IReadOnlyList<string>> Table(IReadOnlyList<ScalingRow> rows) => throw new NotSupportedException();

        public void Cancel(bool now, CancellationTokenSource stop)
        {
            if (now)
                stop.Cancel();
        }
    }
}
