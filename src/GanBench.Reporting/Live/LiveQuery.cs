using Microsoft.AspNetCore.Http;

namespace GanBench.Reporting.Live;

/// <summary>What of the page is asked for.</summary>
/// <param name="Runs">Ids of the chosen runs; none for the one that started last.</param>
/// <param name="Filter">Text that the ids of listed runs have in them.</param>
public sealed record LiveQuery(IReadOnlyList<string> Runs, string Filter)
{
    private const int LongestFilter = 100;

    /// <summary>Reads it from an address.</summary>
    internal static LiveQuery Of(HttpRequest request)
    {
        var filter = request.Query["q"].ToString().Trim();
        return new LiveQuery(
            [.. request.Query["run"].OfType<string>().Distinct().Take(LiveView.MostChosen)],
            filter.Length <= LongestFilter ? filter : filter[..LongestFilter]);
    }
}
