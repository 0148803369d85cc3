using System.Runtime.InteropServices;

namespace GanBench.Engine;

/// <summary>
/// Loads libtorch and TorchSharp's native library from the files that came with the program, one by one and by their full path: a
/// failure then says which file it was and why, and another libtorch in LD_LIBRARY_PATH is not taken in their place.
/// </summary>
internal static partial class Libtorch
{
    /// <summary>TorchSharp's own native library, without the system's prefix and extension.</summary>
    public const string Binding = "LibTorchSharp";

    private const string Cuda = "torch_cuda";

    // In the order of need: each finds those before it in the process already.
    private static readonly string[] Parts = ["c10", "torch_cpu", "torch", Binding];

    private static readonly string[] Platforms = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];

    /// <summary>Whether the libtorch that came with the program computes on CUDA devices.</summary>
    public static bool HasCuda => Find(Cuda) is not null;

    /// <summary>The full path of one of the native files, or null where it is missing.</summary>
    /// <param name="part">Its name without prefix and extension.</param>
    public static string? Find(string part)
    {
        var file = FileName(part);
        return Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>Loads everything.</summary>
    /// <exception cref="EnvironmentException">
    /// A file is missing, damaged or does not fit this system; the message says what to do.
    /// </exception>
    public static void Load()
    {
        if (!Platforms.Contains(Platform))
            throw new EnvironmentException(
                $"There is no libtorch for {Platform} among TorchSharp's packages. There is one for {string.Join(", ", Platforms)}.");
        foreach (var part in Parts)
        {
            var path = Find(part) ?? throw new EnvironmentException(LoadFailure.Missing(FileName(part), Folders()));
            try
            {
                NativeLibrary.Load(path);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw new EnvironmentException(LoadFailure.Explain(path, e.Message, Environment.GetEnvironmentVariable), e);
            }
        }
        CheckOrigin();
    }

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static string FileName(string part) =>
        OperatingSystem.IsWindows() ? part + ".dll" : OperatingSystem.IsMacOS() ? $"lib{part}.dylib" : $"lib{part}.so";

    // Where the host looks for native files, and where they lie when a program was copied without its list of files.
    private static IEnumerable<string> Folders() =>
    [
        .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        AppContext.BaseDirectory,
        Path.Combine(AppContext.BaseDirectory, "runtimes", Platform, "native"),
    ];

    // What was loaded before this program could choose (LD_PRELOAD) would give other numbers, or none.
    private static void CheckOrigin()
    {
        const string Maps = "/proc/self/maps";
        if (!File.Exists(Maps))
            return;
        var file = FileName("torch_cpu");
        var ours = RealPath(Find("torch_cpu")!);
        var other = File.ReadLines(Maps)
            .Select(line => line.IndexOf('/') is var at and >= 0 ? line[at..] : "")
            .FirstOrDefault(path => Path.GetFileName(path) == file && RealPath(path) != ours);
        if (other is not null)
            throw new EnvironmentException(
                $"Another libtorch is in this process: {other}, beside {ours}. Take it out of LD_PRELOAD and LD_LIBRARY_PATH.");
    }

    private static string RealPath(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName
        ?? Path.GetFullPath(path);
}
