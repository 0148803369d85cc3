namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device only.</summary>
    Metadata,

    /// <summary>Metadata, then rows of numbers.</summary>
    Julia,

    /// <summary>Nested brackets.</summary>
    Numpy,

    /// <summary>Metadata, then nested braces.</summary>
    CSharp,

    /// <summary>The style that <see cref="torch.TensorStringStyle"/> names.</summary>
    Default,
}
