using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>
/// GanBench's <c>wgan</c> and <c>wgan-gp</c> at 28×28. The transposed convolutions cut the output at its other end than TensorFlow's
/// "same" does: the same work and the same parameters.
/// </summary>
internal static class Wgan28
{
    public static Sequential Generator() => Sequential(
        Linear(100, 1024), LeakyReLU(0.2),
        Linear(1024, 128 * 7 * 7), BatchNorm1d(128 * 7 * 7, 1e-3, 0.2), LeakyReLU(0.2), Unflatten(1, [128, 7, 7]),
        ConvTranspose2d(128, 128, 5, stride: 2, padding: 2, output_padding: 1), BatchNorm2d(128, 1e-3, 0.2), LeakyReLU(0.2),
        Conv2d(128, 64, 5, padding: 2), BatchNorm2d(64, 1e-3, 0.2), LeakyReLU(0.2),
        ConvTranspose2d(64, 64, 5, stride: 2, padding: 2, output_padding: 1), BatchNorm2d(64, 1e-3, 0.2), LeakyReLU(0.2),
        Conv2d(64, 1, 5, padding: 2), Tanh());

    public static Sequential Critic() => Sequential(
        Conv2d(1, 64, 5, padding: 2), LeakyReLU(0.2), Dropout(0.25),
        Conv2d(64, 128, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        ZeroPad2d((1, 2, 1, 2)), Conv2d(128, 128, 5, stride: 2), LeakyReLU(0.2), Dropout(0.25),
        Flatten(), Linear(128 * 6 * 6, 1024), LeakyReLU(0.2), Linear(1024, 1));
}
