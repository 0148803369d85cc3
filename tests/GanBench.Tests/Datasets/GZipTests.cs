using System.IO.Compression;
using GanBench.Datasets.Formats;

namespace GanBench.Tests.Datasets;

public sealed class GZipTests
{
    private static readonly byte[] First = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * i / 7))], Second = [.. "and more"u8];

    [Fact]
    public void Open_PlainFile_IsReadAsItIs() => Assert.Equal(Second, Read(Second));

    [Fact]
    public void Open_SeveralMembers_AreReadAsOne() =>
        Assert.Equal([.. First, .. Second, .. First], Read([.. Compress(First), .. Compress(Second), .. Compress(First)]));

    [Fact]
    public void Open_EmptyMember_IsReadOver() =>
        Assert.Equal([.. First, .. Second], Read([.. Compress(First), .. Compress([]), .. Compress(Second)]));

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        var whole = Compress(First);
        for (var length = 2; length < whole.Length; length++)
            Refused(whole[..length]);
    }

    [Fact]
    public void Open_EveryTruncationOfTheSecondMember_IsRefused()
    {
        byte[] first = Compress(First), whole = [.. first, .. Compress(Second)];
        for (var length = first.Length + 1; length < whole.Length; length++)
            Refused(whole[..length]);
    }

    // As gzip does: the files of some archives end in padding.
    [Fact]
    public void Open_OtherBytesBehindTheLastMember_AreIgnored() => Assert.Equal(First, Read([.. Compress(First), 0, 0, 0]));

    // The last eight bytes are the checksum and the length.
    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(1)]
    public void Open_WrongChecksumOrLength_IsRefused(int fromTheEnd)
    {
        var file = Compress(First);
        file[^fromTheEnd] ^= 1;

        Refused(file);
    }

    [Fact]
    public void Open_AnyFlippedByteOfTheContent_IsRefused()
    {
        const int Trailer = 8;
        var whole = Compress(First);
        for (var i = 10; i < whole.Length; i++)
        {
            foreach (var bits in (byte[])[0x01, 0x10, 0x80, 0xFF])
            {
                var damaged = whole.ToArray();
                damaged[i] ^= bits;
                // The last bits before the trailer only fill up their byte.
                if (i == whole.Length - Trailer - 1 && Record.Exception(() => Read(damaged)) is null)
                    Assert.Equal(First, Read(damaged));
                else
                    Refused(damaged);
            }
        }
    }

    private static void Refused(byte[] file) => Assert.Contains(
        "the compressed data is damaged or ends early", Assert.Throws<InvalidDataException>(() => Read(file)).Message,
        StringComparison.Ordinal);

    private static byte[] Read(byte[] file)
    {
        using var content = GZip.OpenIfCompressed(new MemoryStream(file));
        using var output = new MemoryStream();
        content.CopyTo(output);
        return output.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
            gzip.Write(content);
        return output.ToArray();
    }
}
