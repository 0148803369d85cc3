using TorchSharp.SystemLibtorch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of the libtorch that is loaded, such as 1.13.1.</summary>
    public static string __version__ => EngineSetup.LoadedVersion;

    public static int get_num_threads() => NativeMethods.gb_thread_count();

    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.gb_set_thread_count(num));

    public static int get_num_interop_threads() => NativeMethods.gb_interop_thread_count();

    public static void set_num_interop_threads(int num) => NativeError.Check(NativeMethods.gb_set_interop_thread_count(num));
}
