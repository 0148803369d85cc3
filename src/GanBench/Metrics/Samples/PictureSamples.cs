using GanBench.Datasets;
using GanBench.Datasets.Formats;
using GanBench.Imaging;
using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Metrics.Samples;

/// <summary>
/// The pictures of a folder or zip archive as they are: of any sizes, grey beside colour, decoded when they are asked for, on all
/// processors, and ahead of whoever reads them in order. Only paths and sizes are kept.
/// </summary>
public sealed class PictureSamples : ISampleSource
{
    // More than this is not decoded ahead, nor put into one tensor.
    private const long MostAhead = 256L << 20;

    private readonly FileSet _files;
    private readonly PictureOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly ArchiveEntry[] _entries;
    private readonly SampleShape[] _shapes;
    private (int First, int Count, Task<byte[][]> Pictures)? _ahead;
    private int _end;

    private PictureSamples(string name, FileSet files, PictureListing listing, PictureOptions options, ulong seed, CancellationToken token)
    {
        (Name, _files, _options, _cancellationToken) = (name, files, options, token);
        var count = listing.Entries.Length;
        int[] order = options.Sorted
            ? [.. Enumerable.Range(0, count)] : new RandomStream(seed, Streams.EvaluationOrder).Permutation(count);
        _entries = Array.ConvertAll(order, i => listing.Entries[i]);
        _shapes = Array.ConvertAll(order, i => listing.Shapes[i]);
        Shape = Array.TrueForAll(_shapes, shape => shape == _shapes[0]) ? _shapes[0] : null;
        (ShapeText, Note, Protocol) = (listing.ShapeText, listing.Note, listing.Protocol);
        ContentHash = listing.ContentHash + (options.Sorted ? "/sorted" : FormattableString.Invariant($"/{seed}"));
        if (listing.Classes is { } classes)
            (ClassNames, Labels) = (classes.Names, Array.ConvertAll(order, i => classes.Labels[i]));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? ContentHash { get; }

    /// <inheritdoc/>
    public SampleShape? Shape { get; }

    /// <inheritdoc/>
    public string ShapeText { get; }

    /// <inheritdoc/>
    public int? Count => _entries.Length;

    /// <inheritdoc/>
    public string? Note { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Protocol { get; }

    /// <summary>Names of the first folders below, when every picture lies in one and there are several; null otherwise.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The folder of every picture, an index into <see cref="ClassNames"/>, in the order of the samples.</summary>
    public IReadOnlyList<int>? Labels { get; }

    /// <summary>Finds the pictures and reads each file once, without decoding where the file says what is needed.</summary>
    /// <param name="path">A folder, or a file that is a zip archive.</param>
    /// <param name="options">Which pictures, and how they are read.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="progress">Told about every block of files.</param>
    /// <param name="cancellationToken">Checked between files, here and when pictures are read.</param>
    /// <exception cref="DataException">
    /// There is no such folder or archive, it has no pictures, or a file is unreadable, damaged or of another format.
    /// </exception>
    public static PictureSamples Open(
        string path,
        PictureOptions options,
        ulong seed,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var isArchive = !Directory.Exists(path) && (File.Exists(path) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase));
        var files = isArchive ? FileSet.OpenZip(path, options.Recursive) : FileSet.OpenFolder(path, options.Recursive);
        try
        {
            var listing = PictureListing.Read(path, files, options, progress, cancellationToken);
            return new PictureSamples((isArchive ? "zip:" : "folder:") + path, files, listing, options, seed, cancellationToken);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">A file is damaged or has changed; the first in order is named.</exception>
    /// <exception cref="InvalidOperationException">The images have several shapes.</exception>
    public Tensor Read(int first, int count) => Shape is { } shape
        ? ToTensor(shape, Take(first, count))
        : throw new InvalidOperationException($"{Name} has images of {ShapeText}; they are read in groups.");

    /// <inheritdoc/>
    /// <exception cref="DataException">A file is damaged or has changed; the first in order is named.</exception>
    public IReadOnlyList<Tensor> ReadGroups(int first, int count)
    {
        var pictures = Take(first, count);
        var groups = new List<Tensor>();
        for (var start = 0; start < count;)
        {
            var shape = _shapes[first + start];
            var most = Math.Max(1, MostAhead / shape.Length);
            var length = 1;
            while (start + length < count && length < most && _shapes[first + start + length] == shape)
                length++;
            groups.Add(ToTensor(shape, pictures.AsSpan(start, length)));
            start += length;
        }
        return groups;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _ahead?.Pictures.Wait(CancellationToken.None);
        }
        // Nobody asked for these pictures in the end.
        catch (AggregateException)
        {
        }
        _ahead = null;
        _files.Dispose();
    }

    private byte[][] Take(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, _entries.Length);
        var ahead = _ahead;
        _ahead = null;
        var pictures = ahead is { } made && (made.First, made.Count) == (first, count)
            ? made.Pictures.GetAwaiter().GetResult() : Decode(first, count);
        // Whoever reads on where the last batch ended goes on so.
        var inOrder = first == _end;
        _end = first + count;
        var next = Math.Min(count, _entries.Length - _end);
        if (inOrder && next > 0 && _shapes.AsSpan(_end, next).ToArray().Sum(shape => (long)shape.Length) <= MostAhead)
        {
            var start = _end;
            _ahead = (start, next, Task.Run(() => Decode(start, next), CancellationToken.None));
        }
        return pictures;
    }

    private byte[][] Decode(int first, int count) => PictureListing.InOrder(count, _cancellationToken, i =>
    {
        var (entry, shape) = (_entries[first + i], _shapes[first + i]);
        var image = ImageFile.Decode(entry.Read(), entry.Origin, _options.Rules).Image;
        var planes = new byte[shape.Length];
        if (_options.Side is not null)
            ImagePipeline.Fit(image, shape, SquareFit.Crop, planes);
        else if (new SampleShape(image.Channels, image.Height, image.Width) == shape)
            image.CopyPlanes(planes);
        else
            throw new DataException($"{entry.Origin} has changed since it was listed.");
        return planes;
    });

    private static Tensor ToTensor(SampleShape shape, ReadOnlySpan<byte[]> pictures)
    {
        var images = empty([pictures.Length, shape.Channels, shape.Height, shape.Width], uint8);
        for (var i = 0; i < pictures.Length; i++)
            pictures[i].CopyTo(images.bytes[(i * shape.Length)..]);
        return images;
    }
}
