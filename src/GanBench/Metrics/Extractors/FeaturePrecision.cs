using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>Numbers that a pretrained extractor computes in.</summary>
public enum FeaturePrecision
{
    /// <summary>float32, as the other tools do.</summary>
    Float32,

    /// <summary>bfloat16 weights and activations with float32 sums: faster where the processor has it, and other values.</summary>
    BFloat16,
}

/// <summary>What a precision is called, and its type of tensors.</summary>
internal static class FeaturePrecisions
{
    /// <summary>Its key in protocols, and what is meant where it is not there.</summary>
    public const string Key = "precision", Usual = "float32";

    extension(FeaturePrecision precision)
    {
        /// <summary>The type of weights and activations.</summary>
        public ScalarType Type => precision == FeaturePrecision.BFloat16 ? bfloat16 : float32;

        /// <summary>Adds it to a protocol, where it is not the usual one.</summary>
        /// <param name="protocol">The protocol.</param>
        public void Write(Dictionary<string, string> protocol)
        {
            if (precision != FeaturePrecision.Float32)
                protocol[Key] = "bfloat16";
        }
    }
}
