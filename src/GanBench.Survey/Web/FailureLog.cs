using System.Globalization;
using Microsoft.Extensions.Logging;

namespace GanBench.Survey.Web;

/// <summary>
/// What the server cannot do, in its log: the same failure once in <see cref="Pause"/>, with a count. Two hundred participants and a full
/// disk would otherwise write thousands of equal lines, perhaps to that disk.
/// </summary>
/// <param name="logger">Where lines go.</param>
/// <param name="clock">The time.</param>
internal sealed class FailureLog(ILogger<SurveyServer> logger, TimeProvider clock)
{
    /// <summary>Time between two lines that say the same.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private string? _said;
    private long _at;
    private int _unsaid;

    /// <summary>Says that a request was refused, unless that was said a moment ago.</summary>
    /// <param name="message">Why.</param>
    public void Say(string message)
    {
        lock (_gate)
        {
            if (message == _said && clock.GetElapsedTime(_at) < Pause)
            {
                _unsaid++;
                return;
            }
            var more = _unsaid == 0 ? ""
                : string.Create(CultureInfo.InvariantCulture, $" {_unsaid} more requests were refused since the line before.");
            logger.LogError("{Message}", message + more);
            (_said, _at, _unsaid) = (message, clock.GetTimestamp(), 0);
        }
    }
}
