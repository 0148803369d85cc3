using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GanBench.Imaging;
using GanBench.Testing.Fuzzing;
using GanBench.Tests.Imaging;
using GanBench.Tests.Metrics;

namespace GanBench.Tests.Fuzzing;

/// <summary>
/// Readers of formats with lengths and checksums. Here the content is damaged and packed afterwards, so that what lies behind those
/// checks is tried as well.
/// </summary>
public static class PackedParsers
{
    private const int MatHeader = 128, PngHeader = 13;

    private const string MeanName = "mu.npy", Pickle = "data.pkl", SpecName = "spec.yaml";

    private static readonly byte[] Checkpoint = MetricsGolden.Load("metrics_checkpoint.json").GetProperty("zip").GetBytesFromBase64();

    private static readonly byte[] Labels = ImagingGolden.Imaging.Mat.Single(m => m.Name == "small").File;

    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        Inside("png", "png-content", PackPng, () => [PngContent(8, 0, 1), PngContent(8, 2, 3), PngContent(16, 6, 8)]),
        Inside("npz", "npz-entry", mean => With(Statistics, MeanName, mean), () => [Entry(Statistics, MeanName)]),
        Inside("safetensors", "safetensors-header", PackHeader, () => [HeaderOf(Parser("safetensors").Seeds.Value[0])]),
        Inside("torch-checkpoint", "checkpoint-pickle", pickle => With(Checkpoint, Pickle, pickle), () => [Entry(Checkpoint, Pickle)]),
        Inside("mat", "mat-content", PackMat, () => [Labels[MatHeader..]]),
        Inside("zip", "zip-name", name => Zip((Encoding.UTF8.GetString(name) is { Length: > 0 } text ? text : " ", [1, 2, 3])), () =>
            ["a/one.txt"u8.ToArray(), "b"u8.ToArray()]),
        Inside("run-archive", "run-archive-spec", spec => With(Run, SpecName, spec), () => [Entry(Run, SpecName)]),
    ];

    private static byte[] Statistics => Parser("npz").Seeds.Value[0];

    private static byte[] Run => Parser("run-archive").Seeds.Value[0];

    private static FuzzedParser Inside(
        string whole, string name, Func<byte[], byte[]> pack, Func<IReadOnlyList<byte[]>> contents) =>
        Parser(whole) with { Name = name, Seeds = new(contents), Pack = pack, Repair = null };

    private static FuzzedParser Parser(string name) =>
        PictureParsers.All.Concat(ArrayParsers.All).Concat(ArchiveParsers.All).Single(parser => parser.Name == name);

    // The data of the header's chunk, then rows of a filter's byte and samples (PNG specification, sections 9 and 11.2.2).
    private static byte[] PngContent(byte depth, byte colourType, int bytesPerPixel)
    {
        const byte Side = 3;
        return [0, 0, 0, Side, 0, 0, 0, Side, depth, colourType, 0, 0, 0,
            .. Enumerable.Range(0, Side).SelectMany(row =>
                Enumerable.Range(0, 1 + (Side * bytesPerPixel)).Select(i => (byte)(i == 0 ? row : i)))];
    }

    private static byte[] PackPng(byte[] content)
    {
        var header = content.AsSpan(0, Math.Min(PngHeader, content.Length));
        using var file = new MemoryStream();
        file.Write(Png.Signature);
        Png.WriteChunk(file, "IHDR"u8, header);
        Png.WriteChunk(file, "IDAT"u8, Deflated(content.AsSpan(header.Length)));
        Png.WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] HeaderOf(byte[] file) => file[8..(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file))];

    private static byte[] PackHeader(byte[] header) =>
        [.. BitConverter.GetBytes((long)header.Length), .. header, 0, 60, 0, 64, 0, 66, 0, 68, 1, 2, 3];

    private static byte[] PackMat(byte[] elements)
    {
        var data = Deflated(elements);
        return [.. Labels.AsSpan(0, MatHeader), 15, 0, 0, 0, .. BitConverter.GetBytes(data.Length), .. data];
    }

    private static byte[] Deflated(ReadOnlySpan<byte> content)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(content);
        return data.ToArray();
    }

    private static byte[] Entry(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var entry = zip.Entries.Single(e => e.Name == name).Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] With(byte[] file, string name, byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return Zip([.. zip.Entries.Select(e => (e.FullName, e.Name == name ? content : Entry(file, e.Name)))]);
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
