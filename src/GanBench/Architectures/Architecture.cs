using GanBench.Imaging;
using GanBench.Networks;
using GanBench.Recipes;

namespace GanBench.Architectures;

/// <summary>
/// A system that can be trained: two networks for each shape it supports and the recipe its source states. Adding one is a file with a
/// class like this and a line in <see cref="ArchitectureRegistry"/>.
/// </summary>
public abstract class Architecture
{
    /// <summary>The name on the command line, e.g. "dcgan".</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>The study or paper it is taken from.</summary>
    public abstract string Source { get; }

    /// <summary>
    /// Sides of the square images of 1 or 3 channels that it is made for, in pixels, ascending; empty when it makes none.
    /// </summary>
    public virtual IReadOnlyList<int> Sides => [];

    /// <summary>The shapes it is made for, as a sentence would say it.</summary>
    public virtual string Shapes => Sides is [.., var last]
        ? "square images of " + (Sides.Count > 1 ? $"{string.Join(", ", Sides.SkipLast(1))} or {last}" : $"{last}") + " pixels a side"
        : "nothing";

    /// <summary>What the source leaves open and what is assumed here, one sentence each.</summary>
    public virtual IReadOnlyList<string> Assumptions => [];

    /// <summary>
    /// Its options with their defaults, a record with init properties, camelCase in settings, under <c>network.options</c>; null when it
    /// has none. Rules stand on them (<see cref="Configuration.RangeRuleAttribute"/>). <see cref="OptionsOf{T}"/> gives them as they are
    /// set.
    /// </summary>
    public virtual object? Options => null;

    /// <summary>Whether it can make samples of that shape.</summary>
    /// <param name="shape">Shape of the samples.</param>
    public virtual bool Supports(SampleShape shape) =>
        shape.Height == shape.Width && shape.Channels is (1 or 3) && Sides.Contains(shape.Height);

    /// <summary>The recipe its source states for that shape.</summary>
    /// <param name="shape">Shape of the samples.</param>
    public abstract Recipe DefaultRecipe(SampleShape shape);

    /// <summary>The budget its source states for that shape.</summary>
    /// <param name="shape">Shape of the samples.</param>
    public virtual TrainingOptions DefaultTraining(SampleShape shape) => new();

    /// <summary>The generator: latent vector → sample.</summary>
    /// <param name="shape">A supported shape.</param>
    /// <param name="options">Width, latent size and settings of its own options.</param>
    public abstract Network Generator(SampleShape shape, NetworkOptions options);

    /// <summary>The discriminator or critic: sample → one logit, without the sigmoid, which is part of the objective.</summary>
    /// <param name="shape">A supported shape.</param>
    /// <param name="options">Width, latent size and settings of its own options.</param>
    public abstract Network Discriminator(SampleShape shape, NetworkOptions options);

    /// <summary>Its options: the defaults, with what is set.</summary>
    /// <typeparam name="T">The type of <see cref="Options"/>.</typeparam>
    /// <param name="options">Hold the settings.</param>
    protected T OptionsOf<T>(NetworkOptions options)
        where T : class => options.Options.ApplyTo((T)Options!);

    /// <summary>Stages of stride 2 between the image and 4×4 pixels: 4 at a side of 64.</summary>
    /// <param name="shape">Shape of the samples, a power of two on a side.</param>
    internal static int Stages(SampleShape shape) => int.Log2(shape.Height) - 2;

    /// <summary>A layer's width under the width factor, at least 1.</summary>
    /// <param name="width">The paper's width.</param>
    /// <param name="options">Holds the factor.</param>
    protected static int Scale(int width, NetworkOptions options) => Math.Max(1, (int)Math.Round(width * options.Width));
}
