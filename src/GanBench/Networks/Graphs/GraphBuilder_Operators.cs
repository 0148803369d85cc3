using static TorchSharp.torch;

namespace GanBench.Networks.Graphs;

// The operations that networks are made of, each with its form in ONNX and in TorchScript. Layouts are N×C and N×C×H×W.
public sealed partial class GraphBuilder
{
    /// <summary>x · weightᵀ + bias for N×I.</summary>
    /// <param name="input">N×I.</param>
    /// <param name="weight">O×I.</param>
    /// <param name="bias">O, or null.</param>
    public string Linear(string input, Tensor weight, Tensor? bias) => Add(
        "linear", [input], new OnnxForm("Gemm", ("transB", 1L)), "torch.linear({0}, {weight}, {bias})",
        [("weight", weight), ("bias", bias)]);

    /// <summary>A convolution.</summary>
    /// <param name="input">N×I×H×W.</param>
    /// <param name="weight">O×I×K×K.</param>
    /// <param name="bias">O, or null.</param>
    /// <param name="stride">Step between outputs, per axis.</param>
    /// <param name="padding">Zeros on each side, per axis.</param>
    public string Conv2d(string input, Tensor weight, Tensor? bias, long[] stride, long[] padding) => Add(
        "conv2d", [input], new OnnxForm("Conv", ("strides", stride), ("pads", (long[])[.. padding, .. padding])),
        "torch.conv2d({0}, {weight}, {bias}, {stride}, {padding}, [1, 1], 1)",
        [("weight", weight), ("bias", bias)], [("stride", stride), ("padding", padding)]);

    /// <summary>A transposed convolution.</summary>
    /// <param name="input">N×I×H×W.</param>
    /// <param name="weight">I×O×K×K.</param>
    /// <param name="bias">O, or null.</param>
    /// <param name="stride">Step between the inputs' places in the output, per axis.</param>
    /// <param name="padding">Rows and columns cut from each side, per axis.</param>
    public string ConvTranspose2d(string input, Tensor weight, Tensor? bias, long[] stride, long[] padding) => Add(
        "conv_transpose2d", [input], new OnnxForm("ConvTranspose", ("strides", stride), ("pads", (long[])[.. padding, .. padding])),
        "torch.conv_transpose2d({0}, {weight}, {bias}, {stride}, {padding}, [0, 0], 1, [1, 1])",
        [("weight", weight), ("bias", bias)], [("stride", stride), ("padding", padding)]);

    /// <summary>Batch normalisation by running statistics.</summary>
    /// <param name="input">N×C or N×C×H×W.</param>
    /// <param name="weight">Factors, C.</param>
    /// <param name="bias">Summands, C.</param>
    /// <param name="mean">Running means, C.</param>
    /// <param name="variance">Running variances, C.</param>
    /// <param name="epsilon">Added to the variances.</param>
    public string BatchNorm(string input, Tensor weight, Tensor bias, Tensor mean, Tensor variance, double epsilon) => Add(
        "batch_norm", [input], new OnnxForm("BatchNormalization", ("epsilon", (float)epsilon)),
        "torch.batch_norm({0}, {weight}, {bias}, {running_mean}, {running_var}, False, 0., {epsilon}, False)",
        [("weight", weight), ("bias", bias), ("running_mean", mean), ("running_var", variance)], [("epsilon", epsilon)]);

    /// <summary>max(x, 0).</summary>
    /// <param name="input">Any shape.</param>
    public string Relu(string input) => Add("relu", [input], new OnnxForm("Relu"), "torch.relu({0})");

    /// <summary>x where it is positive, slope · x elsewhere.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="slope">The slope.</param>
    public string LeakyRelu(string input, double slope) => Add(
        "leaky_relu", [input], new OnnxForm("LeakyRelu", ("alpha", (float)slope)), "torch.leaky_relu({0}, {slope})",
        settings: [("slope", slope)]);

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="input">Any shape.</param>
    public string Tanh(string input) => Add("tanh", [input], new OnnxForm("Tanh"), "torch.tanh({0})");

