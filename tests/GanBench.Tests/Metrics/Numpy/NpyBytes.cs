using System.Text;

namespace GanBench.Tests.Metrics.Numpy;

/// <summary>Files of NumPy's format with any header, which NumPy itself would not write.</summary>
internal static class NpyBytes
{
    /// <summary>A file of version 1 or another, with bytes after its header.</summary>
    /// <param name="header">The dictionary.</param>
    /// <param name="dataLength">Bytes of zeros that follow.</param>
    /// <param name="version">The format's version.</param>
    public static byte[] Of(string header, int dataLength, byte version = 1)
    {
        var length = version >= 2 ? BitConverter.GetBytes(header.Length) : BitConverter.GetBytes((ushort)header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. new byte[dataLength]];
    }

    /// <summary>The usual header of float32.</summary>
    /// <param name="shape">The text between the parentheses.</param>
    public static string Header(string shape) => $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}";
}
