using System.IO.Compression;
using GanBench.Imaging;
using GanBench.Metrics;
using GanBench.Metrics.Samples;
using GanBench.Testing;
using GanBench.Tests.Imaging;
using SkiaSharp;

namespace GanBench.Tests.Metrics.Samples;

public sealed class PictureSamplesTests : IDisposable
{
    private static readonly PictureOptions ByName = new() { Sorted = true };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_FolderWithATrainFolder_TakesAllPictures()
    {
        foreach (var name in new[] { "apple", "train", "whale" })
        {
            for (var i = 0; i < 5; i++)
                Png($"{name}/{i}.png", 4, 3, 3, (byte)i);
        }

        using var samples = Open(ByName);

        Assert.Equal(15, samples.Count);
        Assert.Equal("folder:" + Root, samples.Name);
        Assert.Equal(["apple", "train", "whale"], samples.ClassNames);
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2], samples.Labels);
        Assert.Null(samples.Note);
    }

    [Fact]
    public void Labels_InRandomOrder_FollowTheImages()
    {
        foreach (var (name, value) in new[] { ("a", (byte)0), ("b", (byte)1), ("c", (byte)2) })
        {
            for (var i = 0; i < 4; i++)
                Png($"{name}/{i}.png", 1, 1, 1, value);
        }

        using var samples = Open(new());
        using var images = samples.Read(0, 12);

        Assert.Equal(samples.Labels!, images.data<byte>().ToArray().Select(b => (int)b));
        Assert.NotEqual(samples.Labels!.Order(), samples.Labels);
    }

    [Fact]
    public void ReadGroups_MixedShapes_GivesNeighboursOfOneShapeInOneTensor()
    {
        Png("1.png", 2, 3, 3, 10);
        Png("2.png", 2, 3, 3, 20);
        Png("3.png", 2, 3, 1, 30);
        Png("4.png", 3, 3, 3, 40);
        Png("5.png", 2, 3, 3, 50);

        using var samples = Open(ByName);
        var groups = samples.ReadGroups(0, 5);

        Assert.Null(samples.Shape);
        Assert.Equal("1×3×2 and 3×3×2 and 3×3×3", samples.ShapeText);
        Assert.Equal(["2×3×3×2", "1×1×3×2", "1×3×3×3", "1×3×3×2"], groups.Select(g => string.Join('×', g.shape)));
        Assert.Equal([10, 20, 30, 40, 50], groups.SelectMany(g => g.flatten(1).select(1, 0).data<byte>().ToArray()));
        Assert.Throws<InvalidOperationException>(() => samples.Read(0, 1));
        foreach (var group in groups)
            group.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(40)]
    public void Read_AnyBatchSizeOrOrder_GivesTheSameImages(int batch)
    {
        for (var i = 0; i < 40; i++)
            Png($"{i:D2}.png", 5, 4, 3, (byte)i);
        using var samples = Open(new());
        using var whole = samples.Read(0, 40);
        var expected = whole.select(1, 0).flatten(1).select(1, 0).data<byte>().ToArray();

        List<int> starts = [.. Enumerable.Range(0, (40 + batch - 1) / batch).Select(i => i * batch)];
        foreach (var order in new[] { starts, [.. starts.AsEnumerable().Reverse()], [0, .. starts] })
        {
            foreach (var start in order)
            {
                var groups = samples.ReadGroups(start, Math.Min(batch, 40 - start));
                var values = groups.SelectMany(g => g.select(1, 0).flatten(1).select(1, 0).data<byte>().ToArray()).ToArray();
                Assert.Equal(expected[start..(start + values.Length)], values);
                foreach (var group in groups)
                    group.Dispose();
            }
        }
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (byte)i), expected.Order());
    }

    [Fact]
    public void Order_IsThatOfTheSeed_OrOfTheNames()
    {
        for (var i = 0; i < 30; i++)
            Png($"{i:D2}.png", 1, 1, 1, (byte)i);

        var (first, again, other, byName) = (Values(new(), 1), Values(new(), 1), Values(new(), 2), Values(ByName, 1));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (byte)i), byName);
    }

    [Fact]
    public void Open_ZipArchive_GivesWhatTheFolderGives()
    {
        Png("b/1.png", 4, 3, 3, 1);
        Png("a/2.png", 4, 3, 3, 2);
        Write("a/notes.txt", [1]);
        using var folder = Open(new());
        ZipFile.CreateFromDirectory(Root, _folder["set.ZIP"]);
        using (var zip = ZipFile.Open(_folder["set.ZIP"], ZipArchiveMode.Update))
        {
            zip.CreateEntry("__MACOSX/a/._2.png");
            zip.CreateEntry(".hidden.png");
        }

        using var archive = PictureSamples.Open(_folder["set.ZIP"], new(), 0);
        using var fromFolder = folder.Read(0, 2);
        using var fromZip = archive.Read(0, 2);

        Assert.Equal("zip:" + _folder["set.ZIP"], archive.Name);
        Assert.Equal(fromFolder.data<byte>().ToArray(), fromZip.data<byte>().ToArray());
        Assert.Equal(folder.ContentHash, archive.ContentHash);
        Assert.Equal((folder.Note, "1 file that is no picture left out (a/notes.txt)"), (archive.Note, archive.Note));
        Assert.Equal(["a", "b"], archive.ClassNames);
    }

    [Fact]
    public void Open_EveryFormat_IsRead()
    {
        foreach (var golden in ImagingGolden.Imaging.Tiff.Take(3).Concat(ImagingGolden.Imaging.Pnm.Take(3)))
            Write(golden.Name + (golden.Name.StartsWith('P') ? ".pgm" : ".tif"), golden.File);
        Write("ink.jpg", ImagingGolden.Imaging.CmykJpeg[0].File);
        foreach (var golden in ImagingGolden.Imaging.Dropped)
            Write(golden.Name, golden.File);

        using var samples = Open(ByName);

        Assert.Equal(7 + ImagingGolden.Imaging.Dropped.Length, samples.Count);
        Assert.Equal((long)samples.Count!, samples.ReadGroups(0, samples.Count!.Value).Sum(group => group.shape[0]));
        Assert.StartsWith("11 images have transparent pixels, alpha dropped", samples.Note, StringComparison.Ordinal);
        Assert.Matches("^[0-9]+ shapes from 1×3×4 to ", samples.ShapeText);
    }

    [Fact]
    public void Open_OptionsThatNarrow_AreObeyedAndStated()
    {
        Png("a.png", 1, 1, 1, 1);
        Png("inner/b.png", 1, 1, 1, 2);
        Write("c.jpg", PictureBytes.WithOrientation(PictureBytes.Jpeg(new RasterImage(16, 8, 3)), (byte)SKEncodedOrigin.RightTop));

        using var itself = Open(new() { Recursive = false });
        using var pngs = Open(new() { Extensions = [".PNG"] });
        using var upright = Open(new() { Rules = PictureRules.Training, Extensions = [".jpg"] });

        Assert.Equal((2, 2, 1), (itself.Count, pngs.Count, upright.Count));
        Assert.Equal("1 image is to be turned or mirrored by EXIF data, which is ignored", itself.Note);
        Assert.Equal(new SampleShape(3, 16, 8), upright.Shape);
        Assert.Equal("2 files that are no pictures left out (a.png, inner/b.png)", upright.Note);
        Assert.Equal(
            [("alpha", "dropped"), ("exif", "ignored"), ("found", "in the folder itself")], itself.Protocol.Select(p => (p.Key, p.Value)));
        Assert.Equal(
            [("alpha", "laid over white"), ("exif", "applied"), ("found", "in all subfolders, .jpg")],
            upright.Protocol.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public void ContentHash_ChangesWithBytesNamesAndRules()
    {
        Png("a.png", 2, 2, 1, 1);
        HashSet<string?> hashes = [Hash(new()), Hash(new() { Rules = PictureRules.Training }), Hash(ByName)];
        Png("a.png", 2, 2, 1, 2);
        hashes.Add(Hash(new()));
        File.Move(Path.Combine(Root, "a.png"), Path.Combine(Root, "b.png"));
        hashes.Add(Hash(new()));
        Assert.Equal(5, hashes.Count);
    }

    [Fact]
    public void Open_ReportsEveryBlock_AndCanBeCancelled()
    {
        for (var i = 0; i < 300; i++)
            Png($"{i}.png", 1, 1, 1, 1);
        var seen = new List<EvaluationProgress>();
        using var cancel = new CancellationTokenSource();

        PictureSamples.Open(Root, new(), 0, new Collect(seen)).Dispose();
        cancel.Cancel();

        Assert.Equal([new($"Reading {Root}", 256, 300), new($"Reading {Root}", 300, 300)], seen);
        Assert.Throws<OperationCanceledException>(() => PictureSamples.Open(Root, new(), 0, null, cancel.Token));
    }

    private string Root => Directory.CreateDirectory(_folder["pictures"]).FullName;

    private byte[] Values(PictureOptions options, ulong seed)
    {
        using var samples = PictureSamples.Open(Root, options, seed);
        using var images = samples.Read(0, samples.Count!.Value);
        return images.data<byte>().ToArray();
    }

    private string? Hash(PictureOptions options)
    {
        using var samples = Open(options);
        return samples.ContentHash;
    }

    private PictureSamples Open(PictureOptions options) => PictureSamples.Open(Root, options, seed: 0);

    private void Png(string name, int width, int height, int channels, byte value)
    {
        var image = new RasterImage(width, height, channels);
        Array.Fill(image.Pixels, value);
        Write(name, PngWriter.Encode(image));
    }

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private sealed class Collect(List<EvaluationProgress> seen) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => seen.Add(value);
    }
}
