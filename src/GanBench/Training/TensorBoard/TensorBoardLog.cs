using System.Diagnostics;
using System.Globalization;
using GanBench.Configuration;
using GanBench.Metrics.Extractors;
using GanBench.Runs;
using GanBench.Training.Steps;
using Google.Protobuf.WellKnownTypes;

namespace GanBench.Training.TensorBoard;

/// <summary>
/// Writes event files for TensorBoard beside a training: logged quantities as scalars, sample sheets as images, metrics, settings as
/// hyperparameters. It reads what the training writes and reports, and takes no part in it: a file that cannot be written ends the event
/// files, not the training. A resumed run goes on on the same axis of steps; a run that has no event files yet gets those of its past too.
/// </summary>
/// <param name="request">The run.</param>
/// <param name="place">Where to.</param>
/// <param name="next">Gets every report too.</param>
public sealed class TensorBoardLog(RunRequest request, TensorBoardPlace place, IProgress<TrainingProgress>? next = null)
    : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>Tag of the sample sheets.</summary>
    public const string SamplesTag = "samples";

    private static readonly TimeSpan CatchUpInterval = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string> Tags =
        LoggedQuantities.All.ToDictionary(quantity => quantity.Key, quantity => "training/" + quantity.Name);

    private readonly RunDirectory _run = request.Directory;
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly HashSet<(int Step, string Tag)> _metrics = [];
    private EventFile? _events;
    private int _sheets = -1;
    private bool _failed;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        next?.Report(value);
        // What has a message is told before the training stands where it begins.
        if (value.Message is not null)
            return;
        Try(value.Step, () =>
        {
            var events = _events ??= Begin(value.Step);
            if (value.Record is { } record)
                events.AddScalars(record.Step, Scalars(record));
            if (_since.Elapsed < CatchUpInterval)
                return;
            // The sheet of this very step may not be there yet.
            CatchUp(events, value.Step - 1);
            _since.Restart();
        });
    }

    /// <summary>Writes what is left: sheets, metrics, and how the run ended.</summary>
    public void Dispose() => Try(request.Spec.Training.Steps, () =>
    {
        if (_run.ReadState() is not { } state)
            return;
        var events = _events ??= Begin(state.Step);
        CatchUp(events, state.Step);
        if (state.Status is RunStatus.Completed or RunStatus.Diverged)
            events.AddEnd(state.Status == RunStatus.Completed);
    });

    private static IEnumerable<(string Tag, double Value)> Scalars(ProgressRecord record) =>
    [
        .. record.Values.Select(value => (Tags.GetValueOrDefault(value.Key, "training/" + value.Key), value.Value)),
        ("progress/epoch", record.Epoch),
        ("progress/seconds", record.Seconds),
        ("progress/images-per-second", record.ImagesPerSecond),
    ];

    // Numbers and switches are told from words, so that TensorBoard sorts and filters them as such.
    private static Value ToValue(string text) =>
        bool.TryParse(text, out var flag) ? Value.ForBool(flag)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Value.ForNumber(number) : Value.ForString(text);

    // At a step that is done. Everything up to it is in earlier event files, or is written now.
    private EventFile Begin(int step)
    {
        var folder = place.Of(_run);
        var continues = EventFile.AnyIn(folder);
        var events = new EventFile(folder);
        events.Restart(step == 0 ? 0 : step + 1);
        events.AddHyperparameters(SettingsBinder.List(request.Spec).Select(setting => (setting.Key, ToValue(setting.Value))));
        if (continues)
        {
            _sheets = step == 0 ? -1 : step;
            _metrics.UnionWith(Metrics(step).Select(metric => (metric.Step, metric.Tag)));
            return events;
        }
        events.AddText("specification", string.Concat(RunSpecYaml.Write(request.Spec).Split('\n').Select(line => $"    {line}\n")));
        foreach (var record in _run.ReadProgress().Where(record => record.Step <= step))
            events.AddScalars(record.Step, Scalars(record));
        return events;
    }

    private void CatchUp(EventFile events, int step)
    {
        foreach (var sheet in _run.SampleSteps.Where(sheet => sheet > _sheets && sheet <= step))
        {
            events.AddPicture(sheet, SamplesTag, _run.SampleFile(sheet));
            _sheets = sheet;
        }
        foreach (var metric in Metrics(step).Where(metric => _metrics.Add((metric.Step, metric.Tag))))
            events.AddScalars(metric.Step, [(metric.Tag, metric.Value)]);
    }

    private IEnumerable<(int Step, string Tag, double Value)> Metrics(int last) =>
        from file in _run.MetricSteps.Select(step => (Group: "metrics", File: _run.ReadMetrics(step)))
            .Concat(_run.CurveSteps.Select(step => (Group: "metrics-in-passing", File: _run.ReadCurve(step))))
        where file.File is not null && file.File.Step <= last
        from record in file.File.Metrics
        let value = record.Value
        where value is not null
        // Values of other features are another curve.
        let features = ExtractorRegistry.LabelOf(record.Protocol.GetValueOrDefault("extractor", ""))
        select (file.File.Step, $"{file.Group}/{record.Name}" + (features.Length > 0 ? $" ({features})" : ""), value.Value);

    private void Try(int step, Action write)
    {
        if (_failed)
            return;
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DataException)
        {
            _failed = true;
            next?.Report(new(
                _run.Id, step, request.Spec.Training.Steps, null, $"TensorBoard gets no more events of {_run.Id}: {e.Message}"));
        }
    }
}
