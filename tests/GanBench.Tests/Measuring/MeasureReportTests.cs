using System.Text.Json;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Tests.Measuring;

/// <summary>What a measurement writes: JSON for programs, Markdown and a console's table for people.</summary>
public class MeasureReportTests
{
    private static readonly MeasureReport Report = new()
    {
        Date = "2026-01-31",
        Machine = new MeasuredMachine
        {
            Environment = new Dictionary<string, string> { ["processor"] = "a processor", ["cores"] = "2" },
            Limits = new MachineLimits(100, "2048³", 200, "64×128×32×32 to 128 channels by 3×3", 10_000),
        },
        Workloads =
        [
            new WorkloadResult
            {
                Name = "dcgan-28", Group = "training", Title = "step of `dcgan`", Unit = Unit.Milliseconds, Work = "5 parameters",
                Arithmetic = new StepArithmetic(50e9, true),
                Ours = Side("GanBench", null, 500, 400, 1000),
                Peers =
                [
                    Side("TorchSharp", new Spread(0.25, 0.2, 0.5), 2000, 2000, 2000) with { Deaths = 3, Finite = false },
                    new SideResult { Name = "PyTorch", WhyNot = "python3 cannot import torch" },
                ],
            },
            new WorkloadResult
            {
                Name = "gan-28", Group = "training", Title = "step of `gan`", Unit = Unit.Milliseconds,
                Problem = "The work is not the same.", Ours = new SideResult { Name = "GanBench" },
                Peers = [new SideResult { Name = "TorchSharp" }],
            },
            new WorkloadResult
            {
                Name = "checkpoint", Group = "checkpoints", Title = "checkpoint of `gan`", Unit = Unit.Megabytes,
                Ours = Side("GanBench", null, 250) with { Detail = "a detail" }, Peers = [],
            },
        ],
    };

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var json = Report.ToJson();

        var read = MeasureReport.Parse(json);

        Assert.Equal(json, read.ToJson());
        Assert.Equal(Report.Workloads[0].Ours.Values, read.Workloads[0].Ours.Values);
        Assert.Equal(Report.Workloads[0].Peers[0].TimeRatio, read.Workloads[0].Peers[0].TimeRatio);
    }

    [Fact]
    public void ToJson_Report_HasTheKeysThatProgramsRead()
    {
        using var document = JsonDocument.Parse(Report.ToJson());

        var root = document.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("2", root.GetProperty("machine").GetProperty("environment").GetProperty("cores").GetString());
        Assert.Equal(200, root.GetProperty("machine").GetProperty("limits").GetProperty("convolutionGflops").GetDouble());
        var workload = root.GetProperty("workloads")[0];
        Assert.Equal("ms", workload.GetProperty("unit").GetProperty("name").GetString());
        Assert.Equal(50e9, workload.GetProperty("arithmetic").GetProperty("operations").GetDouble());
        Assert.Equal(500, workload.GetProperty("ours").GetProperty("spread").GetProperty("median").GetDouble());
        Assert.Equal(0.2, workload.GetProperty("peers")[0].GetProperty("timeRatio").GetProperty("min").GetDouble());
    }

    [Fact]
    public void ToJson_NoDate_HasNone() => Assert.DoesNotContain("date", (Report with { Date = null }).ToJson(), StringComparison.Ordinal);

    [Fact]
    public void Markdown_Report_HasTables() => Approver.Verify(MeasureTables.Markdown(Report));

    [Fact]
    public void Console_Report_HasTheSameRowsAligned() => Approver.Verify(MeasureTables.Console(Report));

    private static SideResult Side(string name, Spread? ratio, params double[] values) =>
        new() { Name = name, Values = values, Spread = Spread.Of(values), TimeRatio = ratio };
}
