using System.Buffers.Binary;
using System.Text;

namespace GanBench.Tests.Storage;

/// <summary>Safetensors files with any header, which GanBench itself would not write.</summary>
internal static class SafeTensorsBytes
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The JSON.</param>
    /// <param name="data">The bytes after it.</param>
    public static void Write(string path, string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. data]);
    }
}
