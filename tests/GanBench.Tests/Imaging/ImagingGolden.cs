using System.Security.Cryptography;
using System.Text.Json;
using GanBench.Imaging;

namespace GanBench.Tests.Imaging;

/// <summary>Reads imaging.json and datasets.json, which tests/golden/imaging.py makes with Pillow, numpy and SciPy.</summary>
internal static class ImagingGolden
{
    public sealed record Picture(string Name, byte[] File, int Width, int Height, int Channels, string Sha256);

    public sealed record Resized(
        int Width, int Height, int Channels, byte[]? Source, int ToWidth, int ToHeight, ResizeFilter Filter, string Sha256);

    public sealed record Grey(int Width, int Height, byte[] Source, string Sha256);

    public sealed record Matrix(string Name, byte[] File, int[] Labels);

    public sealed record Content(
        Resized[] Resize, Grey[] Grey, Picture[] Jpeg, Picture[] CmykJpeg, Picture[] Png, Picture[] Tiff, Picture[] Pnm, Picture[] Dropped,
        Matrix[] Mat);

    public sealed record Sample(string Dataset, string Split, int Index, string Sha256);

    public sealed record SampleList(Sample[] Samples);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static Content Imaging { get; } = Read<Content>("imaging.json");

    public static Sample[] Samples { get; } = Read<SampleList>("datasets.json").Samples;

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", file)), Options)!;
}
