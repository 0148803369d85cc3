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

    // Whoever only looks whether a run is held (IsHeld) has it for a moment.
    private static readonly TimeSpan MomentOfALook = TimeSpan.FromMilliseconds(20);

    private const int Looks = 5;

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
        for (var look = 1; ; look++)
        {
            try
            {
                var stream = new FileStream(
                    directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                Sign(stream);
                return new RunLock(stream);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new EnvironmentException($"Cannot write into {directory.Path}: {e.Message}", e);
            }
            catch (IOException e) when (!File.Exists(directory.LockFile))
            {
                throw new EnvironmentException($"Cannot write into {directory.Path}: {e.Message}", e);
            }
            catch (IOException) when (look < Looks)
            {
                Thread.Sleep(MomentOfALook);
            }
            catch (IOException e)
            {
                throw new RunFailedException($"Run {directory.Id} is locked: another process is working on it. Wait for it or stop it.", e);
            }
        }
    }

    /// <summary>Whether a process works on a run; also on a directory that cannot be written.</summary>
    /// <param name="directory">The run; it need not exist.</param>
    public static bool IsHeld(RunDirectory directory)
    {
        try
        {
            using var stream = new FileStream(directory.LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
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

    // The number of the process is for people; a disk without room for it holds the lock all the same.
    private static void Sign(FileStream stream)
    {
        try
        {
            stream.SetLength(0);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
        }
    }
}
