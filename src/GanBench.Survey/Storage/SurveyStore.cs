using System.Text.Json;
using GanBench.Storage;
using GanBench.Survey.Definition;
using GanBench.Survey.Participation;
using GanBench.Text;
using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Storage;

/// <summary>
/// A survey file: one SQLite database in write-ahead mode that holds definition, images and answers. Safe to use from several
/// threads; several programs may open one file at a time.
/// </summary>
public sealed partial class SurveyStore : IDisposable
{
    private readonly WriteQueue _writes;

    private SurveyStore(string path, SurveyDefinition definition, string hash, IReadOnlyDictionary<string, byte[]> images)
    {
        (Path, Definition, Hash, Images) = (path, definition, hash, images);
        _writes = new WriteQueue(path);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is asked.</summary>
    public SurveyDefinition Definition { get; }

    /// <summary>SHA-256 over definition and images.</summary>
    public string Hash { get; }

    /// <summary>PNG files by id.</summary>
    public IReadOnlyDictionary<string, byte[]> Images { get; }

    /// <summary>Opens a survey.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It is missing, damaged, of another version, or changed since it was made.</exception>
    /// <exception cref="EnvironmentException">It is locked or cannot be written.</exception>
    public static SurveyStore Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!InputFile.Exists(path))
            throw new DataException($"There is no survey {path}. 'ganbench survey create' makes one.");
        try
        {
            using var connection = SurveyDatabase.Open(path, SqliteOpenMode.ReadWrite, pooled: false);
            CheckVersion(connection, path);
            var (json, hash) = SurveyDatabase.Query(
                connection, "SELECT definition, hash FROM survey", r => (r.GetString(0), r.GetString(1))).Single();
            var images =
                SurveyDatabase.Query(connection, "SELECT id, png FROM images", r => (Id: r.GetString(0), Png: r.GetFieldValue<byte[]>(1)))
                .ToDictionary(i => i.Id, i => i.Png);
            if (SurveyHash.Compute(json, images) != hash)
                throw new DataException(
                    $"The questions or images of {path} were changed after it was made; its answers belong to others. Take an untouched "
                    + $"copy.");
            var definition = SurveyHash.Read(json);
            return definition.Fits(images.Keys) ? new SurveyStore(path, definition, hash, images)
                : throw new DataException($"{path} is damaged: its questions lack something that every question has, or images.");
        }
        catch (SqliteException e)
        {
            throw SurveyDatabase.Translate(e, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var problem = e is JsonException json ? ParserMessages.Of(json) : "its questions are not stored as they should be.";
            throw new DataException($"{path} is damaged: {problem}", e);
        }
    }

    /// <summary>Where the survey stands.</summary>
    /// <exception cref="EnvironmentException">The file is locked.</exception>
    public SurveyStatus ReadStatus() => Read(connection => SurveyDatabase.Query(connection,
        """
        SELECT served_at, closed_at, anonymised_at, withdrawn,
          (SELECT count(*) FROM participants), (SELECT count(*) FROM participants WHERE finished = 1)
        FROM survey
        """,
        r => new SurveyStatus(Time(r, 0), Time(r, 1), Time(r, 2), r.GetInt32(4), r.GetInt32(5), r.GetInt32(3))).Single());

    /// <summary>Closes the file once all writes are on the disk.</summary>
    public void Dispose()
    {
        _writes.Dispose();
        SurveyDatabase.ClearPool(Path);
    }

    internal static void Create(
        string path, SurveyDefinition definition, IReadOnlyDictionary<string, byte[]> images, bool overwrite)
    {
        path = System.IO.Path.GetFullPath(path);
        CheckReplaceable(path, overwrite);
        var temporary = AtomicFile.TemporaryName(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using (var connection = SurveyDatabase.Open(temporary, SqliteOpenMode.ReadWriteCreate, pooled: false))
            {
                SurveyDatabase.Execute(connection, "PRAGMA journal_mode = WAL");
                SurveyDatabase.Execute(connection, "BEGIN");
                SurveyDatabase.Execute(connection, Schema());
                var json = SurveyHash.Write(definition);
                SurveyDatabase.Execute(connection, "INSERT INTO survey (one, definition, hash) VALUES (1, $json, $hash)",
                    ("$json", json), ("$hash", SurveyHash.Compute(json, images)));
                // In the order of their random ids, so that even the file's layout does not sort real from generated.
                foreach (var (id, png) in images.OrderBy(i => i.Key, StringComparer.Ordinal))
                    SurveyDatabase.Execute(connection, "INSERT INTO images VALUES ($id, $png)", ("$id", id), ("$png", png));
                SurveyDatabase.Execute(
                    connection, $"PRAGMA application_id = {SurveyDatabase.ApplicationId}; PRAGMA user_version = {SurveyDatabase.Version}");
                SurveyDatabase.Execute(connection, "COMMIT");
            }
            AtomicFile.Publish(temporary, path);
        }
        catch (SqliteException e)
        {
            throw SurveyDatabase.Translate(e, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot write {path}: {e.Message}", e);
        }
        finally
        {
            foreach (var leftover in new[] { temporary, temporary + "-wal", temporary + "-shm" })
                AtomicFile.TryDelete(leftover);
        }
    }

    private static void CheckReplaceable(string path, bool overwrite)
    {
        if (!File.Exists(path))
            return;
        if (!overwrite)
            throw new UsageException($"{path} exists. Name another file, or overwrite it with --force.");
        using var store = Open(path);
        if (store.ReadStatus().ServedAt is { } served)
            throw new UsageException(
                FormattableString.Invariant(
                $"{path} was served on {served:yyyy-MM-dd} and may hold answers: it is frozen. Name another file."));
    }

    private static void CheckVersion(SqliteConnection connection, string path)
    {
        if (SurveyDatabase.Scalar<long>(connection, "PRAGMA application_id") != SurveyDatabase.ApplicationId)
            throw new DataException($"{path} is not a survey file.");
        var version = SurveyDatabase.Scalar<long>(connection, "PRAGMA user_version");
        if (version != SurveyDatabase.Version)
            throw new DataException($"{path} is a survey of version {version}; this program reads version {SurveyDatabase.Version}.");
    }

    private static string Schema()
    {
        using var stream = typeof(SurveyStore).Assembly.GetManifestResourceStream("Storage/schema.sql")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWrite, pooled: true);
            return read(connection);
        }
        catch (SqliteException e)
        {
            throw SurveyDatabase.Translate(e, Path);
        }
    }

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
