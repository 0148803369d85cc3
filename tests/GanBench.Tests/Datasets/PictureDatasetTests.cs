using System.Formats.Tar;
using System.IO.Compression;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Testing;
using GanBench.Tests.Imaging;

namespace GanBench.Tests.Datasets;

/// <summary>The sources of pictures on files made here, and on real files where there are any.</summary>
public sealed class PictureDatasetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Made by tests/golden/imaging.py with Pillow and numpy from the same files.
    [DataTheory("mnist", "cifar-10", "nlvr", "celeba")]
    [InlineData("mnist")]
    [InlineData("cifar-10")]
    [InlineData("nlvr")]
    [InlineData("celeba")]
    public void Samples_OfRealFiles_EqualPillow(string name)
    {
        foreach (var group in ImagingGolden.Samples.Where(s => s.Dataset == name).GroupBy(s => s.Split))
        {
            using var dataset = DatasetRegistry.Open(new DatasetRequest
            {
                Name = name, Split = group.Key, DataDirectory = TestData.Folder, CacheDirectory = _folder["cache"], Offline = true,
            });
            Assert.All(group, golden => Assert.Equal(golden.Sha256, ImagingGolden.Hash(dataset.GetImage(golden.Index))));
        }
    }

    [Theory]
    [InlineData("cifar-10", "cifar-10-batches-bin", "data_batch_1.bin", "test_batch.bin", 1)]
    [InlineData("cifar-100", "cifar-100-binary", "train.bin", "test.bin", 2)]
    public void Cifar_ArchiveOrFolder_IsRead(string name, string inside, string train, string test, int labelBytes)
    {
        byte[] first = [.. new byte[labelBytes - 1], 7, .. Enumerable.Range(0, 3072).Select(i => (byte)i)];
        byte[] second = [.. new byte[labelBytes - 1], 3, .. new byte[3072]];
        Tar($"{name}/{name}-binary.tar.gz", ($"{inside}/{train}", [.. first, .. second]), ($"{inside}/{test}", second));

        using var dataset = Open(name);
        using var testSet = Open(name, "test");

        Assert.Equal([7, 3], dataset.Labels.ToArray());
        Assert.Equal(first[labelBytes..], dataset.GetImage(0).ToArray());
        Assert.Equal("2 of 50,000 training images", dataset.Note);
        Assert.Equal([3], testSet.Labels.ToArray());

        Directory.CreateDirectory(_folder[name, inside]);
        File.WriteAllBytes(_folder[name, inside, train], [.. second, .. first]);
        using var unpacked = Open(name);
        Assert.Equal([3, 7], unpacked.Labels.ToArray());
    }

    [Fact]
    public void Cifar_RecordCutShort_IsRefusedByName()
    {
        Tar("cifar-10/cifar-10-binary.tar.gz", ("cifar-10-batches-bin/data_batch_1.bin", new byte[3073 + 3000]));
        Assert.Contains("data_batch_1.bin has 6073 bytes, not a number of records of 3073", Fails("cifar-10"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cifar_LabelAboveNine_IsRefusedByRecord()
    {
        Tar("cifar-10/cifar-10-binary.tar.gz", ("cifar-10-batches-bin/data_batch_1.bin", [.. new byte[3073], 10, .. new byte[3072]]));
        Assert.Contains("label 10 in record 1", Fails("cifar-10"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cifar_NoTestBatch_IsSaid()
    {
        Tar("cifar-10/cifar-10-binary.tar.gz", ("cifar-10-batches-bin/data_batch_1.bin", new byte[3073]));
        Assert.Contains(
            "has no test batch", Assert.Throws<DataException>(() => Open("cifar-10", "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nlvr_Picture_GivesItsThreeBoxesAndSplitsByFolder()
    {
        var picture = new RasterImage(400, 100, 4);
        for (var i = 0; i < picture.Pixels.Length; i += 4)
        {
            // Each column has its own red; separators are at 100 to 149 and 250 to 299.
            picture.Pixels[i] = (byte)(i / 4 % 400 / 2);
            picture.Pixels[i + 3] = 255;
        }
        var png = PngWriter.Encode(picture);
        Tar("nlvr/nlvr-subset.tar.gz",
            ("nlvr/train/images/0/train-1-0-0.png", png), ("nlvr/train/images/0/train-1-0-1.png", png),
            ("nlvr/train/images/71/train-2-0-0.png", png), ("nlvr/train/images/72/train-3-0-0.png", png));

        using var train = Open("nlvr");
        using var test = Open("nlvr", "test");
        using var all = Open("nlvr", "all");

        Assert.Equal((6, 3, 9), (train.Count, test.Count, all.Count));
        for (var box = 0; box < 3; box++)
        {
            var expected = Resampler.Resize(picture.Crop(150 * box, 0, 100, 100).WithChannels(3), 64, 64, ResizeFilter.Bilinear);
            Assert.Equal(expected.Pixels.Where((_, i) => i % 3 == 0), all.GetImage(box)[..4096].ToArray());
        }
    }

    [Fact]
    public void Nlvr_PictureOfAnotherSize_IsRefusedByName()
    {
        Tar("nlvr/nlvr.tar.gz", ("nlvr/train/images/0/train-1-0-0.png", PngWriter.Encode(new RasterImage(300, 100, 3))));
        Assert.Contains("train-1-0-0.png has 300×100 pixels", Fails("nlvr"), StringComparison.Ordinal);
    }

    [Fact]
    public void CelebA_ZipWithAttributes_SplitsByNumberAndLabels()
    {
        var jpeg = ImagingGolden.Imaging.Jpeg.Single(p => p.Name == "progressive").File;
        Zip("celeba/img_align_celeba.zip", ("img_align_celeba/000001.jpg", jpeg), ("img_align_celeba/162770.jpg", jpeg),
            ("img_align_celeba/162771.jpg", jpeg), ("img_align_celeba/182638.jpg", jpeg));
        File.WriteAllText(_folder["celeba", "list_attr_celeba.txt"],
            "4\nMale Young Smiling\n000001.jpg  1 -1 1\n162770.jpg -1 -1 -1\n162771.jpg 1 1 -1\n182638.jpg -1 1 1\n");

        using var train = Open("celeba");
        using var validation = Open("celeba", "validation");
        using var test = Open("celeba", "test");

        Assert.Equal(["male, smiling", "female"], train.Labels.ToArray().Select(l => train.Info.ClassNames[l]));
        Assert.Equal("2 of 162,770 training images, pictures of 64×48 instead of 178×218", train.Note);
        Assert.Equal("male", validation.Info.ClassNames[validation.Labels[0]]);
        Assert.Equal("female, smiling", test.Info.ClassNames[test.Labels[0]]);
        var expected = Resampler.Resize(ImageFile.Decode(jpeg, "").CropCentreSquare(), 64, 64, ResizeFilter.Bilinear);
        Assert.Equal(expected.Pixels.Where((_, i) => i % 3 == 1), test.GetImage(0).Slice(4096, 4096).ToArray());
    }

    [Fact]
    public void CelebA_DamagedPicture_IsNamed()
    {
        var jpeg = ImagingGolden.Imaging.Jpeg.Single(p => p.Name == "progressive").File;
        Zip("celeba/img_align_celeba.zip", ("img_align_celeba/000001.jpg", jpeg), ("img_align_celeba/000002.jpg", jpeg[..^300]));
        Assert.Contains("img_align_celeba/000002.jpg as JPEG", Fails("celeba"), StringComparison.Ordinal);
    }

    [Fact]
    public void CelebA_MissingFilesOffline_TellsHowToGetThemByHand() =>
        Assert.Contains("mmlab.ie.cuhk.edu.hk", Fails("celeba"), StringComparison.Ordinal);

    [Fact]
    public void Flowers_LabelsAndSplits_ComeFromTheMatlabFiles()
    {
        var jpeg = ImagingGolden.Imaging.Jpeg.Single(p => p.Name == "baseline420").File;
        // SciPy's file has labels 1 to 10, a fine label list for ten images; as a split list it lacks the variable.
        var mat = ImagingGolden.Imaging.Mat.Single(m => m.Name == "double").File;
        Tar("flowers-102/102flowers.tgz", [.. Enumerable.Range(1, 10).Select(i => ($"jpg/image_{i:D5}.jpg", jpeg))]);
        File.WriteAllBytes(_folder["flowers-102", "imagelabels.mat"], mat);
        File.WriteAllBytes(_folder["flowers-102", "setid.mat"], mat);

        using var all = Open("flowers-102", "all");

        Assert.Equal(Enumerable.Range(0, 10), all.Labels.ToArray());
        Assert.Equal("10 of 8,189 images", all.Note);
        Assert.Contains("no variable 'trnid'", Fails("flowers-102"), StringComparison.Ordinal);
    }

    [Fact]
    public void Flowers_MissingPicture_IsNamed()
    {
        var mat = ImagingGolden.Imaging.Mat.Single(m => m.Name == "double").File;
        Tar("flowers-102/102flowers.tgz", ("jpg/image_00001.jpg", []));
        File.WriteAllBytes(_folder["flowers-102", "imagelabels.mat"], mat);
        File.WriteAllBytes(_folder["flowers-102", "setid.mat"], mat);
        Assert.Contains("lacks image_00002.jpg and 8 others",
            Assert.Throws<DataException>(() => Open("flowers-102", "all")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnimeFaces_EveryTenthPicture_IsForTesting()
    {
        Directory.CreateDirectory(_folder["anime-faces", "images"]);
        for (var i = 0; i < 20; i++)
            PngWriter.Save(_folder["anime-faces", "images", $"{i:D2}.png"], new RasterImage(1, 1, 3, [(byte)i, 0, 0]));

        using var train = Open("anime-faces");
        using var test = Open("anime-faces", "test");

        Assert.Equal((18, 2), (train.Count, test.Count));
        Assert.Equal([9, 19], [test.GetImage(0)[0], test.GetImage(1)[0]]);
    }

    private Dataset Open(string name, string split = "train") => DatasetRegistry.Open(new DatasetRequest
    {
        Name = name, Split = split, DataDirectory = _folder.Path, CacheDirectory = _folder["cache"], Offline = true,
    });

    private string Fails(string name) => Assert.Throws<DataException>(() => Open(name)).Message;

    private void Tar(string name, params (string Name, byte[] Content)[] files)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var (entry, content) in files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(content) });
    }

    private void Zip(string name, params (string Name, byte[] Content)[] files)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (entry, content) in files)
        {
            using var stream = zip.CreateEntry(entry).Open();
            stream.Write(content);
        }
    }
}
