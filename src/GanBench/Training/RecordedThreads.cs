using System.Globalization;
using GanBench.Engine;
using GanBench.Runs;

namespace GanBench.Training;

/// <summary>
/// Lets a run go on with the threads that it was begun with, which its bits depend on, whatever share of the cores it is given this time.
/// </summary>
public static class RecordedThreads
{
    /// <summary>Computes with the threads that a run's environment records, where it records any.</summary>
    /// <param name="directory">The run; it need not exist.</param>
    /// <param name="tell">Gets a line where these are not the threads that this process was given.</param>
    /// <returns>Goes back to as many as before when disposed.</returns>
    public static IDisposable Use(RunDirectory directory, Action<string>? tell = null)
    {
        var given = TorchEngine.Threads;
        var threads = Of(directory) ?? given;
        if (threads != given)
            tell?.Invoke(string.Create(CultureInfo.InvariantCulture,
                $"{directory.Id} was begun with {threads} threads and goes on with as many, not {given}: its bits depend on them."));
        return TorchEngine.UseThreads(threads);
    }

    /// <summary>The threads that a run was begun with; null when it was not begun, or its environment cannot be read.</summary>
    /// <param name="directory">The run.</param>
    public static int? Of(RunDirectory directory)
    {
        try
        {
            return directory.ReadEnvironment()?.Threads;
        }
        catch (DataException)
        {
            return null;
        }
    }
}
