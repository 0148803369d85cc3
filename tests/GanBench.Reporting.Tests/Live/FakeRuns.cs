using System.Globalization;
using GanBench.Imaging;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Reporting.Tests.Live;

/// <summary>A folder of run directories as trainings leave them, without training.</summary>
public sealed class FakeRuns : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _locks = [];

    /// <summary>The folder of the runs.</summary>
    public string Folder => _folder["runs"];

    /// <summary>A path beside the folder of the runs.</summary>
    public string Beside(string name) => _folder[name];

    /// <summary>Adds a run that has logged some of its steps.</summary>
    public RunDirectory Add(
        string id, RunStatus status = RunStatus.Completed, int logged = 20, int steps = 100, int minutes = 0, bool locked = false)
    {
        var run = new RunDirectory(Path.Combine(Folder, id));
        Directory.CreateDirectory(run.Path);
        run.WriteSpec(new RunSpec { Architecture = "dcgan", Dataset = "glyphs", Training = new() { Steps = steps, BatchSize = 32 } });
        State(run, status, 0, steps, minutes);
        Log(run, 1, logged);
        Sheet(run, 0);
        if (locked)
            _locks.Add(RunLock.Take(run));
        return run;
    }

    /// <summary>Writes how a run stands.</summary>
    public static void State(RunDirectory run, RunStatus status, int step, int steps = 100, int minutes = 0) => run.WriteState(new RunState
    {
        Id = run.Id,
        Status = status,
        Step = step,
        Steps = steps,
        Seconds = step / 4.0,
        Started = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
    });

    /// <summary>Appends lines to a run's log: four steps a second.</summary>
    public static void Log(RunDirectory run, int from, int to) => File.AppendAllLines(
        run.ProgressFile, Enumerable.Range(from, to - from + 1).Select(step => string.Create(CultureInfo.InvariantCulture,
            $"{{\"step\":{step},\"lossD\":{1.0 / step},\"lossG\":{2 + Math.Sin(step)},\"scoreReal\":0.7,\"scoreFake\":0.3,"
            + $"\"seconds\":{step / 4.0},\"imagesPerSecond\":128}}")));

    /// <summary>Writes a sample sheet.</summary>
    public static void Sheet(RunDirectory run, int step)
    {
        Directory.CreateDirectory(run.SamplesFolder);
        var images = new float[4 * 8 * 8];
        Array.Fill(images, ((step * 37 % 200) / 100f) - 1);
        ImageGrid.Save(run.SampleFile(step), new SampleShape(1, 8, 8), images);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var held in _locks)
            held.Dispose();
        _folder.Dispose();
    }
}
