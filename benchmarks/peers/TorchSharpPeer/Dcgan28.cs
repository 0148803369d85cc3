using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>
/// GanBench's <c>dcgan</c> at 28×28. An even side padded "same" with stride 2 has its zeros at the bottom and right only.
/// </summary>
internal static class Dcgan28
{
    public static Sequential Generator() => Sequential(
        Linear(100, 128 * 7 * 7), ReLU(), Unflatten(1, [128, 7, 7]),
        Upsample(scale_factor: [2, 2]), Conv2d(128, 128, 3, padding: 1), BatchNorm2d(128, 1e-3, 0.2), ReLU(),
        Upsample(scale_factor: [2, 2]), Conv2d(128, 64, 3, padding: 1), BatchNorm2d(64, 1e-3, 0.2), ReLU(),
        Conv2d(64, 1, 3, padding: 1), Tanh());

    public static Sequential Discriminator() => Sequential(
        ZeroPad2d((0, 1, 0, 1)), Conv2d(1, 32, 3, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((0, 1, 0, 1)), Conv2d(32, 64, 3, stride: 2), ZeroPad2d((0, 1, 0, 1)), BatchNorm2d(64, 1e-3, 0.2), LeakyReLU(0.2), Dropout(
            0.25),
        ZeroPad2d((0, 1, 0, 1)), Conv2d(64, 128, 3, stride: 2), BatchNorm2d(128, 1e-3, 0.2), LeakyReLU(0.2), Dropout(0.25),
        Conv2d(128, 256, 3, padding: 1), BatchNorm2d(256, 1e-3, 0.2), LeakyReLU(0.2), Dropout(0.25),
        Flatten(), Linear(256 * 4 * 4, 1));
}
