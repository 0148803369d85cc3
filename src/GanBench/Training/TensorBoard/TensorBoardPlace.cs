using GanBench.Runs;

namespace GanBench.Training.TensorBoard;

/// <summary>Where the event files of runs are written.</summary>
/// <param name="Folder">A folder that gets one per run; null for the folder <c>tensorboard</c> of each run directory.</param>
public sealed record TensorBoardPlace(string? Folder = null)
{
    /// <summary>The folder of a run's event files.</summary>
    /// <param name="run">The run.</param>
    public string Of(RunDirectory run) => Folder is null ? Path.Combine(run.Path, "tensorboard") : Path.Combine(Folder, run.Id);
}
