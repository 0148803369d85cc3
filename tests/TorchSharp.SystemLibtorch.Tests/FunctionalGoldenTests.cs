using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Functions and losses against PyTorch: values and gradients.</summary>
public class FunctionalGoldenTests
{
    private const double Relative = 1e-11;
    private const double Absolute = 1e-12;

    public static IEnumerable<object[]> Cases => ModulesGolden.Keys("functions");

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardAndBackward_EqualPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = ModulesGolden.Case("functions", name);
        var expectedGradients = golden.GetProperty("grads").EnumerateArray().ToArray();
        Tensor[] x = [.. golden.GetProperty("args").EnumerateArray().Select(ModulesGolden.Read)];
        List<Tensor> leaves = [.. x[..expectedGradients.Length].Select(leaf => leaf.requires_grad_())];

        var output = Call(name, x);
        var gradients = autograd.grad([(output * ModulesGolden.Values(output.shape, seed: 3)).sum()], leaves);

        ModulesGolden.AssertClose(golden.GetProperty("out"), output, Relative, Absolute, name);
        for (var i = 0; i < expectedGradients.Length; i++)
            ModulesGolden.AssertClose(expectedGradients[i], gradients[i], Relative, Absolute, $"{name}: gradient {i}");
    }

    private static Tensor Call(string name, Tensor[] x)
    {
        var labels = tensor(new long[] { 2, 0, 1, 2 });
        if (Enum.TryParse<Reduction>(name.Split(' ')[^1], ignoreCase: true, out var reduction))
        {
            return name.Split(' ')[0] switch
            {
                "bce_logits" => BCEWithLogitsLoss(reduction: reduction).call(x[0], x[1]),
                "mse" => MSELoss(reduction).call(x[0], x[1]),
                "l1" => L1Loss(reduction).call(x[0], x[1]),
                "bce" => BCELoss(reduction: reduction).call(x[0], x[1]),
                "cross_entropy" => CrossEntropyLoss(reduction: reduction).call(x[0], labels),
                "nll" => NLLLoss(reduction: reduction).call(F.log_softmax(x[0], 1), labels),
                "kl_div" => F.kl_div(x[0], x[1], reduction: reduction),
                _ => throw new ArgumentException(name),
            };
        }

        return name switch
        {
            "bce_logits weighted" => BCEWithLogitsLoss(x[2], pos_weights: x[3]).call(x[0], x[1]),
            "bce weighted" => BCELoss(x[2]).call(x[0], x[1]),
            "cross_entropy smooth ignore" => F.cross_entropy(x[0], labels, ignore_index: 1, label_smoothing: 0.1),
            "kl_div probabilities" => F.kl_div(x[0], x[1], log_target: false),
            "softmax" => F.softmax(x[0], 0),
            "log_softmax" => F.log_softmax(x[0], 1),
            "elu" => F.elu(x[0], 1.3),
            "softplus" => F.softplus(x[0]),
            "linear" => F.linear(x[0], x[1], x[2]),
            "conv2d" => F.conv2d(x[0], x[1], x[2], strides: [2, 1], padding: [1, 0], dilation: [1, 2]),
            "conv_transpose2d" => F.conv_transpose2d(x[0], x[1], x[2], strides: [2, 2], padding: [1, 1], output_padding: [1, 1]),
            "normalize" => F.normalize(x[0]),
            "cosine_similarity" => F.cosine_similarity(x[0], x[1]),
            "layer_norm" => F.layer_norm(x[0], [4], x[1], x[2]),
            "batch_norm" => F.batch_norm(x[0], null!, null!, x[1], x[2], training: true),
            "batch_norm eval" => F.batch_norm(x[0], x[1], x[2], x[3], x[4]),
            "pad constant" => F.pad(x[0], (1, 2, 0, 1), value: 0.5),
            "pad reflect" => F.pad(x[0], (1, 2), PaddingModes.Reflect),
            "pad replicate" => F.pad(x[0], (1, 2, 0, 1), PaddingModes.Replicate),
            "pad circular" => F.pad(x[0], (1, 2, 0, 1), PaddingModes.Circular),
            "interpolate linear" => F.interpolate(x[0], scale_factor: [1.5], mode: InterpolationMode.Linear),
            "interpolate trilinear" => F.interpolate(x[0], [3, 2, 3], mode: InterpolationMode.Trilinear),
            "interpolate area" => F.interpolate(x[0], scale_factor: [0.5], mode: InterpolationMode.Area),
            "interpolate exact" => F.interpolate(x[0], [3, 3], mode: InterpolationMode.NearestExact),
            "interpolate antialias" => F.interpolate(x[0], [2, 3], mode: InterpolationMode.Bilinear, antialias: true),
            "interpolate recompute" =>
                F.interpolate(x[0], scale_factor: [1.7], mode: InterpolationMode.Bilinear, recompute_scale_factor: true),
            _ => throw new ArgumentException(name),
        };
    }
}
