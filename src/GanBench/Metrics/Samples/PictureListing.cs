using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using GanBench.Datasets;
using GanBench.Datasets.Formats;
using GanBench.Imaging;

namespace GanBench.Metrics.Samples;

/// <summary>What one pass over the pictures of a folder or archive tells of them, in the order of their paths.</summary>
internal sealed class PictureListing
{
    private const int BlockSize = 256, Named = 3;

    private PictureListing(ArchiveEntry[] entries, SampleShape[] shapes, string contentHash) =>
        (Entries, Shapes, ContentHash) = (entries, shapes, contentHash);

    /// <summary>The files.</summary>
    public ArchiveEntry[] Entries { get; }

    /// <summary>Size and channels of each picture as it is measured.</summary>
    public SampleShape[] Shapes { get; }

    /// <summary>SHA-256 in hex over the names and bytes of all, and how they are decoded.</summary>
    public string ContentHash { get; }

    /// <summary>The shapes in words.</summary>
    public string ShapeText
    {
        get
        {
            var shapes = Shapes.Distinct().OrderBy(shape => shape.Length).ThenBy(shape => shape.Width).ToList();
            return shapes.Count <= Named
                ? string.Join(" and ", shapes)
                : FormattableString.Invariant($"{shapes.Count} shapes from {shapes[0]} to {shapes[^1]}");
        }
    }

    /// <summary>What a reader must know; null when nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>How the pictures are found and read.</summary>
    public required IReadOnlyDictionary<string, string> Protocol { get; init; }

    /// <summary>The first folders below and the one of each picture; null when one lies in none, or all lie in the same.</summary>
    public (IReadOnlyList<string> Names, int[] Labels)? Classes { get; private init; }

