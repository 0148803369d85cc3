using System.Globalization;
using GanBench.Datasets.Formats;
using GanBench.Imaging;
using GanBench.Storage;

namespace GanBench.Datasets.Sources;

/// <summary>
/// CelebA, aligned faces: the central 178×178 square of each 178×218 picture, resized. The official split goes by image number.
/// With the attribute list, the classes are sex and smile.
/// </summary>
public sealed class CelebASource() : DatasetSource(new DatasetInfo
{
    Name = "celeba",
    Title = "CelebA",
    Description = "Aligned faces of celebrities, central square resized.",
    Shape = new SampleShape(3, 64, 64),
    ClassNames = ["female", "female, smiling", "male", "male, smiling"],
    PublishedCount = new Dictionary<string, int>
    {
        [DatasetRequest.Train] = LastTrain,
        ["validation"] = LastValidation - LastTrain,
        [DatasetRequest.Test] = LastTest - LastValidation,
        [DatasetRequest.All] = LastTest,
    },
    Licence = "non-commercial research only; no part may be published or passed on",
    Citation = "Liu, Luo, Wang, Tang, Deep Learning Face Attributes in the Wild, ICCV 2015",
    Files =
    [
        new RemoteFile(Images, [Drive + "0B7EVK8r0v71pZjFTYXZWM3FlRnM"], 1_443_490_838, "00d2c5bc6d35e252742224ab0c1e8fcb")
        {
            ConfirmsDownload = true,
        },
        new RemoteFile(Attributes, [Drive + "0B7EVK8r0v71pblRyaVFSWGxPY0U"], Md5: "75e246fa4810816ffd6ee81facbd244c")
        {
            ConfirmsDownload = true, Optional = true,
        },
    ],
    ManualDownload =
        "Google Drive limits downloads. By hand: open https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html, follow 'Align&Cropped Images', "
        + "fetch img_align_celeba.zip (and Anno/list_attr_celeba.txt for classes) and put them into the folder named above.",
})
{
    private const int LastTrain = 162_770, LastValidation = 182_637, LastTest = 202_599, OriginalWidth = 178, OriginalHeight = 218;

    private const string
        Drive = "https://drive.google.com/uc?export=download&id=", Images = "img_align_celeba.zip", Attributes = "list_attr_celeba.txt";

    /// <inheritdoc/>
    protected override DatasetPlan Prepare(
        DatasetRequest request, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = FolderOf(request);
        var images = folder.Folder("img_align_celeba")
            ?? FileOrFetch(request, Images, [Images, "celeba*.tar.gz", "img_align_celeba*.tar.gz"], progress, cancellationToken);
        var attributes = folder.File(Attributes);
        string[] inputs =
        [
            .. attributes is null ? Array.Empty<string>() : [attributes],
            .. Directory.Exists(images) ? FolderWalk.Files(images).Order(StringComparer.Ordinal).ToArray() : [images],
        ];
        var info = attributes is null ? Info with { ClassNames = [] } : Info;
        return new DatasetPlan(info, ShapeFor(request), $"celeba 1, central square, {ImagePipeline.Filter}", inputs,
            builder => Build(builder, images, attributes));
    }

    private void Build(DatasetBuilder builder, string images, string? attributes)
    {
        var classes = attributes is null ? null : ReadClasses(attributes);
        var (first, last) = builder.Split switch
        {
            DatasetRequest.Train => (1, LastTrain),
            DatasetRequest.Test => (LastValidation + 1, LastTest),
            DatasetRequest.All => (1, LastTest),
            _ => (LastTrain + 1, LastValidation),
        };
        string? otherSize = null;
        Archive.Read(images, name => Number(name) is { } number && number >= first && number <= last, entries =>
        {
            if (entries.Count == 0)
                throw new DataException(
                    $"{images} has none of the images {first:D6}.jpg to {last:D6}.jpg of the {Info.Name} split '{builder.Split}'.");
            PictureSet.AddTo(builder, entries, 1, (entry, content, sample) =>
            {
                var picture = ImageFile.Decode(content, entry.Origin);
                if (picture.Width != OriginalWidth || picture.Height != OriginalHeight)
                    otherSize = $"{picture.Width}×{picture.Height}";
                builder.Fit(picture, sample);
            }, classes is null ? null : entry => classes.TryGetValue(Number(entry.Name)!.Value, out var label)
                ? label
                : throw new DataException($"{attributes} has no line for {entry.Name}."));
        });
        var size = otherSize is null ? null : $"pictures of {otherSize} instead of {OriginalWidth}×{OriginalHeight}";
        builder.Note = (PartialNote(builder), size) switch
        {
            ({ } count, { } other) => $"{count}, {other}",
            var (count, other) => count ?? other,
        };
    }

    // Line 1: number of images. Line 2: names of the attributes. Then a file name and −1 or 1 for each attribute.
    private static Dictionary<int, int> ReadClasses(string path)
    {
        var lines = InputFile.ReadAllLines(path);
        var names = lines.Length < 2 ? [] : lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (male, smiling) = (Array.IndexOf(names, "Male"), Array.IndexOf(names, "Smiling"));
        if (male < 0 || smiling < 0)
            throw new DataException($"{path} has no columns Male and Smiling in line 2.");
        var classes = new Dictionary<int, int>();
        for (var i = 2; i < lines.Length; i++)
        {
            var fields = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
                continue;
            if (fields.Length != names.Length + 1 || Number(fields[0]) is not { } number || !IsSign(fields[male + 1])
                || !IsSign(fields[smiling + 1]))
                throw new DataException($"{path}, line {i + 1}, is not a file name and {names.Length} attributes of -1 or 1.");
            classes[number] = (fields[male + 1] == "1" ? 2 : 0) + (fields[smiling + 1] == "1" ? 1 : 0);
        }
        return classes;

        static bool IsSign(string field) => field is "1" or "-1";
    }

    private static int? Number(string name)
    {
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        return file.Length == 10 && file.EndsWith(".jpg")
            && int.TryParse(file[..6], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
