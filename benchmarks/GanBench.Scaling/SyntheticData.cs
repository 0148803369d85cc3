using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using GanBench.Imaging;

namespace GanBench.Scaling;

/// <summary>Data of any size: noise, in the formats that datasets are read from.</summary>
internal static class SyntheticData
{
    private const int PictureCount = 64, Classes = 10, Side = StepSetting.GlyphSide;
    private const uint Images = 0x803, Labels = 0x801;

    /// <summary>Writes a folder of pictures, if it is not there, and returns the dataset's name.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="shape">Shape of the pictures: three channels.</param>
    public static string Pictures(string folder, SampleShape shape)
    {
        var pictures = Path.Combine(folder, FormattableString.Invariant($"pictures-{shape.Height}"));
        if (!Directory.Exists(pictures))
        {
            Directory.CreateDirectory(pictures);
            var random = new System.Random(1);
            var pixels = new byte[shape.Length];
            for (var i = 0; i < PictureCount; i++)
            {
                random.NextBytes(pixels);
                var header = Encoding.ASCII.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"P6\n{shape.Width} {shape.Height}\n255\n"));
                File.WriteAllBytes(Path.Combine(pictures, FormattableString.Invariant($"{i:000}.ppm")), [.. header, .. pixels]);
            }
        }
        return "folder:" + pictures;
    }

    /// <summary>Writes the two files of a training set in MNIST's format, if they are not there, and returns their folder.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="count">Images of 28×28.</param>
    public static string Idx(string folder, int count)
    {
        var data = Path.Combine(folder, FormattableString.Invariant($"idx-{count}"));
        if (!Directory.Exists(data))
        {
            Directory.CreateDirectory(data);
            var random = new System.Random(1);
            using var images = File.Create(Path.Combine(data, "train-images-idx3-ubyte"));
            using var labels = File.Create(Path.Combine(data, "train-labels-idx1-ubyte"));
            WriteNumbers(images, Images, (uint)count, Side, Side);
            WriteNumbers(labels, Labels, (uint)count);
            var pixels = new byte[Side * Side];
            for (var i = 0; i < count; i++)
            {
                random.NextBytes(pixels);
                images.Write(pixels);
                labels.WriteByte((byte)(i % Classes));
            }
        }
        return data;
    }

    private static void WriteNumbers(FileStream file, params ReadOnlySpan<uint> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
            file.Write(bytes);
        }
    }
}
