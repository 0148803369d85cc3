using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Every module against PyTorch: forward, gradients, buffers, and a gradient penalty's second derivatives.</summary>
public class ModulesGoldenTests
{
    // Both run libtorch's float64 kernels; the golden values have 15 digits, sums of some hundred terms may be ordered differently.
    private const double Relative = 1e-11;
    private const double Absolute = 1e-11;

    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Factories = new()
    {
        ["linear"] = () => nn.Linear(5, 3),
        ["linear no bias"] = () => nn.Linear(5, 3, hasBias: false),
        ["conv2d"] = () => nn.Conv2d(3, 4, 3, stride: 2, padding: 1),
        ["conv2d no bias dilated groups"] = () => nn.Conv2d(4, 6, (3, 2), dilation: (1, 2), groups: 2, bias: false),
        ["conv2d same"] = () => nn.Conv2d(2, 3, 5, Padding.Same),
        ["conv2d same even"] = () => nn.Conv2d(2, 2, (4, 4), Padding.Same),
        ["conv2d valid"] = () => nn.Conv2d(2, 3, 3, Padding.Valid),
        ["conv2d reflect"] = () => nn.Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect),
        ["conv2d replicate same"] = () => nn.Conv2d(2, 2, 4, Padding.Same, padding_mode: PaddingModes.Replicate),
        ["conv2d circular"] = () => nn.Conv2d(2, 2, (3, 3), padding: (1, 2), padding_mode: PaddingModes.Circular),
        ["convtranspose2d"] = () => nn.ConvTranspose2d(3, 2, 4, stride: 2, padding: 1),
        ["convtranspose2d output padding groups"] =
            () => nn.ConvTranspose2d(4, 2, 3, stride: 2, padding: 1, output_padding: 1, groups: 2, bias: false),
        ["convtranspose2d output size"] = () => new Sized(nn.ConvTranspose2d(2, 2, 3, stride: 2, padding: 1), [6, 5]),
        ["convtranspose2d dilated"] = () => nn.ConvTranspose2d(2, 3, (2, 3), stride: (1, 2), dilation: (2, 1)),
        ["batchnorm1d"] = () => nn.BatchNorm1d(3),
        ["batchnorm1d 3d"] = () => nn.BatchNorm1d(3, eps: 1e-3, momentum: 0.3),
        ["batchnorm2d"] = () => nn.BatchNorm2d(3),
        ["batchnorm2d momentum"] = () => nn.BatchNorm2d(3, eps: 1e-2, momentum: 0.2),
        ["batchnorm2d plain"] = () => nn.BatchNorm2d(2, affine: false),
        ["batchnorm2d untracked"] = () => nn.BatchNorm2d(2, track_running_stats: false),
        ["instancenorm2d"] = () => nn.InstanceNorm2d(2, affine: true),
        ["groupnorm"] = () => nn.GroupNorm(2, 4),
        ["layernorm"] = () => nn.LayerNorm([3, 4]),
        ["layernorm plain"] = () => nn.LayerNorm(4, elementwise_affine: false),
        ["relu"] = () => nn.ReLU(),
        ["leakyrelu"] = () => nn.LeakyReLU(0.2),
        ["elu"] = () => nn.ELU(0.7),
        ["selu"] = () => nn.SELU(),
        ["sigmoid"] = () => nn.Sigmoid(),
        ["tanh"] = () => nn.Tanh(),
        ["softmax"] = () => nn.Softmax(1),
        ["softplus"] = () => nn.Softplus(2, 1),
        ["dropout eval"] = () => nn.Dropout(0.3),
        ["dropout2d eval"] = () => nn.Dropout2d(0.3),
        ["upsample"] = () => nn.Upsample(scale_factor: [2]),
        ["upsample size"] = () => nn.Upsample([5, 3]),
        ["upsample fraction"] = () => nn.Upsample(scale_factor: [1.7, 2.3]),
        ["upsample bilinear"] = () => nn.Upsample(scale_factor: [2, 1.5], mode: UpsampleMode.Bilinear),
        ["upsample bilinear aligned"] = () => nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear, align_corners: true),
        ["upsample bicubic"] = () => nn.Upsample([6, 7], mode: UpsampleMode.Bicubic, align_corners: false),
        ["flatten"] = () => nn.Flatten(),
        ["unflatten"] = () => nn.Unflatten(1, [2, 3]),
        ["zeropad2d"] = () => nn.ZeroPad2d((1, 0, 2, 1)),
        ["identity"] = () => nn.Identity(),
        ["pixelshuffle"] = () => nn.PixelShuffle(2),
        ["avgpool2d"] = () => nn.AvgPool2d(2),
        ["avgpool2d padded"] = () => nn.AvgPool2d((3, 3), stride: (2, 2), padding: (1, 1), count_include_pad: false),
        ["maxpool2d"] = () => nn.MaxPool2d(2, stride: 1),
        ["maxpool2d ceil"] = () => nn.MaxPool2d([3, 3], stride: [2, 2], padding: [1, 1], ceil_mode: true),
        ["adaptiveavgpool2d"] = () => nn.AdaptiveAvgPool2d((2, 3)),
        ["generator"] = () => nn.Sequential(
            nn.Linear(3, 16), nn.Unflatten(1, [4, 2, 2]), nn.BatchNorm2d(4), nn.Upsample(scale_factor: [2]), nn.Conv2d(4, 2, 3, padding: 1),
            nn.BatchNorm2d(2, 0.8), nn.LeakyReLU(0.2), nn.Conv2d(2, 1, 3, padding: 1), nn.Tanh()),
        ["discriminator"] = () => nn.Sequential(
            nn.Conv2d(1, 2, 3, 2, 1), nn.LeakyReLU(0.2), nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(2, 3, 3, 2, 1), nn.BatchNorm2d(3),
            nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(12, 1)),
    };

    public static IEnumerable<object[]> Cases => ModulesGolden.Keys("modules");

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardAndBackward_EqualPyTorch(string key)
    {
        using var scope = NewDisposeScope();
        var golden = ModulesGolden.Case("modules", key);
        using var module = Make(golden);
        var x = Input(golden);

        var output = module.call(x);
        var loss = (output * ModulesGolden.Values(output.shape, seed: 3)).sum();
        List<Tensor> leaves = [x, .. module.parameters()];
        var gradients = autograd.grad([loss], leaves);

        Check(golden.GetProperty("out"), output, $"{key}: output");
        CheckAll(golden.GetProperty("grads"), gradients, $"{key}: gradient");
        var buffers = module.named_buffers().ToDictionary(buffer => buffer.name, buffer => buffer.buffer);
        foreach (var buffer in golden.GetProperty("buffers").EnumerateObject())
            Check(buffer.Value, buffers[buffer.Name], $"{key}: {buffer.Name}");
        Assert.Equal(golden.GetProperty("buffers").EnumerateObject().Count(), buffers.Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DoubleBackward_EqualsPyTorch(string key)
    {
        using var scope = NewDisposeScope();
        var golden = ModulesGolden.Case("modules", key);
        using var module = Make(golden);
        var x = Input(golden);

        var output = module.call(x);
        var first = (output * ModulesGolden.Values(output.shape, seed: 7)).sum();
        var gradient = autograd.grad([first], [x], retain_graph: true, create_graph: true)[0];
        var penalty = (gradient * gradient).sum();

        var expected = golden.GetProperty("second");
        if (expected.ValueKind == JsonValueKind.Null)
        {
            // The gradient does not depend on anything: the module is linear and has no parameters.
            Assert.False(penalty.requires_grad);
            return;
        }

        List<Tensor> leaves = [x, .. module.parameters()];
        var seconds = autograd.grad([penalty], leaves, allow_unused: true);
        CheckAll(expected, [penalty, .. seconds], $"{key}: second derivative");
    }

    private static nn.Module<Tensor, Tensor> Make(JsonElement golden)
    {
        var module = Factories[golden.GetProperty("name").GetString()!]().to(float64);
        using var _ = no_grad();
        var index = 0;
        foreach (var parameter in module.parameters())
            parameter.copy_(ModulesGolden.Values(parameter.shape, seed: ++index, scale: 0.5));
        if (golden.GetProperty("train").GetBoolean())
            return module;
        module.eval();
        if (module is NormBase { running_mean: { } mean, running_var: { } variance })
        {
            mean.copy_(ModulesGolden.Values(mean.shape, seed: 11));
            variance.copy_(ModulesGolden.Values(variance.shape, seed: 12).square() + 0.5);
        }

        return module;
    }

    private static Tensor Input(JsonElement golden) =>
        ModulesGolden.Values(ModulesGolden.Shape(golden.GetProperty("x"))).requires_grad_();

    private static void CheckAll(JsonElement expected, IList<Tensor> actual, string what)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        foreach (var (index, item) in expected.EnumerateArray().Index())
            Check(item, actual[index], $"{what} {index}");
    }

    private static void Check(JsonElement expected, Tensor? actual, string what) =>
        ModulesGolden.AssertClose(expected, actual, Relative, Absolute, what);

    /// <summary>A transposed convolution that is told its output's size.</summary>
    private sealed class Sized : nn.Module<Tensor, Tensor>
    {
        private readonly ConvTranspose2d inner;
        private readonly long[] size;

        public Sized(ConvTranspose2d inner, long[] size) : base(nameof(Sized))
        {
            this.inner = inner;
            this.size = size;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.forward(input, size);
    }
}
