using System.Text;
using GanBench.Metrics.Numpy;

namespace GanBench.Metrics.Fid;

/// <summary>
/// Statistics in a <c>.npz</c> file with <c>mu</c> and <c>sigma</c>, the layout of pytorch-fid, readable by it and readable from it.
/// Two arrays more, which others ignore: <c>count</c>, and <c>protocol</c>, UTF-8 lines "key=value".
/// </summary>
public static class StatisticsFile
{
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
            ("mu", NpyArray.Vector(statistics.Mean)),
            ("sigma", new NpyArray([d, d], statistics.Covariance)),
        };
        if (statistics.Count is { } count)
            arrays.Add(("count", NpyArray.Scalar(count)));
        if (statistics.Rows is { } rows)
            arrays.Add(("rows", new NpyArray([rows.Length / d, d], rows)));
        var text = string.Join('\n', protocol.Select(p => $"{p.Key}={p.Value}"));
        arrays.Add(("protocol", NpyArray.Vector([.. Encoding.UTF8.GetBytes(text).Select(b => (double)b)])));
        NpzFile.Write(path, arrays);
    }

    /// <summary>Reads statistics.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The statistics, and the protocol they were made with; empty for a file of another program.</returns>
    /// <exception cref="DataException">The file is missing or damaged, or has no mu and sigma of fitting sizes, or sigma is no covariance.</exception>
    public static (FeatureStatistics Statistics, IReadOnlyDictionary<string, string> Protocol) Load(string path)
    {
        var arrays = NpzFile.Read(path, ["mu", "sigma", "count", "rows", "protocol"]);
        if (!arrays.TryGetValue("mu", out var mu) || !arrays.TryGetValue("sigma", out var sigma))
            throw new DataException($"{path} has no arrays mu and sigma, so it holds no feature statistics.");
        var d = mu.Values.Length;
        if (mu.Shape.Count != 1 || !sigma.Shape.SequenceEqual([d, d]))
            throw new DataException(
                $"{path}: mu ({string.Join('×', mu.Shape)}) and sigma ({string.Join('×', sigma.Shape)}) do not fit together.");
        RequireSymmetric(sigma.Values, d, path);
        int? count = arrays.TryGetValue("count", out var n) && n.Values.Length == 1 ? (int)n.Values[0] : null;
        var rows = arrays.TryGetValue("rows", out var r) && r.Shape.Count == 2 && r.Shape[1] == d && r.Shape[0] == count ? r.Values : null;
        var statistics = new FeatureStatistics(count, mu.Values, sigma.Values, rows) { Name = path };
        FrechetDistance.RequireVariances(statistics);
        return (statistics, ReadProtocol(arrays.GetValueOrDefault("protocol")));
    }

    private static Dictionary<string, string> ReadProtocol(NpyArray? array)
    {
        var protocol = new Dictionary<string, string>(StringComparer.Ordinal);
        if (array is null)
            return protocol;
        var text = Encoding.UTF8.GetString([.. array.Values.Select(v => (byte)v)]);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                protocol[line[..at]] = line[(at + 1)..];
        }
        return protocol;
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
