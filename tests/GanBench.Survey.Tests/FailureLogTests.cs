using GanBench.Survey.Web;
using Microsoft.Extensions.Logging;

namespace GanBench.Survey.Tests;

public sealed class FailureLogTests
{
    private readonly ManualClock _clock = new();
    private readonly Lines _lines = [];

    [Fact]
    public void Say_TheSameAgainAndAgain_IsOneLineWithACount()
    {
        var log = new FailureLog(_lines, _clock);
        for (var i = 0; i < 1000; i++)
            log.Say("the disk is full.");
        Assert.Equal(["the disk is full."], _lines);

        _clock.Advance(FailureLog.Pause);
        log.Say("the disk is full.");
        Assert.Equal("the disk is full. 999 more requests were refused since the line before.", _lines[^1]);
    }

    [Fact]
    public void Say_SomethingElse_IsSaidAtOnce()
    {
        var log = new FailureLog(_lines, _clock);
        log.Say("the disk is full.");
        log.Say("the file is locked.");
        Assert.Equal(["the disk is full.", "the file is locked."], _lines);
    }

    private sealed class Lines : List<string>, ILogger<SurveyServer>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }

    private sealed class ManualClock : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override long GetTimestamp() => _now.Ticks;
    }
}
