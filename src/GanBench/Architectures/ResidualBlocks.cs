using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Networks.Layers;

namespace GanBench.Architectures;

/// <summary>
/// The pre-activation residual networks for 32×32 images that WGAN-GP (Gulrajani et al. 2017) and SNGAN (Miyato et al. 2018) share.
/// </summary>
internal static class ResidualBlocks
{
    /// <summary>Dense to 4×4, three upsampling blocks, batch norm, ReLU, 3×3 convolution, tanh.</summary>
    public static Network Generator(SampleShape shape, int latent, int width) =>
        new("generator", TensorShape.Vector(latent),
            new Dense(4 * 4 * width), new Reshape(width, 4, 4),
            Up(width), Up(width), Up(width),
            new BatchNorm(), new Relu(), new Conv(shape.Channels, 3), new TanhActivation());

    /// <summary>Two downsampling blocks, two plain ones, ReLU, pooling over the image, dense.</summary>
    public static Network Discriminator(SampleShape shape, int width, bool spectralNorm, bool meanPool)
    {
        Conv Conv(int kernel) => new(width, kernel) { SpectralNorm = spectralNorm };
        var plain = new Residual([new Relu(), Conv(3), new Relu(), Conv(3)], []);
        return new("discriminator", TensorShape.Of(shape),
            new Residual([Conv(3), new Relu(), Conv(3), new AveragePool()], [new AveragePool(), Conv(1)]),
            new Residual([new Relu(), Conv(3), new Relu(), Conv(3), new AveragePool()], [Conv(1), new AveragePool()]),
            plain, plain,
            new Relu(), new GlobalPool(meanPool), new Dense(1) { SpectralNorm = spectralNorm });
    }

    private static Residual Up(int width) =>
        new([new BatchNorm(), new Relu(), new Upsample(), new Conv(width, 3), new BatchNorm(), new Relu(), new Conv(width, 3)],
            [new Upsample(), new Conv(width, 1)]);
}
