using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A tagged value at the native boundary: <c>gb_value</c> in native/shim.h. Tags are <see cref="ArgTag"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public int Tag;

    /// <summary>Elements of a list, bytes of a string; 0 otherwise.</summary>
    public int Count;

    /// <summary>The number's bits, a handle, or the address of a list's elements.</summary>
    public long Payload;

    /// <summary>The imaginary part's bits of a complex result.</summary>
    public long Extra;
}
