using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The style of tensors' text where none is given.</summary>
    public static TensorStringStyle TensorStringStyle { get; set; } = TensorStringStyle.Julia;

    public partial class Tensor
    {
        /// <summary>Shape, type and device.</summary>
        public override string ToString() => IsInvalid ? "disposed tensor" : TensorFormatter.Metadata(this);

        /// <summary>With the elements if disamb, as <see cref="ToString()"/> otherwise.</summary>
        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        /// <summary>In a style; numbers in a .NET format (default g5) and a culture (default invariant). The width is not used.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            new TensorFormatter(fltFormat ?? "g5", cultureInfo ?? CultureInfo.InvariantCulture, newLine ?? Environment.NewLine)
                .Format(this, style == TensorStringStyle.Default ? torch.TensorStringStyle : style);
    }
}
