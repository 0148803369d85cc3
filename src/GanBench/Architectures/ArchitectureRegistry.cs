using GanBench.Text;

namespace GanBench.Architectures;

/// <summary>All architectures. One line each.</summary>
public static class ArchitectureRegistry
{
    /// <summary>All architectures, study by study.</summary>
    public static IReadOnlyList<Architecture> All { get; private set; } =
    [
        new VanillaGan(),
        new Dcgan(),
        new Wgan(),
        new WganGp(),
        new FullyConnectedGan(),
        new Dcgan4(),
        new DcganFaces(),
        new Lsgan(),
        new DcganTensorFlow(),
        new DcganRmsProp(),
        new EncoderDecoder(),
        new DcganMinifaces(),
        new Mlp1d(),
        new AdaptiveWeightedGan(),
        new Sngan(),
        new ResnetWganGp(),
    ];

    /// <summary>Adds an architecture of another program, before anything else is done.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <exception cref="ArgumentException">Its name is taken.</exception>
    public static void Register(Architecture architecture)
    {
        if (All.Any(other => other.Name == architecture.Name))
            throw new ArgumentException($"There is an architecture '{architecture.Name}' already.", nameof(architecture));
        All = [.. All, architecture];
    }

    /// <summary>Finds an architecture by name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public static Architecture Find(string name) =>
        All.FirstOrDefault(a => a.Name == name)
        ?? throw new UsageException(NearestName.Unknown("architecture", name, [.. All.Select(a => a.Name)]));
}
