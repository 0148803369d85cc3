namespace GanBench.Reporting.Live;

/// <summary>A file that is read again whenever it has changed. One that cannot be read has no value and says why.</summary>
/// <typeparam name="T">What is read from it.</typeparam>
/// <param name="files">The files of the folder.</param>
/// <param name="path">Its full path.</param>
/// <param name="longest">Bytes that it has at most: more is no file of a run.</param>
/// <param name="read">Reads it.</param>
internal sealed class WatchedFile<T>(PlainFiles files, string path, long longest, Func<T?> read)
    where T : class
{
    private (DateTime Written, long Length) _stamp;
    private T? _value;

    /// <summary>Why it has no value, in a line; null where it has one or there is no file.</summary>
    public string? Problem { get; private set; }

    /// <summary>Its value; null where it is missing or cannot be read.</summary>
    public T? Read()
    {
        try
        {
            var stamp = files.Find(path) is { } info ? (info.LastWriteTimeUtc, info.Length) : default;
            if (stamp == _stamp)
                return _value;
            (_stamp, _value, Problem) = (stamp, null, null);
            if (stamp.Length > longest)
                Problem = $"{Path.GetFileName(path)} is over {longest} bytes";
            else if (stamp.Length > 0)
                _value = read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever is wrong with a file of one run, the page shows the others.
            (_value, Problem) = (null, e.Message);
        }
        return _value;
    }
}
