using GanBench.Datasets.Sources;
using GanBench.Metrics.Fid;
using GanBench.Metrics.Numpy;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Metrics;

/// <summary>
/// Features and statistics that people bring from elsewhere. A <c>.npy</c> file holds features, N×d numbers; a safetensors file holds
/// them as <c>features</c>; a <c>.npz</c> file holds them as <c>feats</c>, <c>features</c> or <c>arr_0</c>, or statistics as <c>mu</c>
/// and <c>sigma</c>, or both.
/// </summary>
public static class PrecomputedFile
{
    private const string TensorName = "features";

    /// <summary>What <c>numpy.savez</c> calls an array without a name: anything at all.</summary>
    private const string Unnamed = "arr_0";

    /// <summary>The first that is there is read.</summary>
    private static readonly string[] FeatureNames = ["feats", "features", Unnamed];

    /// <summary>Whether a name ends as such a file's does, in letters of either case.</summary>
    /// <param name="name">The name; nothing needs to be there.</param>
    public static bool IsNamed(string name) => Path.GetExtension(name).ToLowerInvariant() is ".npz" or ".npy" or ".safetensors";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; <see cref="IsNamed"/> holds.</param>
    /// <exception cref="DataException">
    /// The file is missing or damaged, holds none of what is read, or a number in it is not finite.
    /// </exception>
    internal static SampleSet Load(string path)
    {
        if (!File.Exists(path))
        {
            var hint = Directory.Exists(path) ? $" It is a folder; pictures in it are given as {FolderSource.Prefix}{path}." : "";
            throw new DataException($"There is no file {path}.{hint}");
        }
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" => LoadNpz(path),
            ".npy" => new FeatureSampleSet("features:" + path, Matrix(NpyFormat.Read(Content(path), path), path)),
            _ => LoadSafeTensors(path),
        };
    }

    private static SampleSet LoadNpz(string path)
    {
        using var archive = NpzArchive.Open(path);
        FeatureStatistics? statistics = null;
        if (archive.Has(StatisticsFile.MeanName) && archive.Has(StatisticsFile.CovarianceName))
            statistics = StatisticsFile.ReadStatistics(archive);
        var protocol = StatisticsFile.ReadProtocol(archive);
        var name = Array.Find(
            FeatureNames, n => archive.Has(n) && (statistics is null || n != Unnamed || Fits(archive.Peek(n), statistics)));
        if (name is null)
            return statistics is not null ? new StatisticsSampleSet("statistics:" + path, statistics, protocol) : throw Nothing(archive);
        var features = Matrix(archive.Read(name), $"{name} in {path}");
        if (statistics is not null && statistics.Dimension != features.shape[1])
        {
            using (features)
                throw new DataException(
                    $"{path}: mu has {statistics.Dimension} numbers, and {name} has {features.shape[1]} for each sample; they do not fit "
                    + $"together.");
        }
        return new FeatureSampleSet("features:" + path, features, statistics, protocol);
    }

    /// <summary>Beside statistics, an array without a name is often the images that they are of.</summary>
    private static bool Fits(NpyHeader? header, FeatureStatistics statistics) =>
        header is { Shape: [_, var length] } && length == statistics.Dimension;

    private static DataException Nothing(NpzArchive archive)
    {
        string[] names = [.. archive.Names.Select(n => $"'{n}'")];
        return new DataException(
            $"{archive.Path} holds {(names.Length == 0 ? "no arrays" : string.Join(", ", names))}; statistics are read from 'mu' and "
            + $"'sigma', features from {string.Join(" or ", FeatureNames.Select(n => $"'{n}'"))}.");
    }

    private static FeatureSampleSet LoadSafeTensors(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        var entry = file.Entry(TensorName);
        var what = $"'{TensorName}' in {path}";
        RequireMatrix(entry.Shape, what);
        using var scope = NewDisposeScope();
        var stored = SafeTensors.ToTensor(file, entry);
        return new FeatureSampleSet(
            "features:" + path, Finite(stored.is_floating_point() ? stored : stored.to(float64), what).MoveToOuterDisposeScope());
    }

    private static byte[] Content(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= Array.MaxLength
                ? InputFile.ReadAllBytes(path)
                : throw new DataException($"{path} has {length} bytes; at most {Array.MaxLength} are read.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {e.Message}", e);
        }
    }

    private static Tensor Matrix(NpyArray array, string what)
    {
        long[] shape = [.. array.Shape.Select(d => (long)d)];
        RequireMatrix(shape, what);
        using var scope = NewDisposeScope();
        return Finite(tensor(array.Values, shape), what).MoveToOuterDisposeScope();
    }

    private static void RequireMatrix(IReadOnlyList<long> shape, string what)
    {
        if (shape is not [>= 2 and <= int.MaxValue, >= 1 and <= int.MaxValue])
            throw new DataException(
                $"{what} holds {(shape.Count == 0 ? "a single number" : string.Join('×', shape) + " numbers")}; features are a matrix of "
                + $"samples × length with at least 2 samples and a length of at least 1.");
    }

    private static Tensor Finite(Tensor features, string what) => features.isfinite().all().item<bool>()
        ? features
        : throw new DataException($"{what} holds NaN or infinity; features are finite numbers.");
}
