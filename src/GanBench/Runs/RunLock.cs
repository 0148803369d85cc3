using System.Globalization;

namespace GanBench.Runs;

/// <summary>
/// Keeps a second process out of a run directory. The operating system frees the lock when the process ends, however it ends.
/// </summary>
public sealed class RunLock : IDisposable
{
    /// <summary>Time that a process which has been told to stop usually needs for its step and its checkpoint.</summary>
    public static readonly TimeSpan SavingTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _stream;

    private RunLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <param name="directory">The run; its folder is made when it is missing.</param>
    /// <exception cref="RunFailedException">Another process works on the run.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static RunLock Take(RunDirectory directory)
    {
        try
        {
            Directory.CreateDirectory(directory.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot create the run directory {directory.Path}: {e.Message}", e);
        }
        try
        {
            var stream = new FileStream(directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            stream.Flush();
            return new RunLock(stream);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EnvironmentException($"Cannot write into {directory.Path}: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new RunFailedException($"Run {directory.Id} is locked: another process is working on it. Wait for it or stop it.", e);
        }
    }

    /// <summary>Waits for another process to let go of a run. Whether it did is seen when the lock is taken.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="patience">How long at most; nothing is done for zero.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static void WaitUntilFree(RunDirectory directory, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < patience && File.Exists(directory.LockFile); waited += Interval)
        {
            try
            {
                Take(directory).Dispose();
                return;
            }
            catch (RunFailedException)
            {
                if (cancellationToken.WaitHandle.WaitOne(Interval))
                    return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