    /// <summary>The logistic function.</summary>
    /// <param name="input">Any shape.</param>
    public string Sigmoid(string input) => Add("sigmoid", [input], new OnnxForm("Sigmoid"), "torch.sigmoid({0})");

    /// <summary>A sum of two values of one shape.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public string Sum(string left, string right) => Add("add", [left, right], new OnnxForm("Add"), "torch.add({0}, {1})");

    /// <summary>N×… as N×rest.</summary>
    /// <param name="input">Any shape.</param>
    public string Flatten(string input) => Add("flatten", [input], new OnnxForm("Flatten", ("axis", 1L)), "torch.flatten({0}, 1, -1)");

    /// <summary>Each sample in another shape.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="shape">The shape of one sample.</param>
    public string Reshape(string input, long[] shape) => Add(
        "reshape", [input], new OnnxForm("Reshape") { Constants = [("shape", (long[])[-1, .. shape])] },
        "torch.reshape({0}, {shape})", settings: [("shape", (long[])[-1, .. shape])]);

    /// <summary>Zeros around an image.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="left">Columns.</param>
    /// <param name="right">Columns.</param>
    /// <param name="top">Rows.</param>
    /// <param name="bottom">Rows.</param>
    public string Pad(string input, long left, long right, long top, long bottom) => Add(
        "pad", [input], new OnnxForm("Pad") { Constants = [("pads", (long[])[0, 0, top, left, 0, 0, bottom, right])] },
        "torch.constant_pad_nd({0}, {amounts}, 0)", settings: [("amounts", (long[])[left, right, top, bottom])]);

    /// <summary>The top left part of an image.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="height">Rows kept.</param>
    /// <param name="width">Columns kept.</param>
    public string Crop(string input, long height, long width) => Add(
        "crop", [input],
        new OnnxForm("Slice")
        {
            Constants = [("starts", (long[])[0, 0]), ("ends", (long[])[height, width]), ("axes", (long[])[2, 3])],
        },
        FormattableString.Invariant($"torch.slice(torch.slice({{0}}, 2, 0, {height}, 1), 3, 0, {width}, 1)"),
        settings: [("size", (long[])[height, width])]);

    /// <summary>Nearest-neighbour upsampling: each pixel becomes a square.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="factor">Side of the square.</param>
    public string Upsample(string input, int factor) => Add(
        "upsample", [input],
        new OnnxForm("Resize", ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"))
        {
            Constants = [("roi", null), ("scales", (float[])[1, 1, factor, factor])],
        },
        FormattableString.Invariant($"torch.upsample_nearest2d({{0}}, None, [{factor}., {factor}.])"),
        settings: [("factor", (long[])[factor, factor])]);

    /// <summary>The mean of each square of pixels; what fills no square is left out.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="factor">Side of the square.</param>
    public string MeanPool(string input, long factor) => Add(
        "mean_pool", [input],
        new OnnxForm("AveragePool", ("kernel_shape", (long[])[factor, factor]), ("strides", (long[])[factor, factor])),
        "torch.avg_pool2d({0}, {factor}, {factor}, [0, 0], False, True)", settings: [("factor", (long[])[factor, factor])]);

    /// <summary>The mean or sum of each channel over the image: N×C.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="mean">The mean rather than the sum.</param>
    public string GlobalPool(string input, bool mean) => mean
        ? Add("global_mean", [input], new OnnxForm("ReduceMean", ("axes", (long[])[2, 3]), ("keepdims", 0L)), "torch.mean({0}, [2, 3])")
        : Add(
            "global_sum", [input], new OnnxForm("ReduceSum", ("keepdims", 0L)) { Constants = [("axes", (long[])[2, 3])] },
            "torch.sum({0}, [2, 3])");
}
