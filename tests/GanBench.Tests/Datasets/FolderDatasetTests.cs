using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Recipes;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class FolderDatasetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_PicturesOfOneSize_AreUsedAsTheyAreInTheOrderOfNames()
    {
        Png("b.png", 3, 2, 3, 20);
        Png("a.PNG", 3, 2, 3, 10);
        Png("ü mit leerzeichen.png", 3, 2, 3, 30);

        using var dataset = Open();

        Assert.Equal(new SampleShape(3, 2, 3), dataset.Shape);
        Assert.Equal([10, 20, 30], Enumerable.Range(0, 3).Select(i => dataset.GetImage(i)[0]));
        Assert.False(dataset.HasLabels);
        Assert.Null(dataset.Note);
    }

    [Fact]
    public void Open_Subfolders_AreClasses()
    {
        Png("dog/1.png", 2, 2, 1, 1);
        Png("cat/1.png", 2, 2, 1, 2);
        Png("cat/2.png", 2, 2, 1, 3);

        using var dataset = Open();

        Assert.Equal(["cat", "dog"], dataset.Info.ClassNames);
        Assert.Equal([0, 0, 1], dataset.Labels.ToArray());
        Assert.Equal(1, dataset.Shape.Channels);
    }

    [Fact]
    public void Open_TrainAndTestFolders_AreSplits()
    {
        Png("train/1.png", 2, 2, 1, 1);
        Png("test/1.png", 2, 2, 1, 2);
        using var test = DatasetRegistry.Open(Request() with { Split = "test" });
        using var train = Open();
        Assert.Equal((1, 2), (train.GetImage(0)[0], test.GetImage(0)[0]));
    }

    // White in the last quarter of the width alone: the central square has none of it, the whole picture squeezed to a quarter of its
    // width keeps it in its last quarter.
    [Theory]
    [InlineData(SquareFit.Crop, 0, "cropped to their central squares (data.fit: crop)")]
    [InlineData(SquareFit.Stretch, 255, "squeezed into squares (data.fit: stretch)")]
    public void Open_PictureThatIsNoSquare_IsCroppedOrStretchedAndSaid(SquareFit fit, byte last, string note)
    {
        var picture = new RasterImage(32, 8, 1);
        for (var row = 0; row < 8; row++)
            picture.Pixels.AsSpan((row * 32) + 24, 8).Fill(255);
        PngWriter.Save(PathOf("wide.png"), picture);

        using var dataset = DatasetRegistry.Open(Request() with { ImageSize = 8, Fit = fit });

        var image = dataset.GetImage(0);
        Assert.Equal((0, last), (image[0], image[7]));
        Assert.Equal("1 of 1 pictures " + note, dataset.Note);
    }

    // A white picture of 32×16 is the middle half of its square; the filter mixes both where they meet.
    [Fact]
    public void Open_PictureThatIsNoSquare_CanBePadded()
    {
        var picture = new RasterImage(32, 16, 1);
        picture.Pixels.AsSpan().Fill(255);
        PngWriter.Save(PathOf("wide.png"), picture);

        using var dataset = DatasetRegistry.Open(Request() with { ImageSize = 8, Fit = SquareFit.Pad });

        var image = dataset.GetImage(0).ToArray();
        Assert.All(image[..8], value => Assert.Equal(0, value));
        Assert.All(image[24..40], value => Assert.Equal(255, value));
        Assert.All(image[56..], value => Assert.Equal(0, value));
        Assert.Equal("1 of 1 pictures laid on black squares (data.fit: pad)", dataset.Note);
    }

    [Fact]
    public void Open_All_IsEveryPictureOfTheFolder()
    {
        Png("1.png", 2, 2, 1, 1);
        Png("2.png", 2, 2, 1, 2);
        using var all = DatasetRegistry.Open(Request() with { Split = DatasetRequest.All });
        Assert.Equal(2, all.Count);
    }

    [Fact]
    public void Open_OnePicture_IsADatasetOfOne()
    {
        Png("only.png", 2, 2, 1, 1);
        using var dataset = Open();
        Assert.Equal(1, dataset.Count);
    }

    [Fact]
    public void Open_DifferentSizes_AreRefusedByName_UnlessASizeIsGiven()
    {
        Png("a.png", 8, 8, 3, 1);
        Png("b.png", 8, 9, 3, 2);

        Assert.Contains("b.png has 8×9 pixels and a.png has 8×8", Fails(), StringComparison.Ordinal);

        using var resized = DatasetRegistry.Open(Request() with { ImageSize = 4 });
        Assert.Equal(new SampleShape(3, 4, 4), resized.Shape);
        Assert.Equal(2, resized.Count);
    }

    [Fact]
    public void Open_ColourAmongGrey_IsColour_WhateverTheirOrder()
    {
        Png("b.png", 2, 2, 1, 1);
        using (var grey = Open())
            Assert.Equal(new SampleShape(1, 2, 2), grey.Shape);
        Png("c.png", 2, 2, 3, 2);
        using (var later = Open())
        {
            Assert.Equal(new SampleShape(3, 2, 2), later.Shape);
            Assert.Equal([1, 1, 1], [later.GetImage(0)[0], later.GetImage(0)[4], later.GetImage(0)[8]]);
        }
        Png("A.png", 2, 2, 3, 9);
        using var first = Open();
        Assert.Equal([1, 1, 1], [first.GetImage(1)[0], first.GetImage(1)[4], first.GetImage(1)[8]]);
    }

    [Fact]
    public void Open_OtherFiles_AreNamedInTheNote()
    {
        Png("a.png", 2, 2, 1, 1);
        File.WriteAllText(PathOf("notes.txt"), "text");
        using var dataset = Open();
        Assert.Equal("1 file that is no picture left out (notes.txt)", dataset.Note);
    }

    [Fact]
    public void Open_EmptyFolder_IsRefused()
    {
        _ = PathOf("");
        Assert.Contains("has no PNG, JPEG, WebP, GIF, BMP, TIFF or PNM pictures", Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoFolder_IsRefused()
    {
        Directory.Delete(PathOf(""));
        Assert.Contains("There is no folder", Fails(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("damaged.png")]
    [InlineData("damaged.jpg")]
    public void Open_DamagedPicture_IsNamed(string name)
    {
        Png("a.png", 2, 2, 3, 1);
        File.WriteAllText(PathOf(name), "no picture");
        Assert.Contains(name, Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkToNowhere_IsNamed()
    {
        Png("a.png", 2, 2, 3, 1);
        File.CreateSymbolicLink(PathOf("b.png"), PathOf("gone.png"));
        Assert.Contains("b.png", Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkThatLeadsBack_IsNamed()
    {
        Png("inner/a.png", 2, 2, 3, 1);
        Directory.CreateSymbolicLink(PathOf("inner/loop"), PathOf(""));
        Assert.Contains("loop is a link that leads back", Fails(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinkToItself_IsNamed()
    {
        Png("a.png", 2, 2, 3, 1);
        Directory.CreateSymbolicLink(PathOf("self"), PathOf("self"));
        using var dataset = Open();
        Assert.Contains("self", dataset.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownSplit_IsRefused()
    {
        Png("a.png", 2, 2, 3, 1);
        var error = Assert.Throws<UsageException>(() => DatasetRegistry.Open(Request() with { Split = "test" }));
        Assert.Contains("no folder 'test'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PictureAdded_IsSeen()
    {
        Png("a.png", 2, 2, 3, 1);
        string hash;
        using (var before = Open())
            hash = before.ContentHash;
        Png("b.png", 2, 2, 3, 1);
        using var after = Open();
        Assert.Equal(2, after.Count);
        Assert.NotEqual(hash, after.ContentHash);
    }

    private string PathOf(string name) => Path.Combine(Directory.CreateDirectory(_folder["pictures"]).FullName, name);

    private void Png(string name, int width, int height, int channels, byte value)
    {
        var image = new RasterImage(width, height, channels);
        Array.Fill(image.Pixels, value);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        PngWriter.Save(PathOf(name), image);
    }

    private DatasetRequest Request() => new() { Name = "folder:" + _folder["pictures"], CacheDirectory = _folder["cache"] };

    private Dataset Open()
    {
        _ = PathOf("");
        return DatasetRegistry.Open(Request());
    }

    private string Fails() => Assert.Throws<DataException>(() => DatasetRegistry.Open(Request())).Message;
}
