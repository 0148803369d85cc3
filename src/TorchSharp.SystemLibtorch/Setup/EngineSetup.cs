using System.Runtime.InteropServices;

namespace TorchSharp.SystemLibtorch;

/// <summary>Sets the machine up for libtorch before libtorch loads, and describes what was found and chosen.</summary>
public static partial class EngineSetup
{
    /// <summary>The version of the loaded libtorch.</summary>
    internal static string LoadedVersion => Marshal.PtrToStringUTF8(NativeMethods.gb_compiled_version())!;

    internal static void BeforeLoad()
    {
    }

    internal static void AfterLoad()
    {
    }
}
