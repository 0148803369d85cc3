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

    /// <summary>Makes operators choose deterministic algorithms, or fail (warn_only: warn) where there is none, until disposed.</summary>
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) => new DeterministicMode(mode, warn_only);

    private sealed class DeterministicMode : IDisposable
    {
        private readonly int before = NativeMethods.gb_deterministic();
        private readonly int warnOnlyBefore = NativeMethods.gb_deterministic_warn_only();

        public DeterministicMode(bool mode, bool warnOnly) => NativeMethods.gb_set_deterministic(mode ? 1 : 0, warnOnly ? 1 : 0);

        public void Dispose() => NativeMethods.gb_set_deterministic(before, warnOnlyBefore);
    }
}
