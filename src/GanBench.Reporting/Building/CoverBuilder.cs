using GanBench.Reporting.Model;

namespace GanBench.Reporting.Building;

/// <summary>The head of the first page.</summary>
internal static class CoverBuilder
{
    /// <summary>Builds it.</summary>
    public static ReportCover Build(ReportContext context) => new()
    {
        Title = context.Options.Title,
        Subtitle = string.Join(" · ", new[] { context.Options.Suite, context.Options.Profile }.OfType<string>().Where(s => s.Length > 0)),
        Date = context.Runs.Max(r => r.State?.Ended ?? r.State?.Started),
        Facts = context.Runs.Count == 0 ? []
            : [$"{Format.Duration(context.Runs.Sum(r => r.State?.Seconds ?? 0))} of training", .. RunSurroundings.Brief(context)],
    };
}
