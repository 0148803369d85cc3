using System.Globalization;
using GanBench.Datasets.Formats;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Storage;

namespace GanBench.Datasets.Sources;

/// <summary>
/// Any folder of pictures (<c>folder:PATH</c>). Folders named <c>train</c> and <c>test</c> in it are its splits;
/// otherwise all pictures are the split <c>train</c>. When every picture lies in a subfolder, these are its classes. Pictures are
/// used as they are when all have one size; with an image size, each is made a square as data.fit says, and resized. Where one is in
/// colour, all are.
/// </summary>
/// <param name="path">The folder.</param>
public sealed class FolderSource(string path) : DatasetSource(new DatasetInfo
{
    Name = Prefix + path,
    Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))),
    Description = "Pictures of a folder.",
    Shape = new SampleShape(3, DefaultSide, DefaultSide),
    PublishedCount = new Dictionary<string, int>(),
    Licence = "not known",
    Citation = "none",
})
{
    /// <summary>What the name of such a dataset starts with.</summary>
    public const string Prefix = "folder:";

    private const int DefaultSide = 64, NamedInNote = 3;

    private readonly string _root = Path.GetFullPath(path);

    /// <inheritdoc/>
    public override SampleShape? ShapeOf(DatasetRequest request)
    {
        try
        {
            var folder = SplitFolder(request.Split);
            var pictures = FolderWalk.Files(folder).Where(ImageFile.HasExtension).Select(file => Inside(folder, file))
                .Order(StringComparer.Ordinal).ToList();
            return pictures.Count == 0 ? null : Shape(folder, pictures, request);
        }
        catch (DataException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = SplitFolder(request.Split);
        var special = new List<string>();
        var files = FolderWalk.Files(folder, special: special).Select(file => Inside(folder, file)).Order(StringComparer.Ordinal).ToList();
        var pictures = files.Where(ImageFile.HasExtension).ToList();
        if (pictures.Count == 0)
            throw new DataException($"{folder} has no {ImageFile.FormatNames} pictures ({files.Count} other files).");
        var classes = pictures.Select(ClassOf).Distinct().ToList();
        var labelled = classes.Count > 1 && !classes.Contains("");
        var shape = Shape(folder, pictures, request);
        var info = Info with { Shape = shape, ClassNames = labelled ? classes : [] };
        var resize = request.ImageSize is null ? "as they are" : $"central square, {ImagePipeline.Filter}";
        return new DatasetPlan(info, shape, "folder 3, " + resize, [.. pictures.Select(name => Path.Combine(folder, name))], builder =>
        {
            var oblong = Build(builder, folder, pictures, resized: request.ImageSize is not null, labelled ? classes : null);
            var others = files.Except(pictures).Concat(special.Select(file => Inside(folder, file)).Order(StringComparer.Ordinal)).ToList();
            var leftOut = others.Count == 0
                ? null
                : $"{others.Count} {(others.Count == 1 ? "file that is no picture" : "files that are no pictures")} left out "
                    + $"({string.Join(", ", others.Take(NamedInNote))}{(others.Count > NamedInNote ? ", …" : "")})";
            builder.Note = oblong is null ? leftOut : leftOut is null ? oblong : $"{oblong}; {leftOut}";
        })
        {
            Location = folder,
        };
    }

    // The size is the first picture's; where one is in colour, all are.
    private static SampleShape Shape(string folder, List<string> pictures, DatasetRequest request)
    {
        var first = ImageFile.Load(Path.Combine(folder, pictures[0]));
        var channels = first.Channels < 3 && !pictures.Skip(1).Any(name => IsColour(Path.Combine(folder, name))) ? 1 : 3;
        return request.ImageSize is { } side ? new SampleShape(channels, side, side) : new SampleShape(channels, first.Height, first.Width);
    }

    private static string Inside(string folder, string file) =>
        Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    private static string ClassOf(string name) => name.Contains('/') ? name[..name.IndexOf('/')] : "";

    // Where the file's beginning tells, nothing more of it is read: a folder of grey pictures is looked through each time.
    private static bool IsColour(string picture)
    {
        Span<byte> start = stackalloc byte[26];
        using (var file = InputFile.OpenRead(picture))
        {
            if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0x89, 0x50, 0x4e, 0x47, ..])
                start = start[25..];
        }
        // PNG's colour types: grey, colour, palette, grey with alpha, colour with alpha.
        return start is [0 or 4] ? false : start is [2 or 6] ? true : ImageFile.Inspect(ImageFile.ReadBytes(picture), picture).Channels > 2;
    }

    // Before any is decoded: a picture of another size may be the last of very many.
    private static void CheckSizes(DatasetBuilder builder, string folder, List<string> pictures)
    {
        foreach (var name in pictures)
        {
            builder.CancellationToken.ThrowIfCancellationRequested();
            var picture = Path.Combine(folder, name);
            var shape = ImageFile.Inspect(ImageFile.ReadBytes(picture), picture).ShapeBy(new PictureRules { ApplyOrientation = true });
            var (width, height) = (builder.Shape.Width, builder.Shape.Height);
            if ((shape.Width, shape.Height) != (width, height))
                throw new DataException(
                    $"{picture} has {shape.Width}×{shape.Height} pixels and {pictures[0]} has {width}×{height}; --image-size "
                    + "N (imageSizes in a suite) brings all to one size; data.fit says how squares are made.");
        }
    }

    // Returns what became of pictures that are no squares; null when there are none, or all are used as they are.
    private static string? Build(DatasetBuilder builder, string folder, List<string> pictures, bool resized, List<string>? classes)
    {
        if (!resized)
            CheckSizes(builder, folder, pictures);
        var oblong = 0;
        Archive.Read(folder, ImageFile.HasExtension, entries => PictureSet.AddTo(builder, entries, 1, (entry, content, sample) =>
        {
            var picture = ImageFile.Decode(content, entry.Origin);
            if (picture.Width != picture.Height)
                Interlocked.Increment(ref oblong);
            builder.Fit(picture, sample);
        }, classes is null ? null : entry => classes.IndexOf(ClassOf(entry.Name))));
        return oblong == 0 || !resized ? null : string.Create(CultureInfo.InvariantCulture, $"{oblong:N0} of {builder.Count:N0} pictures ")
            + builder.SquareFit switch
            {
                SquareFit.Crop => "cropped to their central squares (data.fit: crop)",
                SquareFit.Pad => "laid on black squares (data.fit: pad)",
                _ => "squeezed into squares (data.fit: stretch)",
            };
    }

    private string SplitFolder(string split)
    {
        if (!Directory.Exists(_root))
            throw new DataException($"There is no folder {_root}.");
        var inner = Path.Combine(_root, split);
        if (Directory.Exists(inner))
            return inner;
        if (split is DatasetRequest.Train or DatasetRequest.All)
            return _root;
        throw new UsageException(
            $"{_root} has no folder '{split}', so there is no such split; without one, all pictures are '{DatasetRequest.Train}'.");
    }
}
