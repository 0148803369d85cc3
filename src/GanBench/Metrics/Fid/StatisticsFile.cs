using System.Text;
using GanBench.Metrics.Numpy;

namespace GanBench.Metrics.Fid;

/// <summary>
/// Statistics in a <c>.npz</c> file with <c>mu</c> and <c>sigma</c>, the layout of pytorch-fid, readable by it and readable from it.
/// Two arrays more, which others ignore: <c>count</c>, and <c>protocol</c>, UTF-8 lines "key=value".
/// </summary>
public static class StatisticsFile
{
    internal const string MeanName = "mu", CovarianceName = "sigma";

    private const string CountName = "count", RowsName = "rows", ProtocolName = "protocol";

    /// <summary>Writes statistics.</summary>
    /// <param name="path">The file, ending in .npz; an existing one is replaced.</param>
    /// <param name="statistics">The statistics.</param>
    /// <param name="protocol">What they were computed from and how; kept in the file.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(string path, FeatureStatistics statistics, IReadOnlyDictionary<string, string> protocol)
    {
        var d = statistics.Dimension;
        var arrays = new List<(string, NpyArray)>
        {
            (MeanName, NpyArray.Vector(statistics.Mean)),
            (CovarianceName, new NpyArray([d, d], statistics.Covariance)),
        };
        if (statistics.Count is { } count)
            arrays.Add((CountName, NpyArray.Scalar(count)));
        if (statistics.Rows is { } rows)
            arrays.Add((RowsName, new NpyArray([rows.Length / d, d], rows)));
        var text = string.Join('\n', protocol.Select(p => $"{p.Key}={p.Value}"));
        arrays.Add((ProtocolName, NpyArray.Vector([.. Encoding.UTF8.GetBytes(text).Select(b => (double)b)])));
        NpzFile.Write(path, arrays);
    }

    /// <summary>Reads statistics.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The statistics, and the protocol they were made with; empty for a file of another program.</returns>
    /// <exception cref="DataException">
    /// The file is missing or damaged, or has no mu and sigma of fitting sizes, or sigma is no covariance.
    /// </exception>
    public static (FeatureStatistics Statistics, IReadOnlyDictionary<string, string> Protocol) Load(string path)
    {
        using var archive = NpzArchive.Open(path);
        if (!archive.Has(MeanName) || !archive.Has(CovarianceName))
            throw new DataException($"{path} has no arrays {MeanName} and {CovarianceName}, so it holds no feature statistics.");
        return (ReadStatistics(archive), ReadProtocol(archive));
    }

    /// <summary>Reads the statistics of a file that has <c>mu</c> and <c>sigma</c>.</summary>
    /// <param name="archive">The file.</param>
    /// <exception cref="DataException">Their sizes do not fit, sigma is no covariance, or a number is not finite.</exception>
    internal static FeatureStatistics ReadStatistics(NpzArchive archive)
    {
        var path = archive.Path;
        var (mu, sigma) = (archive.Read(MeanName), archive.Read(CovarianceName));
        var d = mu.Values.Length;
        if (mu.Shape.Count != 1 || d == 0 || !sigma.Shape.SequenceEqual([d, d]))
            throw new DataException(
                $"{path}: mu ({string.Join('×', mu.Shape)}) and sigma ({string.Join('×', sigma.Shape)}) do not fit together.");
        RequireFinite(mu, MeanName, path);
        RequireFinite(sigma, CovarianceName, path);
        RequireSymmetric(sigma.Values, d, path);
        var count = ReadCount(archive);
        double[]? rows = null;
        if (archive.Has(RowsName) && archive.Read(RowsName) is { Shape: [var n, var length] } root && n == count && length == d)
        {
            RequireFinite(root, RowsName, path);
            rows = root.Values;
        }
        var statistics = new FeatureStatistics(count, mu.Values, sigma.Values, rows) { Name = path };
        FrechetDistance.RequireVariances(statistics);
        return statistics;
    }

    /// <summary>How a file says that its features were made; empty where it does not.</summary>
    /// <param name="archive">The file.</param>
    internal static IReadOnlyDictionary<string, string> ReadProtocol(NpzArchive archive)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!archive.Has(ProtocolName))
            return protocol;
        var values = archive.Read(ProtocolName).Values;
        if (!values.All(v => v is >= 0 and <= byte.MaxValue))
            throw new DataException($"{ProtocolName} in {archive.Path} does not hold the bytes of a text.");
        var text = Encoding.UTF8.GetString([.. values.Select(v => (byte)v)]);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                protocol[line[..at]] = line[(at + 1)..];
        }
        return protocol;
    }

    private static int? ReadCount(NpzArchive archive)
    {
        if (!archive.Has(CountName) || archive.Read(CountName) is not { Values: [var count] })
            return null;
        return count is >= 2 and <= int.MaxValue && double.IsInteger(count)
            ? (int)count
            : throw new DataException(FormattableString.Invariant(
                $"{CountName} in {archive.Path} is {count}; statistics are of a whole number of samples, 2 or more."));
    }

    private static void RequireFinite(NpyArray array, string name, string path)
    {
        if (!array.Values.All(double.IsFinite))
            throw new DataException($"{name} in {path} holds NaN or infinity: the features that it comes from had them.");
    }

    private static void RequireSymmetric(double[] sigma, int d, string path)
    {
        // Covariances of other programs are symmetric up to rounding of float32 at worst.
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var scale = Math.Sqrt(Math.Abs(sigma[(i * d) + i] * sigma[(j * d) + j]));
                if (Math.Abs(sigma[(i * d) + j] - sigma[(j * d) + i]) > (1e-4 * scale) + 1e-12)
                    throw new DataException($"{path}: sigma is not symmetric at ({i}, {j}), so it is no covariance.");
            }
        }
    }
}
