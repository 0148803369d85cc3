namespace GanBench.Recipes;

/// <summary>
/// How a system is trained: the parts that a paper states, apart from the networks themselves, the dataset and the budget.
/// Every part can be overridden by its dotted key (<c>--set discriminator.steps=5</c>) or in a suite.
/// </summary>
public sealed record Recipe
{
    /// <summary>Size of the networks.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Name of the objective, e.g. "non-saturating", "minimax", "least-squares", "wasserstein", "hinge".</summary>
    public string Objective { get; init; } = "non-saturating";

    /// <summary>Targets of the least-squares objective; other objectives ignore them.</summary>
    public LeastSquaresOptions LeastSquares { get; init; } = new();

    /// <summary>Adaptive weighting of the discriminator's real and fake parts (aw-GAN).</summary>
    public Weighting Weighting { get; init; } = Weighting.Equal;

    /// <summary>How the discriminator (or critic) is updated.</summary>
    public DiscriminatorOptions Discriminator { get; init; } = new();

    /// <summary>How the generator is updated.</summary>
    public GeneratorOptions Generator { get; init; } = new();

    /// <summary>Whether both networks step in turn or from one forward pass.</summary>
    public UpdateScheme Scheme { get; init; } = UpdateScheme.Alternating;

    /// <summary>Penalties and constraints on the discriminator.</summary>
    public RegularizerOptions Regularizer { get; init; } = new();

    /// <summary>Changes to the labels that the discriminator is trained with.</summary>
    public LabelOptions Labels { get; init; } = new();

    /// <summary>Initial weights.</summary>
    public InitOptions Init { get; init; } = new();

    /// <summary>The order in which training images are read.</summary>
    public DataOptions Data { get; init; } = new();
}

/// <summary>Size of the networks and their latent space.</summary>
public sealed record NetworkOptions
{
    /// <summary>Factor on every hidden layer's width; 1 is the paper's network.</summary>
    public double Width { get; init; } = 1;

    /// <summary>Dimensions of the latent vector.</summary>
    public int Latent { get; init; } = 100;

    /// <summary>Distribution of the latent vector's components.</summary>
    public LatentDistribution LatentDistribution { get; init; } = LatentDistribution.Normal;
}

/// <summary>Distribution of latent components.</summary>
public enum LatentDistribution
{
    /// <summary>N(0, 1).</summary>
    Normal,

    /// <summary>Uniform on [-1, 1].</summary>
    Uniform,
}

/// <summary>Targets of the least-squares objective (Mao et al. 2017, equation 2).</summary>
public sealed record LeastSquaresOptions
{
    /// <summary>The discriminator's target for generated samples.</summary>
    public double A { get; init; }

    /// <summary>The discriminator's target for real samples.</summary>
    public double B { get; init; } = 1;

    /// <summary>The value the generator wants the discriminator to give.</summary>
    public double C { get; init; } = 1;
}

/// <summary>How the real and fake parts of the discriminator's loss are weighted.</summary>
public enum Weighting
{
    /// <summary>Equal weights of one.</summary>
    Equal,

    /// <summary>aw-GAN with normalised gradients (Zadorozhnyy et al. 2021, algorithm 1).</summary>
    Adaptive,

    /// <summary>aw-GAN without normalisation.</summary>
    AdaptivePlain,
}

/// <summary>Updates of the discriminator.</summary>
public sealed record DiscriminatorOptions
{
    /// <summary>Discriminator updates per generator update.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Whether real and fake images pass in one batch, in two batches of one step, or in two steps of their own.</summary>
    public DiscriminatorBatches Batches { get; init; } = DiscriminatorBatches.Separate;

    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Whether the loss is the mean (½) of its real and fake parts rather than their sum.</summary>
    public bool AverageParts { get; init; }

    /// <summary>
    /// Whether the fakes of the discriminator's updates are made in evaluation mode, with batch norm's running statistics and without
    /// dropout: Keras's <c>generator.predict</c>.
    /// </summary>
    public bool FakesInEvaluationMode { get; init; }

    /// <summary>Standard deviation of Gaussian noise added to the discriminator's inputs; 0 is off. Decays linearly to 0 over the run.</summary>
    public double InstanceNoise { get; init; }
}

/// <summary>How real and fake images reach the discriminator.</summary>
public enum DiscriminatorBatches
{
    /// <summary>Two forward passes, losses summed, one optimiser step.</summary>
    Separate,

