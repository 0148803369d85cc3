using System.Diagnostics;
using GanBench.Datasets;

namespace GanBench.Cli.Display;

/// <summary>Shows the fetching and decoding of datasets.</summary>
internal sealed class DatasetDisplay(LiveDisplay live) : IProgress<DatasetProgress>
{
    private readonly Stopwatch _since = Stopwatch.StartNew();

    /// <inheritdoc/>
    public void Report(DatasetProgress value)
    {
        // Quick work needs no progress.
        if (_since.Elapsed < TimeSpan.FromSeconds(1))
            return;
        _since.Restart();
        var share = value.Total is { } total ? (double)value.Done / Math.Max(total, 1) : (double?)null;
        live.Update(
            share is { } done
                ? FormattableString.Invariant($"{value.Dataset}: {value.Stage} {value.Item}  {100 * done:F0} %")
                : FormattableString.Invariant($"{value.Dataset}: {value.Stage} {value.Item}  {value.Done:N0}"),
            share);
    }
}
