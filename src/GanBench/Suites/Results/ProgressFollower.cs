using System.Text.Json;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Suites.Results;

/// <summary>
/// Reads a progress log that grows: each time only what was appended since. Its memory is a buffer of a line or two, however long the log.
/// A log that was replaced by another, as a resume does, is noticed and read from its start.
/// </summary>
/// <param name="file">The log; it need not exist yet.</param>
internal sealed class ProgressFollower(string file)
{
    /// <summary>A line of more bytes is damage.</summary>
    public const int LongestLine = 1 << 20;

    private const int Chunk = 1 << 18, Memory = 64;

    private readonly double?[] _values = ProgressScan.NewValues();
    private byte[] _before = [];
    private bool _skipping;

    /// <summary>Bytes of whole lines that were read.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes of the log when it was looked at last.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that were read from the disk so far, all in all.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whole lines that were read, damaged ones too.</summary>
    public int Lines { get; private set; }

    /// <summary>The first damaged line and what is wrong with it, or null.</summary>
    public (int Line, string What)? FirstDamage { get; private set; }

    /// <summary>Reads the whole lines that follow; damaged ones are left out.</summary>
    /// <param name="visit">Gets every line.</param>
    /// <param name="restart">Told before lines that begin anew, since the log is another one.</param>
    /// <param name="budget">About how many bytes are read at most.</param>
    /// <returns>Whether anything was read or dropped.</returns>
    public bool Advance(ProgressScan.Visitor visit, Action? restart = null, long budget = long.MaxValue)
    {
        using var stream = Open();
        var restarted = Offset > 0 && (stream is null || !Continues(stream));
        if (restarted)
        {
            Restart();
            restart?.Invoke();
        }
        if (stream is null)
            return restarted;
        var start = Offset;
        stream.Position = Offset;
        ReadLines(stream, visit, budget);
        Remember(stream);
        return restarted || Offset > start;
    }

    /// <summary>Reads the last line where its end is missing: cut off, or not written yet.</summary>
    /// <param name="visit">Gets the line where it is whole all the same.</param>
    /// <returns>Whether there was anything.</returns>
    public bool FinishLine(ProgressScan.Visitor visit)
    {
        using var stream = Open();
        if (stream is null || stream.Length <= Offset || stream.Length - Offset > LongestLine)
            return stream is not null && stream.Length > Offset;
        var rest = new byte[stream.Length - Offset];
        stream.Position = Offset;
        stream.ReadExactly(rest);
        try
        {
            visit(ProgressScan.Parse(rest, _values));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // Cut off: left out.
        }
        return true;
    }

    private FileStream? Open()
    {
        try
        {
            return new FileStream(
                InputFile.Regular(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // What was read last still stands before what comes next. Seconds and rates make equal lines of two logs unlikely.
    private bool Continues(FileStream stream)
    {
        if (stream.Length < Offset)
            return false;
        var before = new byte[_before.Length];
        stream.Position = Offset - before.Length;
        return stream.ReadAtLeast(before, before.Length, throwOnEndOfStream: false) == before.Length
            && before.AsSpan().SequenceEqual(_before);
    }

    private void Remember(FileStream stream)
    {
        Length = stream.Length;
        _before = new byte[Math.Min(Memory, Offset)];
        stream.Position = Offset - _before.Length;
        stream.ReadAtLeast(_before, _before.Length, throwOnEndOfStream: false);
    }

    private void Restart() => (Offset, Length, Lines, FirstDamage, _skipping, _before) = (0, 0, 0, null, false, []);

    private void ReadLines(FileStream stream, ProgressScan.Visitor visit, long budget)
    {
        var buffer = new byte[Chunk];
        var held = 0;
        for (long done = 0; done < budget;)
        {
            var read = stream.Read(buffer, held, buffer.Length - held);
            if (read == 0)
                return;
            (done, BytesRead) = (done + read, BytesRead + read);
            var rest = buffer.AsSpan(0, held + read);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
            {
                Offset += end + 1;
                TakeLine(rest[..end], visit);
            }
            held = rest.Length;
            rest.CopyTo(buffer);
            if (held < buffer.Length)
                continue;
            if (buffer.Length < LongestLine)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
                continue;
            }
            // Not kept, so that a file without a single end of line needs no more memory than any other.
            (Offset, held, _skipping) = (Offset + held, 0, true);
        }
    }

    private void TakeLine(ReadOnlySpan<byte> line, ProgressScan.Visitor visit)
    {
        Lines++;
        try
        {
            if (_skipping)
                throw new JsonException($"It has more than {LongestLine} bytes.");
            visit(ProgressScan.Parse(line, _values));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            FirstDamage ??= (Lines, e is JsonException damage ? ParserMessages.Of(damage) : "a number in it cannot be read.");
        }
        _skipping = false;
    }
}
