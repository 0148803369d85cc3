using GanBench.Imaging;

namespace GanBench.Reporting.Tests.Samples;

/// <summary>Pictures drawn by arithmetic: a ring, bar or cross each, the noisier the less trained.</summary>
public static class SamplePictures
{
    /// <summary>Pictures one after the other, planes in order.</summary>
    public static byte[] Draw(SampleShape shape, int count, double noise)
    {
        var bytes = new byte[count * shape.Length];
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < shape.Channels; c++)
            {
                for (var y = 0; y < shape.Height; y++)
                {
                    for (var x = 0; x < shape.Width; x++)
                    {
                        var value = Shape(i, (x + 0.5) / shape.Width, (y + 0.5) / shape.Height) * (shape.Channels == 1 ? 1 : Tint(i, c));
                        var grain = Math.Sin((x * 12.9898) + (y * 78.233) + (i * 37.719) + c) * 43758.5453;
                        value += noise * (grain - Math.Floor(grain) - (noise > 0.5 ? 0.2 : 0.5));
                        bytes[(i * shape.Length) + (c * shape.Height * shape.Width) + (y * shape.Width) + x] =
                            (byte)Math.Clamp(value * 255, 0, 255);
                    }
                }
            }
        }
        return bytes;
    }

    private static double Shape(int kind, double x, double y)
    {
        var (dx, dy) = (x - 0.5, y - 0.5);
        var radius = Math.Sqrt((dx * dx) + (dy * dy));
        var distance = (kind * 7 % 5) switch
        {
            0 => Math.Abs(radius - 0.28),
            1 => Math.Max(Math.Abs(dx - (dy * 0.2)), Math.Abs(dy) - 0.32),
            2 => Math.Min(Math.Max(Math.Abs(dx), Math.Abs(dy) - 0.3), Math.Max(Math.Abs(dy), Math.Abs(dx) - 0.3)),
            3 => Math.Abs(Math.Max(Math.Abs(dx), Math.Abs(dy)) - 0.26),
            _ => Math.Min(
                Math.Abs(Math.Sqrt((dx * dx) + ((dy - 0.15) * (dy - 0.15))) - 0.15), Math.Abs(
                Math.Sqrt((dx * dx) + ((dy + 0.15) * (dy + 0.15))) - 0.15)),
        };
        return Math.Clamp((0.075 - distance) * 20, 0, 1);
    }

    private static double Tint(int i, int channel) => 0.35 + (0.65 * ((((i * 13) + (channel * 29)) % 17) / 16.0));
}