    /// <summary>Two forward passes, each with an optimiser step of its own (Keras's train_on_batch called twice).</summary>
    SeparateSteps,

    /// <summary>One forward pass over real and fake images together (batch norm sees both).</summary>
    Joint,
}

/// <summary>Updates of the generator.</summary>
public sealed record GeneratorOptions
{
    /// <summary>The optimiser.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>Whether the generator's update draws new latents or reuses those of the last discriminator update.</summary>
    public GeneratorLatents Latents { get; init; } = GeneratorLatents.Fresh;

    /// <summary>Decay of an exponential moving average of the weights, used for samples and metrics; 0 is off.</summary>
    public double Ema { get; init; }
}

/// <summary>Latents of the generator's update.</summary>
public enum GeneratorLatents
{
    /// <summary>Drawn anew.</summary>
    Fresh,

    /// <summary>Those of the last discriminator update: the generator learns from the very fakes the discriminator was shown.</summary>
    Reused,
}

/// <summary>Order of the two updates.</summary>
public enum UpdateScheme
{
    /// <summary>The discriminator first, then the generator against the updated discriminator.</summary>
    Alternating,

    /// <summary>
    /// Both gradients from one forward pass, then both steps (TensorFlow's tutorial). There is one set of latents, whatever
    /// <see cref="GeneratorOptions.Latents"/> says.
    /// </summary>
    Simultaneous,
}

/// <summary>Penalties and constraints on the discriminator; several may be on together.</summary>
public sealed record RegularizerOptions
{
    /// <summary>Weights are clipped to [-clip, clip] after each step (WGAN); 0 is off.</summary>
    public double Clip { get; init; }

    /// <summary>The gradient penalty.</summary>
    public GradientPenalty GradientPenalty { get; init; } = GradientPenalty.None;

    /// <summary>Weight λ of the gradient penalty.</summary>
    public double PenaltyWeight { get; init; } = 10;

    /// <summary>Weight γ of R1, γ/2·E‖∇D(x)‖² on real images (Mescheder et al. 2018); 0 is off.</summary>
    public double R1 { get; init; }

    /// <summary>Allows a gradient penalty although the critic has batch norm, which makes the penalty depend on the whole batch.</summary>
    public bool AllowBatchNorm { get; init; }
}

/// <summary>Where and how the gradient norm is penalised.</summary>
public enum GradientPenalty
{
    /// <summary>Off.</summary>
    None,

    /// <summary>(‖∇‖ − 1)² between real and fake points (Gulrajani et al. 2017, equation 3).</summary>
    TwoSided,

    /// <summary>max(0, ‖∇‖ − 1) between real and fake points (chen-2019, equation 2-13).</summary>
    OneSided,

    /// <summary>max(0, ‖∇‖ − 1)² between real and fake points (WGAN-LP, Petzka et al. 2018, equation 8).</summary>
    OneSidedSquared,

    /// <summary>(‖∇‖ − 1)² around real points (DRAGAN, Kodali et al. 2017).</summary>
    Dragan,
}

/// <summary>Changes to the discriminator's labels.</summary>
public sealed record LabelOptions
{
    /// <summary>Real labels become 1 − smoothReal.</summary>
    public double SmoothReal { get; init; }

    /// <summary>Fake labels become smoothFake.</summary>
    public double SmoothFake { get; init; }

    /// <summary>Probability that a step trains the discriminator with labels swapped.</summary>
    public double Flip { get; init; }
}

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

/// <summary>The order in which training images are read.</summary>
public sealed record DataOptions
{
    /// <summary>How a batch is drawn.</summary>
    public DataOrder Order { get; init; } = DataOrder.Shuffle;

    /// <summary>Size of the buffer of <see cref="DataOrder.Buffer"/>.</summary>
    public int BufferSize { get; init; } = 60_000;

    /// <summary>Whether an epoch's last, smaller batch is left out.</summary>
    public bool DropLast { get; init; } = true;

    /// <summary>Whether images are mirrored with probability one half.</summary>
    public bool Flip { get; init; }
}

/// <summary>How batches are drawn.</summary>
public enum DataOrder
{
    /// <summary>A new permutation each epoch.</summary>
    Shuffle,

    /// <summary>Indices drawn independently, with replacement (Keras-GAN).</summary>
    Replacement,

    /// <summary>tf.data's bounded shuffle buffer.</summary>
    Buffer,
}