    /// <summary>Reads every file once.</summary>
    /// <param name="path">What the set is called in messages.</param>
    /// <param name="files">Its files.</param>
    /// <param name="options">Which are pictures, and how they are read.</param>
    /// <param name="progress">Told about every block.</param>
    /// <param name="cancellationToken">Checked between files.</param>
    /// <exception cref="DataException">There are no pictures, or one is unreadable or damaged.</exception>
    public static PictureListing Read(
        string path, FileSet files, PictureOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var extensions = options.Extensions ?? ImageFile.Extensions;
        bool IsPicture(ArchiveEntry file) => extensions.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        var entries = files.Files.Where(IsPicture).ToArray();
        if (entries.Length == 0)
            throw new DataException(
                $"{path} has no {(options.Extensions is null ? ImageFile.FormatNames : string.Join(", ", extensions))} pictures"
                + $"{(options.Recursive ? "" : " itself, and subfolders are not looked into")} ({files.Files.Count} other files).");
        var (shapes, transparent, turned) = (new SampleShape[entries.Length], 0, 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = options.Side is { } side ? FormattableString.Invariant($" {side}") : "";
        hash.AppendData(Encoding.UTF8.GetBytes($"ganbench-pictures-1 {options.Rules.Alpha} {options.Rules.ApplyOrientation}{size}\n"));
        for (var start = 0; start < entries.Length; start += BlockSize)
        {
            var block = entries.AsSpan(start, Math.Min(BlockSize, entries.Length - start)).ToArray();
            var seen = InOrder(block.Length, cancellationToken, i => Look(block[i], options.Rules));
            for (var i = 0; i < block.Length; i++)
            {
                shapes[start + i] = seen[i].Shape;
                transparent += seen[i].IsTransparent ? 1 : 0;
                turned += seen[i].IsTurned ? 1 : 0;
                hash.AppendData(Encoding.UTF8.GetBytes(block[i].Name + "\0"));
                hash.AppendData(seen[i].Hash);
            }
            progress?.Report(new EvaluationProgress($"Reading {path}", start + block.Length, entries.Length));
        }
        if (options.Side is { } pixels)
            Array.Fill(shapes, new SampleShape(shapes.Max(shape => shape.Channels), pixels, pixels));
        var others = files.Files.Where(file => !IsPicture(file)).Select(file => file.Name).ToList();
        return new PictureListing(entries, shapes, Convert.ToHexStringLower(hash.GetHashAndReset()))
        {
            Note = Notes(others, files.Special, transparent, turned, options.Rules),
            Protocol = Rules(options),
            Classes = Folders(entries),
        };
    }

    /// <summary>Does something with each of many, on all processors.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="count">How many there are.</param>
    /// <param name="cancellationToken">Checked between them.</param>
    /// <param name="make">Does it.</param>
    /// <returns>What each gives, in order.</returns>
    /// <exception cref="GanBenchException">One fails; the first in order is told.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled.</exception>
    public static T[] InOrder<T>(int count, CancellationToken cancellationToken, Func<int, T> make)
    {
        var (made, failures) = (new T[count], new ConcurrentDictionary<int, GanBenchException>());
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            try
            {
                made[i] = make(i);
            }
            catch (GanBenchException e)
            {
                failures[i] = e;
            }
        });
        if (!failures.IsEmpty)
            ExceptionDispatchInfo.Throw(failures.MinBy(failure => failure.Key).Value);
        return made;
    }

    private static (SampleShape Shape, bool IsTransparent, bool IsTurned, byte[] Hash) Look(ArchiveEntry entry, PictureRules rules)
    {
        var bytes = entry.Read();
        var info = ImageFile.Inspect(bytes, entry.Origin);
        // Many pictures have alpha that is opaque everywhere, which only their pixels tell.
        var transparent = info.HasAlpha && ImageFile.Decode(bytes, entry.Origin, rules).HasTransparency;
        return (info.ShapeBy(rules), transparent, info.IsTurned, SHA256.HashData(bytes));
    }

    private static string? Notes(
        List<string> others, IReadOnlyList<string> special, int transparent, int turned, PictureRules rules)
    {
        List<string> notes = [];
        if (others.Count > 0)
            notes.Add(others.Count == 1
                ? $"1 file that is no picture left out ({others[0]})"
                : Invariant($"{others.Count} files that are no pictures left out ({List(others)})"));
        if (special.Count > 0)
            notes.Add(Invariant($"{special.Count} {(special.Count == 1 ? "pipe, socket or device" : "pipes, sockets or devices")} ")
                + $"left out ({List(special)})");
        if (transparent > 0)
            notes.Add(Invariant($"{transparent} {(transparent == 1 ? "image has" : "images have")} transparent pixels, ")
                + (rules.Alpha == AlphaRule.Drop ? "alpha dropped" : AlphaText(rules)));
        if (turned > 0 && !rules.ApplyOrientation)
            notes.Add(Invariant($"{turned} {(turned == 1 ? "image is" : "images are")} to be turned or mirrored by EXIF data, which is ")
                + "ignored");
        return notes.Count > 0 ? string.Join("; ", notes) : null;

        static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(Named)) + (names.Count > Named ? ", …" : "");
    }

    private static Dictionary<string, string> Rules(PictureOptions options)
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alpha"] = AlphaText(options.Rules),
            ["exif"] = options.Rules.ApplyOrientation ? "applied" : "ignored",
            ["found"] = (options.Recursive ? "in all subfolders" : "in the folder itself")
                + (options.Extensions is { } extensions ? ", " + string.Join(" ", extensions) : ""),
        };
        if (options.Side is { } side)
            rules["imageSize"] = Invariant($"{side}, central square, {ImagePipeline.Filter}");
        return rules;
    }

    private static string AlphaText(PictureRules rules) => rules.Alpha switch
    {
        AlphaRule.Drop => "dropped",
        AlphaRule.White => "laid over white",
        _ => "laid over black",
    };

    private static (IReadOnlyList<string> Names, int[] Labels)? Folders(ArchiveEntry[] entries)
    {
        string[] folders = [.. entries.Select(entry => entry.Name.Contains('/') ? entry.Name[..entry.Name.IndexOf('/')] : "")];
        string[] names = [.. folders.Distinct().Order(StringComparer.Ordinal)];
        return names.Length > 1 && names[0].Length > 0
            ? (names, Array.ConvertAll(folders, folder => Array.BinarySearch(names, folder, StringComparer.Ordinal))) : null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
