using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>The critic of GanBench's <c>wgan-gp</c> at 64×64 in colour; its generator is that of <see cref="Dcgan64"/>.</summary>
internal static class WganGp64
{
    public static Sequential Critic() => Sequential(
        ZeroPad2d((1, 2, 1, 2)), Conv2d(3, 64, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(64, 128, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(128, 256, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(256, 512, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        Flatten(), Linear(512 * 4 * 4, 1));
}
