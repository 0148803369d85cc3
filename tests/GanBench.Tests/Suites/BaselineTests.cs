using GanBench.Engine;
using GanBench.Suites.Baselines;
using GanBench.Testing;

namespace GanBench.Tests.Suites;

public class BaselineTests
{
    [Theory]
    // Mean 100, deviation 1, three seeds: ten more is a t of 12, half of one a t of 0.6.
    [InlineData(Worse.Higher, 110, BaselineVerdict.Worse)]
    [InlineData(Worse.Higher, 90, BaselineVerdict.Fine)]
    [InlineData(Worse.Higher, 100.5, BaselineVerdict.Fine)]
    [InlineData(Worse.Lower, 110, BaselineVerdict.Fine)]
    [InlineData(Worse.Lower, 90, BaselineVerdict.Worse)]
    [InlineData(Worse.Either, 110, BaselineVerdict.Worse)]
    [InlineData(Worse.Either, 90, BaselineVerdict.Worse)]
    [InlineData(Worse.Either, 100.5, BaselineVerdict.Fine)]
    public void Compare_Mean_IsJudgedInTheWorseDirection(Worse worse, double mean, BaselineVerdict expected)
    {
        var check = Compare(Value(worse, 100, 1, 3), Value(worse, mean, 1, 3));

        Assert.Equal(expected, check.Verdict);
        Assert.Equal(expected == BaselineVerdict.Worse, check.Fails);
    }

    [Fact]
    public void Compare_SameValues_RaisesNoAlarm() =>
        Assert.Equal(
            (0.5, false), (
            Compare(Value(Worse.Higher, 7, 0.1, 3), Value(Worse.Higher, 7, 0.1, 3)) is var check ? check.PValue : null, check.Fails));

    [Theory]
    // Between the seeds it varies by half: only seed by seed is a tenth more seen. Rounding is none.
    [InlineData(1.1, BaselineVerdict.Worse)]
    [InlineData(1.0005, BaselineVerdict.Fine)]
    public void Compare_LossOfTheFirstStep_IsPairedBySeed(double factor, BaselineVerdict expected)
    {
        var old = Value(Worse.Either, 2, 1, 3) with { BySeed = new Dictionary<ulong, double> { [1] = 1, [2] = 2, [3] = 3 } };
        var now = Value(Worse.Either, 2 * factor, factor, 3) with { BySeed = old.BySeed.ToDictionary(v => v.Key, v => factor * v.Value) };

        Assert.Equal(expected, Compare(old, now).Verdict);
    }

    [Fact]
    public void Compare_OneSeedOnBothSides_IsNotTested()
    {
        var check = Compare(Value(Worse.Higher, 7, null, 1), Value(Worse.Higher, 70, null, 1));

        Assert.Equal((null, BaselineVerdict.NotTested, false), (check.PValue, check.Verdict, check.Fails));
    }

    [Fact]
    public void Compare_ValueIsGone_Fails() => Assert.Equal(BaselineVerdict.Missing, Compare(Value(Worse.Higher, 7, 1, 3), null).Verdict);

    [Fact]
    public void Compare_OtherSettings_Fails() =>
        Assert.Equal(
            BaselineVerdict.OtherSettings, Compare(Value(Worse.Higher, 7, 1, 3), Value(Worse.Higher, 7, 1, 3) with { Settings = "other" })
            is { Fails: true } check ? check.Verdict : default);

    [Fact]
    public void Write_ThenRead_KeepsEveryDigit()
    {
        using var folder = new TempFolder();
        var baseline = Baseline(Value(Worse.Lower, 1 / 3.0, Math.PI / 1e9, 3));

        baseline.Write(folder["b", "quick.json"]);

        Assert.Equal(baseline.Values, GanBench.Suites.Baselines.Baseline.Read(folder["b", "quick.json"]).Values);
    }

    [Theory]
    [InlineData(null, "There is no baseline")]
    [InlineData("{", "is no baseline")]
    [InlineData("{\"schema\": 9, \"suite\": \"s\", \"profile\": \"p\", \"numerics\": \"native\", \"values\": []}", "newer GanBench")]
    public void Read_BadFile_SaysWhatIsWrong(string? text, string expected)
    {
        using var folder = new TempFolder();
        var file = text is null ? folder["absent.json"] : folder.Write("bad.json", text);

        Assert.Contains(
            expected, Assert.Throws<DataException>(() => GanBench.Suites.Baselines.Baseline.Read(file)).Message, StringComparison.Ordinal);
    }

    private static BaselineCheck Compare(BaselineValue old, BaselineValue? now) =>
        Assert.Single(BaselineComparison.Compare(Baseline(old), now is null ? Baseline() : Baseline(now)));

    private static BaselineValue Value(Worse worse, double mean, double? deviation, int count) =>
        new("gan/glyphs", "fid", worse, mean, deviation, count, "settings");

    private static Baseline Baseline(params BaselineValue[] values) =>
        new() { Suite = "quick", Profile = "published", Numerics = Numerics.Native, Values = values };
}
