using System.Text;

namespace GanBench.Tests.Build;

/// <summary>
/// A shared library of 64 bits with nothing in it but what it needs: two versions of one library, of which one's name begins with the
/// other's. Positions of fields are those of Elf64_Ehdr, Elf64_Shdr, Elf64_Verneed and Elf64_Vernaux in elf.h.
/// </summary>
internal static class SmallElf
{
    public const string Version = "GLIBCXX_3.4.32", Prefix = "GLIBCXX_3.4.3";
    public const int Names = 64, Needs = 112, Headers = 160, Length = 352;

    // The entries of the needs, and where their flags are.
    public const int Library = Needs, First = Needs + 16, Second = Needs + 32, FlagsOfFirst = First + 4, FlagsOfSecond = Second + 4;

    // The section headers behind the empty one.
    public const int NeedsHeader = Headers + 64, NamesHeader = Headers + 128;

    public static byte[] Bytes()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);

        // Header: magic, 64 bits, little-endian, version 1; shared library for x86-64.
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Write16(3, 62);
        Write32(1);
        Write64(0, 0, Headers);
        Write32(0);
        Write16(64, 0, 0, 64, 3, 0);

        // Names at 1, 16 and 31.
        writer.Write(Encoding.ASCII.GetBytes($"\0libstdc++.so.6\0{Version}\0{Prefix}\0\0\0\0"));

        // One library with two versions: version of the format, count; name, offset to the first version, offset to the next library.
        Write16(1, 2);
        Write32(1, 16, 0);
        // Hash; flags, index; name, offset to the next.
        Write32(0x0297f872);
        Write16(0, 5);
        Write32(16, 16);
        Write32(0x02297f83);
        Write16(0, 4);
        Write32(31, 0);

        // Section headers: name, type; flags, address, offset, size; link, info; alignment, size of an entry.
        stream.Position += 64;
        Write32(0, 0x6ffffffe);
        Write64(0, 0, Needs, 48);
        Write32(2, 1);
        Write64(8, 0);
        Write32(0, 3);
        Write64(0, 0, Names, 48);
        Write32(0, 0);
        Write64(1, 0);
        return stream.ToArray();

        void Write16(params ushort[] values) => Array.ForEach(values, writer.Write);
        void Write32(params uint[] values) => Array.ForEach(values, writer.Write);
        void Write64(params ulong[] values) => Array.ForEach(values, writer.Write);
    }
}
