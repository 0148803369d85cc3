using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Turns the native side's last error, kept per thread, into an exception.</summary>
internal static class NativeError
{
    /// <summary>Throws the last native error of this thread.</summary>
    /// <exception cref="ExternalException">Always; its message is one line and names the operator or entry point.</exception>
    [DoesNotReturn]
    public static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8(NativeMethods.gb_last_error()) ?? "Unknown native error.");

    /// <summary>Checks the status that a native entry point returned: 0 or more is success.</summary>
    public static void Check(int status)
    {
        if (status < 0)
        {
            Throw();
        }
    }

    /// <summary>Checks a handle that a native entry point returned: 0 is failure.</summary>
    public static nint Check(nint handle)
    {
        if (handle == 0)
        {
            Throw();
        }

        return handle;
    }
}
