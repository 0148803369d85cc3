using System.Globalization;
using System.Text;

namespace GanBench.Suites.Running;

/// <summary>
/// What the process of a run prints beside its progress: appended to a file of bounded size, of which the older half is kept beside it,
/// with the last lines at hand. A file that cannot be written is no reason to fail: the lines are still told.
/// </summary>
/// <param name="path">The file; made with the first line.</param>
/// <param name="time">Clock for the line that begins each process.</param>
internal sealed class ProcessLog(string path, TimeProvider time) : IDisposable
{
    // More than any stack that a dying process prints below its last words.
    private const int MostLines = 200;

    private const long MostBytes = 1 << 20;

    // A single line without an end would take all memory.
    private const int MostCharacters = 4000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();
    private FileStream? _file;
    private bool _begun;

    /// <summary>The last lines, oldest first.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_gate)
                return [.. _last];
        }
    }

    /// <summary>Whether a line was written into the file.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line, without its end.</param>
    public void Add(string line)
    {
        if (line.Length > MostCharacters)
            line = line[..MostCharacters] + " …";
        lock (_gate)
        {
            _last.Enqueue(line);
            if (_last.Count > MostLines)
                _last.Dequeue();
            try
            {
                Write(line);
                IsWritten = true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _file?.Dispose();
                _file = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _file?.Dispose();
    }

    private void Write(string line)
    {
        if (_file is { } full && full.Length > MostBytes)
        {
            full.Dispose();
            _file = null;
            File.Move(path, Path.ChangeExtension(path, ".old" + Path.GetExtension(path)), overwrite: true);
        }
        if (_file is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        if (!_begun)
            _file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC\n")));
        _begun = true;
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }
}
