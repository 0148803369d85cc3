using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.SystemLibtorch;

/// <summary>
/// Sets the machine up for libtorch before libtorch loads, and tells what was found and chosen. Programs that want other than the
/// default settings call <see cref="Apply"/> before their first tensor.
/// </summary>
public static partial class EngineSetup
{
    private const int RtldNow = 2;
    private const int RtldGlobal = 0x100;

    private static readonly Lock Gate = new();
    private static EngineSettings settings = new();
    private static Processor? processor;
    private static IReadOnlyList<EngineVariable> variables = [];

    /// <summary>The folder of the libtorch that the shim was built against.</summary>
    internal static string LibtorchFolder { get; } =
        typeof(EngineSetup).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "LibtorchFolder")?.Value ?? "";

    /// <summary>The version of the loaded libtorch.</summary>
    internal static string LoadedVersion =>
        ConfigValue(Marshal.PtrToStringUTF8(NativeMethods.gb_config())!, "TORCH_VERSION=") ?? CompiledVersion;

    private static string CompiledVersion => Marshal.PtrToStringUTF8(NativeMethods.gb_compiled_version())!;

    /// <summary>Chooses how the engine runs. Nothing is loaded yet: that happens at the first call that needs libtorch.</summary>
    /// <exception cref="InvalidOperationException">libtorch is already loaded, with other settings.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Threads is less than 1.</exception>
    public static void Apply(EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Threads is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(settings), $"Threads must be at least 1 (was {settings.Threads}).");
        }

        lock (Gate)
        {
            if (NativeLoader.IsLoaded && settings != EngineSetup.settings)
            {
                throw new InvalidOperationException(
                    $"The engine is already loaded with {EngineSetup.settings}; apply {settings} before the first tensor is made.");
            }

            EngineSetup.settings = settings;
        }
    }

    /// <summary>What was found and chosen. Loads the engine if nothing has yet.</summary>
    public static EngineDescription Describe()
    {
        var config = Marshal.PtrToStringUTF8(NativeMethods.gb_config())!;
        var libraries = LoadedLibraries();
        var blas = libraries.FirstOrDefault(path => Path.GetFileName(path).StartsWith("libopenblas", StringComparison.Ordinal))
            ?? libraries.FirstOrDefault(path => Path.GetFileName(path) is { } name
                && (name.StartsWith("libmkl_rt", StringComparison.Ordinal) || name.StartsWith("libblas", StringComparison.Ordinal)));
        return new EngineDescription(
            LoadedVersion,
            libraries.FirstOrDefault(path => Path.GetFileName(path).StartsWith("libtorch_cpu", StringComparison.Ordinal)) ?? "unknown",
            blas,
            blas is null ? null : OpenBlasCore(blas),
            ConfigValue(config, "CPU capability usage: ") ?? "unknown",
            (processor ?? Processor.Read()).Model,
            NativeMethods.gb_thread_count(),
            settings.Portable,
            NativeMethods.gb_allocator_is_caching() != 0 ? "caching" : "system",
            CudaDevices(),
            variables);
    }

    internal static void BeforeLoad()
    {
        lock (Gate)
        {
            processor = Processor.Read();
            variables = EngineEnvironment.Decide(settings, processor, Processor.SecondLevelCacheKiB(), Environment.GetEnvironmentVariable);
            EngineEnvironment.Publish(variables);

            // Debian's default OpenBLAS runs its own threads, which fight with OpenMP's. libtorch asks for libblas.so.3, a small
            // wrapper that asks for libopenblas.so.0: both are taken from the OpenMP build where it is installed.
            foreach (var name in (string[])["libopenblas.so.0", "libblas.so.3"])
            {
                var path = Path.Combine(LibtorchFolder, "openblas-openmp", name);
                if (File.Exists(path))
                {
                    _ = dlopen(path, RtldNow | RtldGlobal);
                }
            }
        }
    }

    internal static void AfterLoad()
    {
        if (LoadedVersion != CompiledVersion)
        {
            throw new InvalidOperationException(
                $"Loading the engine: its shim was built against libtorch {CompiledVersion} and found {LoadedVersion}; build the project again.");
        }

        NativeError.Check(NativeMethods.gb_set_thread_count(EngineEnvironment.Threads(settings, Environment.GetEnvironmentVariable)));
        if (Environment.GetEnvironmentVariable(NativeLoader.AllocatorVariable) is not "system")
        {
            NativeError.Check(NativeMethods.gb_allocator_install());
            NativeMethods.gb_allocator_set_alarm(ForgottenTensors.Least);
        }
    }

    // The value after a key in libtorch's description of itself, up to the end of the item.
    private static string? ConfigValue(string config, string key)
    {
        var start = config.IndexOf(key, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var value = config.AsSpan(start + key.Length);
        var end = value.IndexOfAny(",\n ");
        return (end < 0 ? value : value[..end]).ToString();
    }

    private static string[] LoadedLibraries()
    {
        const string maps = "/proc/self/maps";
        return File.Exists(maps)
            ? [.. File.ReadLines(maps).Select(line => line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? line[at..] : "").Where(path => path.Contains(".so", StringComparison.Ordinal)).Distinct()]
            : [];
    }

    private static unsafe string? OpenBlasCore(string path)
    {
        if (!NativeLibrary.TryLoad(path, out var library))
        {
            return null;
        }

        // Already in the process: this only counts one more reference.
        return NativeLibrary.TryGetExport(library, "openblas_get_corename", out var entry)
            ? Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)entry)())
            : null;
    }

    private static string[] CudaDevices()
    {
        const string driver = "/proc/driver/nvidia/gpus";
        var count = NativeMethods.gb_cuda_device_count();
        var models = count > 0 && Directory.Exists(driver)
            ? Directory.GetDirectories(driver)
                .Order(StringComparer.Ordinal)
                .SelectMany(folder => File.ReadLines(Path.Combine(folder, "information")))
                .Where(line => line.StartsWith("Model:", StringComparison.Ordinal))
                .Select(line => line["Model:".Length..].Trim())
                .ToArray()
            : [];
        return [.. Enumerable.Range(0, count).Select(k => models.Length == count ? models[k] : string.Create(CultureInfo.InvariantCulture, $"cuda:{k}"))];
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlopen(string path, int flags);
}
