using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using GanBench.Datasets.Formats;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class ArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("files.zip")]
    [InlineData("files.tar")]
    [InlineData("files.tar.gz")]
    [InlineData("files")]
    public void Read_AnyKind_ListsFilesByNameWithTheirContent(string kind)
    {
        var path = Make(kind, ("b/two.txt", "zwei"), ("a.txt", "eins"), ("b/größe 3.txt", "drei"), ("skip.md", "-"));

        Assert.Equal(
            ["a.txt=eins", "b/größe 3.txt=drei", "b/two.txt=zwei"],
            Read(path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("C:/evil.txt")]
    [InlineData("a\\evil.txt")]
    public void Read_UnsafePath_IsRefused(string name)
    {
        foreach (var kind in new[] { "files.zip", "files.tar.gz" })
        {
            var path = Make(kind, ("fine.txt", "x"), (name, "x"));
            var error = Assert.Throws<DataException>(() => Read(path));
            Assert.Contains($"'{name}' has an unsafe path", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    public void Read_TarWithALink_IsRefused(TarEntryType type)
    {
        var path = _folder["links.tar"];
        using (var tar = new TarWriter(File.Create(path)))
        {
            var entry = new PaxTarEntry(type, "link.txt");
            if (type != TarEntryType.Fifo)
                entry.LinkName = "/etc/passwd";
            tar.WriteEntry(entry);
        }
        var error = Assert.Throws<DataException>(() => Read(path));
        Assert.Contains("'link.txt' is a link or a device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ZipWithALink_IsRefused()
    {
        var path = _folder["links.zip"];
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            zip.CreateEntry("link.txt").ExternalAttributes = unchecked((int)0xA1FF0000);
        Assert.Contains("is a link or a device", Assert.Throws<DataException>(() => Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("files.zip")]
    [InlineData("files.tar.gz")]
    public void Read_MoreThanTheLimits_IsRefused(string kind)
    {
        var path = Make(kind, ("a.txt", new string('a', 100_000)), ("b.txt", new string('b', 100_000)), ("c.txt", ""));

        Assert.Contains("more than 2 entries", Fails(new ArchiveLimits(2, 1 << 20, 1 << 20)), StringComparison.Ordinal);
        Assert.Contains("more than 50000 bytes", Fails(new ArchiveLimits(10, 50_000, 1 << 20)), StringComparison.Ordinal);
        Assert.Contains("more than 150000 bytes", Fails(new ArchiveLimits(10, 150_000, 150_000)), StringComparison.Ordinal);

        string Fails(ArchiveLimits limits) => Assert.Throws<DataException>(() => Read(path, limits)).Message;
    }

    [Fact]
    public void Read_ZipThatLiesAboutASize_IsRefused()
    {
        var path = Make("files.zip", ("a.txt", new string('a', 1000)));
        var bytes = File.ReadAllBytes(path);
        // The uncompressed size in the central directory (offset 24 of its entry) decides; it is made smaller.
        var directory = bytes.AsSpan().LastIndexOf("PK\x01\x02"u8);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(directory + 24), 10);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("a.txt", Assert.Throws<DataException>(() => Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("files.zip")]
    [InlineData("files.tar.gz")]
    public void Read_EveryTruncation_IsRefusedByName(string kind)
    {
        var path = Make(kind, ("a.txt", "some text that is not long"), ("b.txt", "and another"));
        var whole = File.ReadAllBytes(path);
        for (var length = 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<DataException>(() => Read(path)).Message, StringComparison.Ordinal);
        }
    }

    // What the reader of tar files throws of a header whose checksum is right: NotSupportedException for a sparse file in a format that has
    // none, and ArgumentOutOfRangeException for a time behind the end of .NET's.
    [Theory]
    [InlineData(TarEntryFormat.V7, 156, new byte[] { (byte)'S' }, "an entry of a kind that is not read")]
    [InlineData(
        TarEntryFormat.Ustar, 136, new byte[] { 0x80, 0, 0, 0, 0, 0x32, 0x31, 0x31, 0x34, 0x37, 0x35, 0 }, "the header of an entry")]
    public void Read_TarHeaderThatCannotBe_IsRefused(TarEntryFormat format, int at, byte[] value, string expected)
    {
        const int ChecksumAt = 148, HeaderLength = 512;
        var path = _folder["files.tar"];
        using (var tar = new TarWriter(File.Create(path), format))
        {
            tar.WriteEntry(format == TarEntryFormat.V7
                ? new V7TarEntry(TarEntryType.V7RegularFile, "a.txt") : new UstarTarEntry(TarEntryType.RegularFile, "a.txt"));
        }
        var file = File.ReadAllBytes(path);
        var header = file.AsSpan(0, HeaderLength);
        value.CopyTo(header[at..]);
        header.Slice(ChecksumAt, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in header)
            sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[ChecksumAt..]);
        File.WriteAllBytes(path, file);
        Assert.Contains(expected, Assert.Throws<DataException>(() => Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NameGivenTwice_IsRefused()
    {
        var path = Make("files.tar", ("a.txt", "1"), ("a.txt", "2"));
        Assert.Contains("occurs twice", Assert.Throws<DataException>(() => Read(path)).Message, StringComparison.Ordinal);
    }

    private List<string> Read(string path, ArchiveLimits? limits = null)
    {
        var found = new List<string>();
        Archive.Read(path, name => name.EndsWith(".txt", StringComparison.Ordinal), entries =>
            found.AddRange(entries.Select(e => $"{e.Name}={Encoding.UTF8.GetString(e.Read())}")), limits);
        return found;
    }

    private string Make(string kind, params (string Name, string Text)[] files)
    {
        var path = _folder[kind];
        if (kind.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
            foreach (var (name, text) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        else if (kind.Contains(".tar", StringComparison.Ordinal))
        {
            using var file = File.Create(path);
            using Stream output = kind.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Optimal) : file;
            using var tar = new TarWriter(output);
            foreach (var (name, text) in files)
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        else
        {
            foreach (var (name, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path, name))!);
                File.WriteAllText(Path.Combine(path, name), text);
            }
        }
        return path;
    }
}
