using GanBench.Reporting.Building;
using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Tests.Samples;

/// <summary>Reports at the edges of what runs can be.</summary>
public static class OddReports
{
    /// <summary>Scripts without Latin letters, right to left, 300 letters without a space, and markup.</summary>
    public static string[] Names { get; } = ["手写数字", "أرقام", new string('x', 300), "<b>&\"quoted\"</b>"];

    /// <summary>Builds one of them by its name.</summary>
    public static ReportModel Build(string kind, string folder)
    {
        var runs = new SampleRuns(folder) { LogEvery = 1000, Images = kind == "one run" };
        return kind switch
        {
            "no runs" => ReportBuilder.FromRuns([], new ReportOptions()),
            "one run" => ReportBuilder.FromRuns([runs.Add("dcgan", "mnist")], new ReportOptions()),
            "diverged runs" =>
                ReportBuilder.FromRuns(
                [runs.Add("wgan", "mnist", 1, RunStatus.Diverged), runs.Add("wgan", "mnist", 2, RunStatus.Diverged)], new ReportOptions()),
            "missing metrics" =>
                ReportBuilder.FromRuns([runs.Add("gan", "mnist"), runs.Add("dcgan", "mnist", metrics: false)], new ReportOptions()),
            "names" => ReportBuilder.FromRuns(
                Names.Select(name => runs.Add("gan", name)), new ReportOptions { Title = "بنش — 生成对抗网络 " + Names[2] }),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such report."),
        };
    }
}
