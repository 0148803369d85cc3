using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.SystemLibtorch;

/// <summary>Loads the native shim, and libtorch with it, when the first native call is made; sets the machine up before that.</summary>
internal static class NativeLoader
{
    /// <summary>Set to <c>system</c>, keeps libtorch's own allocator of CPU tensors.</summary>
    public const string AllocatorVariable = "GANBENCH_ALLOCATOR";

    private const string FileName = "libganbench_torch.so";

    private static readonly Lock Gate = new();
    private static nint library;
    private static bool registered;

    /// <summary>True once libtorch is in the process: from then on the environment that it read cannot be changed.</summary>
    public static bool IsLoaded => library != 0;

    /// <summary>Makes this class the one that finds the shim for P/Invoke.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (!registered)
            {
                registered = true;
                NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);
            }
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
        {
            return 0;
        }

        lock (Gate)
        {
            if (library != 0)
            {
                return library;
            }

            EngineSetup.BeforeLoad();
            var loaded = Load();

            // The checks below call through this resolver: they must find the library.
            library = loaded;
            try
            {
                EngineSetup.AfterLoad();
            }
            catch
            {
                library = 0;
                throw;
            }

            return loaded;
        }
    }

    private static nint Load()
    {
        // Beside the program, beside this assembly, or where a package's native files lie.
        string[] places =
        [
            AppContext.BaseDirectory,
            Path.GetDirectoryName(typeof(NativeLoader).Assembly.Location) ?? "",
            Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
        ];
        var paths = places.Select(place => Path.Combine(place, FileName)).ToArray();
        var path = Array.Find(paths, File.Exists) ?? paths[0];

        if (!File.Exists(path))
        {
            throw new DllNotFoundException(
                $"Loading the engine: {path} is missing. Build the project on a machine with libtorch (apt install libtorch-dev, or set LIBTORCH).");
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException failure)
        {
            throw new DllNotFoundException(
                $"Loading the engine: {path} does not load ({FirstReason(failure)}). It was built against the libtorch in "
                    + $"{EngineSetup.LibtorchFolder}: install it again (apt install libtorch-dev), or set LIBTORCH and build again.",
                failure);
        }
    }

    // .NET lists every name it tried; the line about the file itself says what is wrong.
    private static string FirstReason(DllNotFoundException failure) =>
        failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.Contains("cannot open", StringComparison.Ordinal) || line.Contains("undefined symbol", StringComparison.Ordinal))
        ?? failure.Message.Split('\n')[0].Trim();
}
