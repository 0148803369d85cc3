namespace GanBench.Recipes;

/// <summary>Initial weights of both networks.</summary>
public sealed record InitOptions
{
    /// <summary>How kernels are drawn.</summary>
    public Initializer Weights { get; init; } = Initializer.GlorotUniform;

    /// <summary>Whether batch norm's scale is drawn from N(1, 0.02) instead of being 1 (PyTorch's DCGAN tutorial).</summary>
    public bool NormalBatchNorm { get; init; }
}

/// <summary>Distribution of initial kernels; biases start at zero.</summary>
public enum Initializer
{
    /// <summary>Uniform on ±√(6/(fan in + fan out)) (Glorot and Bengio 2010): Keras's default.</summary>
    GlorotUniform,

    /// <summary>N(0, 0.02): DCGAN (Radford et al. 2016).</summary>
    Normal002,

    /// <summary>N(0, 2/fan in) (He et al. 2015).</summary>
    KaimingNormal,

    /// <summary>Uniform on ±1/√(fan in), weights and biases: PyTorch's default for linear and convolutional layers.</summary>
    PyTorchDefault,

    /// <summary>Orthogonal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,
}
