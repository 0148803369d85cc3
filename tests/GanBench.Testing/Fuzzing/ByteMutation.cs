namespace GanBench.Testing.Fuzzing;

/// <summary>Damages files: cuts, splices, flipped bits, numbers at their limits, and characters and words that mean
/// something to parsers.</summary>
internal static class ByteMutation
{
    private const int LongestInsert = 64, MostEdits = 4;

    private static readonly byte[] Meaning = [.. "{}[]():-,.\n \"'#&*!|>%@`~\t0123456789eE+<>OUfiub/\\"u8];

    private static readonly ulong[] Limits =
        [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, long.MaxValue, ulong.MaxValue];

    // What texts say where a reader would rather not hear it.
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "null", "true", "[]", "{}", "\"\"", "-1", "1e999", "NaN", "2147483648", "99999999999999999999", "../", "/", "\0", "\r\n", "%00",
            "\\n", "\\ud800", "\u001b[2J", "<script>", "\uffff",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    /// <summary>The damaged file of a number; a pure function.</summary>
    /// <param name="seeds">Whole files.</param>
    /// <param name="number">Number of the case.</param>
    public static byte[] Of(IReadOnlyList<byte[]> seeds, long number)
    {
        // Both halves count: a million cases of a parser are a million different files.
        var random = new System.Random(HashCode.Of(number));
        List<byte> bytes = [.. seeds[(int)(number % seeds.Count)]];
        for (var edits = random.Next(1, MostEdits + 1); edits > 0 && bytes.Count > 0; edits--)
            Edit(bytes, seeds, random);
        return [.. bytes];
    }

    private static void Edit(List<byte> bytes, IReadOnlyList<byte[]> seeds, System.Random random)
    {
        var at = random.Next(bytes.Count);
        var length = random.Next(1, Math.Min(LongestInsert, bytes.Count - at) + 1);
        switch (random.Next(11))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - length + 1), length));
                break;
            case 3:
                var other = seeds[random.Next(seeds.Count)];
                bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(random.Next(1, LongestInsert)));
                break;
            case 4:
                bytes.InsertRange(at, new byte[random.Next(1, LongestInsert)]);
                break;
            case 5:
            case 6:
                bytes[at] = Meaning[random.Next(Meaning.Length)];
                break;
            case 7:
                Number(bytes, at, Limits[random.Next(Limits.Length)], 1 << random.Next(4), random.Next(2) == 0);
                break;
            case 8:
                bytes[at] = (byte)random.Next(256);
                break;
            case 9:
                var word = Words[random.Next(Words.Length)];
                if (random.Next(2) == 0)
                    bytes.RemoveRange(at, length);
                bytes.InsertRange(at, word);
                break;
            default:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    private static void Number(List<byte> bytes, int at, ulong value, int size, bool bigEndian)
    {
        for (var i = 0; i < size && at + i < bytes.Count; i++)
            bytes[at + i] = (byte)(value >> (8 * (bigEndian ? size - 1 - i : i)));
    }

    private static class HashCode
    {
        // SplitMix64's finaliser (Steele, Lea and Flood 2014): neighbouring numbers give unrelated seeds.
        public static int Of(long number)
        {
            var x = (ulong)number + 0x9E37_79B9_7F4A_7C15;
            x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
            x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
            return (int)(x ^ (x >> 31));
        }
    }
}
