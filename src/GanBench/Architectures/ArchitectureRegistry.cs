using GanBench.Text;

namespace GanBench.Architectures;

/// <summary>All architectures. One line each.</summary>
public static class ArchitectureRegistry
{
    /// <summary>All architectures, study by study.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
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

    /// <summary>Finds an architecture by name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public static Architecture Find(string name) =>
        All.FirstOrDefault(a => a.Name == name)
        ?? throw new UsageException(NearestName.Unknown("architecture", name, [.. All.Select(a => a.Name)]));
}
