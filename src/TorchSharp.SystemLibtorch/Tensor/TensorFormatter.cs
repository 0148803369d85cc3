using System.Globalization;
using System.Numerics;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes tensors as text. Long dimensions show their first and last entries.</summary>
internal sealed class TensorFormatter(string format, CultureInfo culture, string newLine)
{
    /// <summary>Entries of a dimension that are shown at most.</summary>
    private const int MostEntries = 12;

    private const int EntriesAtEnds = 5;

    public static string Metadata(Tensor tensor) =>
        string.Create(
            CultureInfo.InvariantCulture, $"[{string.Join('x', tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}");

    public string Format(Tensor tensor, TensorStringStyle style)
    {
        if (style == TensorStringStyle.Metadata || tensor.device_type == DeviceType.META)
        {
            return Metadata(tensor);
        }

        using var scope = NewDisposeScope();
        using var recording = no_grad();
        var text = new StringBuilder();
        if (style is TensorStringStyle.Julia or TensorStringStyle.CSharp)
        {
            text.Append(Metadata(tensor)).Append(style == TensorStringStyle.CSharp ? ", value = " : newLine);
        }

        var (open, close) = style == TensorStringStyle.CSharp ? ('{', '}') : ('[', ']');
        Append(text, tensor.detach().cpu(), open, close, 0, style == TensorStringStyle.Julia);
        return text.ToString();
    }

    private void Append(StringBuilder text, Tensor tensor, char open, char close, int depth, bool bare)
    {
        if (tensor.ndim == 0)
        {
            text.Append(Number(Op.Item(tensor)));
            return;
        }

        var count = tensor.shape[0];
        var innermost = tensor.ndim == 1;
        var separator = innermost ? (bare ? " " : ", ") : (bare ? newLine : "," + newLine + new string(' ', depth + 1));
        text.Append(bare ? "" : open.ToString());
        for (long k = 0; k < count; k++)
        {
            text.Append(k > 0 ? separator : "");
            if (count > MostEntries && k == EntriesAtEnds)
            {
                text.Append("...");
                k = count - EntriesAtEnds - 1;
                continue;
            }

            Append(text, tensor[k], open, close, depth + 1, bare);
        }

        text.Append(bare ? "" : close.ToString());
    }

    private string Number(Scalar value) =>
        value.Type switch
        {
            ScalarType.Bool => value.ToBoolean() ? "true" : "false",
            ScalarType.ComplexFloat64 => Complex(value.ToComplexFloat64()),
            ScalarType.Float64 => value.ToDouble().ToString(format, culture),
            _ => value.ToInt64().ToString(culture),
        };

    private string Complex(Complex value) =>
        value.Real.ToString(format, culture) + (value.Imaginary < 0 ? "-" : "+") + Math.Abs(value.Imaginary).ToString(format, culture) + "i";
}
