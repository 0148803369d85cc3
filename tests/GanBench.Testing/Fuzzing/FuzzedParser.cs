using System.Text.RegularExpressions;

namespace GanBench.Testing.Fuzzing;

/// <summary>A reader of files that come from elsewhere, with whole files that damaged ones are made of.</summary>
/// <param name="Name">Name of the format.</param>
/// <param name="Seeds">Whole files, which it reads; made once.</param>
/// <param name="Read">Reads a file's bytes; may use the folder, which only this caller has.</param>
public sealed record FuzzedParser(string Name, Lazy<IReadOnlyList<byte[]>> Seeds, Action<byte[], TempFolder> Read)
{
    /// <summary>Text of a library or of the runtime that says nothing to who handed the file in.</summary>
    private static readonly Regex Leak = new(
        @"\(Parameter '|(?<![A-Za-z])(System|GanBench)\.[A-Z]|Arithmetic operation|bounds of the array", RegexOptions.CultureInvariant);

    /// <summary>Makes checksums fit again that a damaged file would otherwise be refused for at once; null where there are none.</summary>
    public Action<byte[]>? Repair { get; init; }

    /// <summary>Packs damaged content into a whole file, so that no length or checksum refuses it before it is looked at.</summary>
    public Func<byte[], byte[]> Pack { get; init; } = content => content;

    /// <summary>Bytes that reading one of them may allocate in all; half a GiB unless the format's own limit says more.</summary>
    public long MostBytes { get; init; } = 1L << 29;

    /// <summary>A parser of files, which are read by their path.</summary>
    /// <param name="name">Name of the format.</param>
    /// <param name="file">Name of the file.</param>
    /// <param name="read">Reads the file at a path.</param>
    /// <param name="seeds">Makes whole files.</param>
    public static FuzzedParser OfFile(string name, string file, Action<string> read, Func<IReadOnlyList<byte[]>> seeds) =>
        new(name, new(seeds), (bytes, folder) =>
        {
            var path = folder[file];
            File.WriteAllBytes(path, bytes);
            read(path);
        });

    /// <summary>The damaged file of a number, the same each time.</summary>
    /// <param name="number">Number of the case.</param>
    public byte[] Case(long number)
    {
        var bytes = ByteMutation.Of(Seeds.Value, number);
        // Every second file, so that the checks themselves are tried as well.
        if (number % 2 == 0)
            Repair?.Invoke(bytes);
        return Pack(bytes);
    }

    /// <summary>Reads a damaged file and judges how it went.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="folder">A folder that only this caller uses.</param>
    /// <param name="refused">Whether it was refused, as it should be when it cannot be read.</param>
    /// <returns>What is wrong with the reader; null when it read the file or refused it in words that fit.</returns>
    public string? Try(byte[] bytes, TempFolder folder, out bool refused)
    {
        refused = false;
        try
        {
            Read(bytes, folder);
            return null;
        }
        catch (GanBenchException e)
        {
            refused = true;
            return Leak.IsMatch(e.Message) ? "says what only its library understands: " + e.Message : null;
        }
        catch (Exception e) when (e is not GanBenchException)
        {
            return e.ToString();
        }
    }
}
