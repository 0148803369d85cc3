using GanBench.Imaging;
using GanBench.Networks.Modules;
using GanBench.Random;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// The classifier behind <see cref="ClassifierExtractor"/>, in the manner of LeNet: 5×5 convolutions of stride 2 with ReLU until at
/// most 8×8 positions are left, a dense layer of 128 with ReLU, whose output is the feature vector, and a dense layer to the classes.
/// </summary>
internal sealed class ClassifierNetwork : IDisposable
{
    /// <summary>Length of the feature vector.</summary>
    public const int Features = 128;

    private const int FirstChannels = 16, LastChannels = 64, SmallestSide = 8;

    public ClassifierNetwork(SampleShape shape, int classes)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var (channels, height, width) = (shape.Channels, shape.Height, shape.Width);
        for (var next = FirstChannels; layers.Count == 0 || Math.Max(height, width) > SmallestSide; next = Math.Min(next * 2, LastChannels))
        {
            layers.Add(new Convolution2d(channels, next, kernel: 5, stride: 2, padding: [2, 2], hasBias: true));
            layers.Add(ReLU());
            (channels, height, width) = (next, (height + 1) / 2, (width + 1) / 2);
        }
        layers.Add(Flatten());
        layers.Add(Linear(channels * height * width, Features));
        layers.Add(ReLU());
        Trunk = Sequential([.. layers]);
        Head = Linear(Features, classes);
    }

    /// <summary>N×C×H×W in [-1, 1] → N×<see cref="Features"/>.</summary>
    public Sequential Trunk { get; }

    /// <summary>N×<see cref="Features"/> → N×classes.</summary>
    public Linear Head { get; }

    /// <summary>All weights by name.</summary>
    public IEnumerable<(string Name, Parameter Value)> Parameters =>
        Trunk.named_parameters().Select(p => ("trunk." + p.name, p.parameter))
            .Concat(Head.named_parameters().Select(p => ("head." + p.name, p.parameter)));

    /// <summary>Draws weights from N(0, 2 / inputs) (He et al. 2015) and sets biases to 0: the same on every machine.</summary>
    public void Initialize(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, value) in Parameters)
        {
            var numbers = new float[value.numel()];
            if (value.dim() > 1)
            {
                new RandomStream(seed, Streams.ClassifierInit(name)).FillNormal(numbers);
                var scale = MathF.Sqrt(2f * value.shape[0] / numbers.Length);
                for (var i = 0; i < numbers.Length; i++)
                    numbers[i] *= scale;
            }
            value.copy_(tensor(numbers, value.shape));
        }
    }

    public void Dispose()
    {
        Trunk.Dispose();
        Head.Dispose();
    }
}
