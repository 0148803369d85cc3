using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Storage;

/// <summary>
/// The one writer of a survey file. Writes that arrive while the disk is busy are committed together (group commit): each caller
/// still gets its answer only after the commit that holds its write has reached the disk, and one failing write does not undo others.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private const int MaximumGroup = 256;

    private readonly BlockingCollection<Work> _queue = [];
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly Thread _thread;

    /// <summary>Starts the writer.</summary>
    /// <param name="path">The survey file.</param>
    public WriteQueue(string path)
    {
        _path = path;
        _connection = SurveyDatabase.Open(path, SqliteOpenMode.ReadWrite, pooled: false);
        _thread = new Thread(Loop) { IsBackground = true, Name = "survey writer" };
        _thread.Start();
    }

    /// <summary>Runs a write in a transaction.</summary>
    /// <param name="write">Reads and changes the database; runs on the writer's thread.</param>
    /// <returns>Its result, once it is on the disk.</returns>
    /// <exception cref="EnvironmentException">The database is locked, read-only or the disk is full: nothing was written.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> write)
    {
        var work = new Work(connection => write(connection));
        _queue.Add(work);
        return (T)(await work.Done.Task)!;
    }

    /// <summary>Finishes what is queued and closes the connection.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
        _queue.Dispose();
    }

    private void Loop()
    {
        var group = new List<Work>(MaximumGroup);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < MaximumGroup && _queue.TryTake(out var next))
                group.Add(next);
            Commit(group);
        }
    }

    private void Commit(List<Work> group)
    {
        try
        {
            SurveyDatabase.Execute(_connection, "BEGIN IMMEDIATE");
            foreach (var work in group)
                RunOne(work);
            SurveyDatabase.Execute(_connection, "COMMIT");
        }
        catch (SqliteException e)
        {
            Rollback();
            var error = SurveyDatabase.Translate(e, _path);
            foreach (var work in group)
                work.Done.SetException(error);
            return;
        }
        foreach (var work in group)
        {
            if (work.Error is { } error)
                work.Done.SetException(error);
            else
                work.Done.SetResult(work.Result);
        }
    }

    private void RunOne(Work work)
    {
        SurveyDatabase.Execute(_connection, "SAVEPOINT one");
        try
        {
            work.Result = work.Write(_connection);
        }
        catch (Exception e)
        {
            work.Error = e is SqliteException sqlite ? SurveyDatabase.Translate(sqlite, _path) : e;
            SurveyDatabase.Execute(_connection, "ROLLBACK TO one");
        }
        SurveyDatabase.Execute(_connection, "RELEASE one");
    }

    private void Rollback()
    {
        try
        {
            SurveyDatabase.Execute(_connection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // No transaction is open when BEGIN itself failed.
        }
    }

    private sealed class Work(Func<SqliteConnection, object?> write)
    {
        public Func<SqliteConnection, object?> Write { get; } = write;

        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public object? Result { get; set; }

        public Exception? Error { get; set; }
    }
}
