using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>GanBench's <c>sngan</c> and <c>resnet-wgan-gp</c> at 32×32 in colour.</summary>
internal static class Residual32
{
    public static Sequential Generator(int width) => Sequential(
        Linear(128, width * 4 * 4), Unflatten(1, [width, 4, 4]),
        new UpBlock(width), new UpBlock(width), new UpBlock(width),
        BatchNorm2d(width), ReLU(), Conv2d(width, 3, 3, padding: 1), Tanh());

    public static Sequential Critic() => Sequential(
        new FirstDownBlock(3, 128, Plain), new DownBlock(128, Plain), new PlainBlock(128, Plain), new PlainBlock(128, Plain),
        ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(128, 1));

    public static Sequential SpectralDiscriminator() => Sequential(
        new FirstDownBlock(3, 128, Spectral), new DownBlock(128, Spectral), new PlainBlock(128, Spectral), new PlainBlock(128, Spectral),
        ReLU(), new SumPool(), new SpectralLinear(128, 1));

    private static Module<Tensor, Tensor> Plain(int inputs, int outputs, int kernel) =>
        Conv2d(inputs, outputs, kernel, padding: kernel / 2);

    private static Module<Tensor, Tensor> Spectral(int inputs, int outputs, int kernel) => new SpectralConv2d(inputs, outputs, kernel);
}

/// <summary>The sum of each channel over the image.</summary>
internal sealed class SumPool() : Module<Tensor, Tensor>(nameof(SumPool))
{
    public override Tensor forward(Tensor input) => input.sum([2, 3]);
}
