namespace GanBench.Testing;

/// <summary>A folder for one test, deleted with all it holds when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes an empty folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("ganbench-").FullName;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>A path below it.</summary>
    /// <param name="parts">Its parts.</param>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file below it, with its folders.</summary>
    /// <param name="name">Relative path.</param>
    /// <param name="text">Content.</param>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string text)
    {
        var file = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file still open elsewhere is not the test's failure; the system's temporary folder is cleaned anyway.
        }
    }
}
