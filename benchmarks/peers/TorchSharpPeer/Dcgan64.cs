using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>GanBench's <c>dcgan</c> at 64×64 in colour.</summary>
internal static class Dcgan64
{
    public static Sequential Generator() => Sequential(
        Linear(100, 1024 * 4 * 4), ReLU(), Unflatten(1, [1024, 4, 4]),
        Upsample(scale_factor: [2, 2]), Conv2d(1024, 512, 5, padding: 2), BatchNorm2d(512, 1e-3, 0.2), ReLU(),
        Upsample(scale_factor: [2, 2]), Conv2d(512, 256, 5, padding: 2), BatchNorm2d(256, 1e-3, 0.2), ReLU(),
        Upsample(scale_factor: [2, 2]), Conv2d(256, 128, 5, padding: 2), BatchNorm2d(128, 1e-3, 0.2), ReLU(),
        Upsample(scale_factor: [2, 2]), Conv2d(128, 64, 5, padding: 2), BatchNorm2d(64, 1e-3, 0.2), ReLU(),
        Conv2d(64, 3, 5, padding: 2), Tanh());

    public static Sequential Discriminator() => Sequential(
        ZeroPad2d((1, 2, 1, 2)), Conv2d(3, 64, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(64, 128, 5, stride: 2), BatchNorm2d(128, 1e-3, 0.2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(128, 256, 5, stride: 2), BatchNorm2d(256, 1e-3, 0.2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(256, 512, 5, stride: 2), BatchNorm2d(512, 1e-3, 0.2), LeakyReLU(0.2), Dropout(0.25),
        Flatten(), Linear(512 * 4 * 4, 1));
}
