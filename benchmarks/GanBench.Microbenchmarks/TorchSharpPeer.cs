using GanBench.Microbenchmarks.Measuring;
using GanBench.Testing;

namespace GanBench.Microbenchmarks;

/// <summary>
/// The plain TorchSharp program of benchmarks/peers/TorchSharpPeer. TorchSharp frees the scalars of its own optimisers and modules while
/// libtorch reads them, when a collection comes at the wrong moment: now and then the program dies of it, and is started again.
/// </summary>
internal static class TorchSharpPeer
{
    /// <summary>Its name in tables.</summary>
    public const string Name = "TorchSharp";

    /// <summary>Its assembly.</summary>
    public static readonly string Program =
        Repository.PathOf("benchmarks", "peers", "TorchSharpPeer", "bin", "Release", "net10.0", "TorchSharpPeer.dll");

    private const int MostStarts = 10;

    /// <summary>Runs it until it ends well.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ProcessEndedException">It died time after time.</exception>
    public static Measurement Run(params string[] arguments)
    {
        for (var deaths = 0; ; deaths++)
        {
            try
            {
                return Measurement.Parse(SideBySide.Lines("dotnet", [Program, .. arguments])) with { Deaths = deaths };
            }
            catch (ProcessEndedException) when (deaths < MostStarts - 1)
            {
                // Started again.
            }
        }
    }
}
