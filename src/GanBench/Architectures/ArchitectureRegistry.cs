using GanBench.Configuration;

namespace GanBench.Architectures;

/// <summary>All architectures. One line each.</summary>
public static class ArchitectureRegistry
{
    /// <summary>The architectures, study by study.</summary>
    public static Registry<Architecture> All { get; } = new("architecture", architecture => architecture.Name)
    {
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
    };
}
