using GanBench.Engine;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Networks.Modules;

/// <summary>
/// Convolutions that are right on every machine: where oneDNN needs whole blocks of channels, zeros fill them up and are cut off again.
/// </summary>
internal static class Convolve
{
    /// <summary>A convolution N×I×H×W → N×O×H'×W'.</summary>
    /// <param name="input">N×I×H×W.</param>
    /// <param name="weight">O×I×K×K.</param>
    /// <param name="bias">O, or null.</param>
    /// <param name="strides">Step between outputs, per axis.</param>
    /// <param name="padding">Zeros on each side, per axis.</param>
    public static Tensor Forward(Tensor input, Tensor weight, Tensor? bias, long[] strides, long[] padding)
    {
        (input, weight, bias) = MixedPrecision.Lower(input, weight, bias);
        var (outputs, inputs) = (weight.shape[0], weight.shape[1]);
        var (moreOutputs, moreInputs) = Missing(input, outputs, inputs);
        if (moreOutputs == 0 && moreInputs == 0)
            return functional.conv2d(input, weight, bias, strides, padding);
        var result = functional.conv2d(
            Fill(input, moreInputs), functional.pad(weight, [0, 0, 0, 0, 0, moreInputs, 0, moreOutputs]), FillVector(bias, moreOutputs),
            strides, padding);
        return moreOutputs == 0 ? result : result.narrow(1, 0, outputs);
    }

    /// <summary>A transposed convolution N×I×H×W → N×O×H'×W'.</summary>
    /// <param name="input">N×I×H×W.</param>
    /// <param name="weight">I×O×K×K.</param>
    /// <param name="bias">O, or null.</param>
    /// <param name="strides">Step between the inputs' places in the output, per axis.</param>
    /// <param name="padding">Rows and columns cut from each side, per axis.</param>
    /// <param name="outputPadding">Rows and columns added at the end, per axis; null adds none.</param>
    public static Tensor Transposed(Tensor input, Tensor weight, Tensor? bias, long[] strides, long[] padding, long[]? outputPadding = null)
    {
        (input, weight, bias) = MixedPrecision.Lower(input, weight, bias);
        var (inputs, outputs) = (weight.shape[0], weight.shape[1]);
        var (moreOutputs, moreInputs) = Missing(input, outputs, inputs);
        if (moreOutputs == 0 && moreInputs == 0)
            return functional.conv_transpose2d(input, weight, bias, strides, padding, outputPadding);
        var result = functional.conv_transpose2d(
            Fill(input, moreInputs), functional.pad(weight, [0, 0, 0, 0, 0, moreOutputs, 0, moreInputs]), FillVector(bias, moreOutputs),
            strides, padding, outputPadding);
        return moreOutputs == 0 ? result : result.narrow(1, 0, outputs);
    }

    /// <summary>The gradient of a convolution with respect to its input, as a transposed convolution.</summary>
    /// <param name="gradient">Gradient at the output, N×O×H'×W'.</param>
    /// <param name="weight">O×I×K×K.</param>
    /// <param name="shape">Shape of the input, N×I×H×W.</param>
    /// <param name="strides">As in the convolution.</param>
    /// <param name="padding">As in the convolution.</param>
    public static Tensor Back(Tensor gradient, Tensor weight, long[] shape, long[] strides, long[] padding)
    {
        // Rows and columns at the end that no output looked at; their gradient is zero.
        long Rest(int axis) =>
            shape[axis + 2] + (2 * padding[axis]) - weight.shape[axis + 2] - ((gradient.shape[axis + 2] - 1) * strides[axis]);
        return Transposed(gradient, weight, null, strides, padding, [Rest(0), Rest(1)]);
    }

    private static (long Outputs, long Inputs) Missing(Tensor input, long outputs, long inputs) =>
        (OneDnn.MissingChannels(input, outputs), OneDnn.MissingChannels(input, inputs));

    private static Tensor Fill(Tensor input, long channels) => channels == 0 ? input : functional.pad(input, [0, 0, 0, 0, 0, channels]);

    private static Tensor? FillVector(Tensor? vector, long elements) => vector is null || elements == 0 ? vector
        : functional.pad(vector, [0, elements]);
}
