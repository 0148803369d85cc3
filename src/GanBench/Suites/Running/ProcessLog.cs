using System.Globalization;
using System.Text;

namespace GanBench.Suites.Running;

/// <summary>
/// What the process of a run prints beside its progress: appended to a file of bounded size, of which the older part is kept beside it,
/// with the last lines at hand. A file that cannot be written is no reason to fail: the lines are still told.
/// </summary>
/// <param name="path">The file, in the run's directory; begun when there is a line and a directory.</param>
/// <param name="time">Clock for the line that begins each process.</param>
internal sealed class ProcessLog(string path, TimeProvider time) : IDisposable
{
    /// <summary>Size from which on a file is put aside and another begun.</summary>
    public const long MostBytes = 1 << 20;

    // More than any stack that a dying process prints below its last words.
    private const int MostLines = 200;

    // A single line without an end would take all memory.
    private const int MostCharacters = 4000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();
    private FileStream? _file;
    private bool _begun;
    private int _unwritten;

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_gate)
                return [.. _last];
        }
    }

    /// <summary>Where an older part of a log is kept.</summary>
    /// <param name="path">The log.</param>
    public static string Older(string path) => Path.ChangeExtension(path, ".old" + Path.GetExtension(path));

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without its end.</param>
    public void Add(string line)
    {
        lock (_gate)
        {
            _last.Enqueue(line.Length > MostCharacters ? line[..MostCharacters] + " …" : line);
            if (_last.Count > MostLines)
                _last.Dequeue();
            _unwritten = Math.Min(_unwritten + 1, _last.Count);
        }
        Save();
    }

    /// <summary>Writes what is not written yet, unless the run has no directory: a process that ends before its run leaves none.</summary>
    /// <returns>Whether the file holds all lines.</returns>
    public bool Save()
    {
        lock (_gate)
        {
            try
            {
                if (_unwritten > 0 && Directory.Exists(Path.GetDirectoryName(path)))
                    Write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Close();
            }
            return _begun && _unwritten == 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private void Write()
    {
        if (_file is { } full && full.Length > MostBytes)
        {
            Close();
            File.Move(path, Older(path), overwrite: true);
        }
        _file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        if (!_begun)
            _file.Write(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"# {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC\n")));
        _begun = true;
        foreach (var line in _last.TakeLast(_unwritten))
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
        _unwritten = 0;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
