using GanBench.Scaling;
using GanBench.Testing;

namespace GanBench.Tests.Scaling;

public sealed class ScalingTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsTheSameToTheBit()
    {
        var table = new ScalingTable();
        ScalingRow[] rows =
        [
            new("batch", "gan, arithmetic", 16, 1.0 / 3, 0.1 + 0.2, double.MaxValue, "ms"),
            ScalingRow.Exact("steps", "a \"quoted\" name", 20_000, -1e-300, "KiB per 1,000 steps"),
        ];
        table.Add(rows);

        table.Write(_folder["scaling.csv"]);

        Assert.Equal(rows, ScalingTable.Read(_folder["scaling.csv"]).Rows);
        Assert.Equal(
            "curve,series,x,y,low,high,unit\nbatch,\"gan, arithmetic\",16,", File.ReadAllText(_folder["scaling.csv"])[..58]);
        Assert.Empty(ScalingTable.Read(_folder["none.csv"]).Rows);
    }

    [Theory]
    [InlineData("curve,series,x\n")]
    [InlineData("curve,series,x,y,low,high,unit\nbatch,gan,16,fast,1,2,ms\n")]
    [InlineData("curve,series,x,y,low,high,unit\nbatch,gan,16,1,1\n")]
    public void Read_NoSuchTable_SaysSo(string text)
    {
        var file = _folder.Write("scaling.csv", text);

        Assert.Contains(file, Assert.Throws<DataException>(() => ScalingTable.Read(file)).Message, StringComparison.Ordinal);
    }
}
