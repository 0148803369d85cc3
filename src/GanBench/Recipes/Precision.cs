namespace GanBench.Recipes;

/// <summary>The numbers in which training computes convolutions and matrix products; everything else is float32.</summary>
public enum Precision
{
    /// <summary>float32, with 24 bits of mantissa.</summary>
    Float32,

    /// <summary>TensorFloat-32, on CUDA alone: inputs of products are rounded to 11 bits, sums are float32.</summary>
    Tf32,

    /// <summary>bfloat16: inputs, weights and results of products are rounded to 8 bits, sums are float32.</summary>
    Bf16,
}
