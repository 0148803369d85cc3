using GanBench.Testing;

namespace GanBench.Microbenchmarks;

/// <summary>
/// The plain TorchSharp program of benchmarks/peers/TorchSharpPeer. TorchSharp frees the scalars of its own optimisers and modules while
/// libtorch reads them, when a collection comes at the wrong moment: now and then the program dies of it, and is started again.
/// </summary>
internal sealed class TorchSharpPeer
{
    private const int MostStarts = 10;

    private static readonly string Program =
        Repository.PathOf("benchmarks", "peers", "TorchSharpPeer", "bin", "Release", "net10.0", "TorchSharpPeer.dll");

    /// <summary>How often the program was started.</summary>
    public int Starts { get; private set; }

    /// <summary>How often it died.</summary>
    public int Deaths { get; private set; }

    /// <summary>Runs it until it ends well, and returns the lines that it prints.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ProcessEndedException">It died time after time.</exception>
    public IReadOnlyList<string> Run(params string[] arguments)
    {
        for (var start = 1; ; start++)
        {
            Starts++;
            try
            {
                return SideBySide.Lines("dotnet", [Program, .. arguments], quiet: true);
            }
            catch (ProcessEndedException) when (start < MostStarts)
            {
                Deaths++;
            }
        }
    }
}
