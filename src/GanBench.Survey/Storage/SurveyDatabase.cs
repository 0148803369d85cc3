using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Storage;

/// <summary>Connections to a survey file, with the settings that durability and privacy rest on, and errors in words.</summary>
internal static class SurveyDatabase
{
    /// <summary>"GBSV": says that an SQLite file is a survey.</summary>
    public const int ApplicationId = 0x47425356;

    /// <summary>Version of the tables.</summary>
    public const int Version = 1;

    /// <summary>How long a statement waits for another program's lock, in seconds.</summary>
    public const int LockTimeout = 5;

    /// <summary>Opens a connection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How it is opened.</param>
    /// <param name="pooled">Whether closing it hands it back to a pool.</param>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, bool pooled)
    {
        var connection = new SqliteConnection(ConnectionString(path, mode, pooled));
        try
        {
            connection.Open();
            // FULL: a commit returns after the log reached the disk. secure_delete: withdrawn answers are overwritten, not unlinked.
            Execute(connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Translate(e, path);
        }
    }

    /// <summary>Closes the pooled connections to a file, so that it can be moved or deleted.</summary>
    /// <param name="path">The file.</param>
    public static void ClearPool(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWrite, pooled: true));
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Runs statements without a result.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="parameters">Names and values.</param>
    /// <returns>Rows changed.</returns>
    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; default when there is none or it is null.</summary>
    /// <inheritdoc cref="Execute"/>
    public static T? Scalar<T>(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteScalar() is T value ? value : default;
    }

    /// <summary>All rows, each made into a value.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="sql">The query.</param>
    /// <param name="read">Makes a value of the current row.</param>
    /// <param name="parameters">Names and values.</param>
    public static List<T> Query<T>(
        SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(
            string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>What an SQLite error means for the user.</summary>
    /// <param name="error">The error.</param>
    /// <param name="path">The survey file.</param>
    public static GanBenchException Translate(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        5 or 6 => new EnvironmentException(
            $"{path} is locked by another program for more than {LockTimeout} s. End it and try again.", error),
        8 => new EnvironmentException($"Cannot write {path}: the file, its folder or the disk is read-only.", error),
        13 => new EnvironmentException($"Cannot write {path}: the disk is full.", error),
        14 => new EnvironmentException($"Cannot open {path}: the file or its folder cannot be read and written.", error),
        // Another program's database lacks our tables.
        1 or 11 or 26 => new DataException($"{path} is damaged or not a survey file.", error),
        _ => new EnvironmentException($"Cannot use {path}: {error.Message}", error),
    };

    private static string ConnectionString(string path, SqliteOpenMode mode, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        Pooling = pooled,
        ForeignKeys = true,
        DefaultTimeout = LockTimeout,
    }.ToString();

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
