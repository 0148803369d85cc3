using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>GanBench's <c>gan</c> at 28×28.</summary>
internal static class Gan28
{
    public static Sequential Generator() => Sequential(
        Linear(100, 256), LeakyReLU(0.2), BatchNorm1d(256, 1e-3, 0.2),
        Linear(256, 512), LeakyReLU(0.2), BatchNorm1d(512, 1e-3, 0.2),
        Linear(512, 1024), LeakyReLU(0.2), BatchNorm1d(1024, 1e-3, 0.2),
        Linear(1024, 784), Tanh(), Unflatten(1, [1, 28, 28]));

    public static Sequential Discriminator() => Sequential(
        Flatten(),
        Linear(784, 512), LeakyReLU(0.2),
        Linear(512, 256), LeakyReLU(0.2),
        Linear(256, 1));
}
