using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>GanBench's <c>dcgan-faces</c> at 64×64: the networks of PyTorch's DCGAN tutorial, with its initial weights.</summary>
internal static class Faces64
{
    public static Sequential Generator() => Initialized(Sequential(
        ConvTranspose2d(100, 512, 4, bias: false), BatchNorm2d(512), ReLU(),
        ConvTranspose2d(512, 256, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(256), ReLU(),
        ConvTranspose2d(256, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), ReLU(),
        ConvTranspose2d(128, 64, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(64), ReLU(),
        ConvTranspose2d(64, 3, 4, stride: 2, padding: 1, bias: false), Tanh()));

    public static Sequential Discriminator() => Initialized(Sequential(
        Conv2d(3, 64, 4, stride: 2, padding: 1, bias: false), LeakyReLU(0.2),
        Conv2d(64, 128, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(128), LeakyReLU(0.2),
        Conv2d(128, 256, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(256), LeakyReLU(0.2),
        Conv2d(256, 512, 4, stride: 2, padding: 1, bias: false), BatchNorm2d(512), LeakyReLU(0.2),
        Conv2d(512, 1, 4, bias: false), Flatten()));

    private static Sequential Initialized(Sequential network)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            // Kernels have four dimensions; of batch norm the weights are drawn about one and the biases stay zero.
            if (parameter.dim() == 4)
                init.normal_(parameter, 0, 0.02);
            else if (name.EndsWith("weight", StringComparison.Ordinal))
                init.normal_(parameter, 1, 0.02);
        }
        return network;
    }
}
