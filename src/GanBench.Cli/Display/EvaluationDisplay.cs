using System.Diagnostics;
using GanBench.Metrics;

namespace GanBench.Cli.Display;

/// <summary>Shows a measurement.</summary>
/// <param name="live">Where.</param>
/// <param name="subject">What is measured, with what sets it apart from the stage; empty when that needs no saying.</param>
internal sealed class EvaluationDisplay(LiveDisplay live, string subject) : IProgress<EvaluationProgress>
{
    private readonly Stopwatch _since = Stopwatch.StartNew();

    /// <inheritdoc/>
    public void Report(EvaluationProgress value)
    {
        if (_since.Elapsed < TimeSpan.FromSeconds(1))
            return;
        _since.Restart();
        var share = value.Total > 0 ? (double)value.Done / value.Total : (double?)null;
        live.Update(
            share is { } done
                ? FormattableString.Invariant($"{subject}{value.Stage}  {100 * done:F0} %")
                : FormattableString.Invariant($"{subject}{value.Stage}  {value.Done:N0}"),
            share);
    }
}
