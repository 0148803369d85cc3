using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Imaging;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>An architecture on images of one shape, which the peers have under the same name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="Dataset">A generated dataset, of which no file is needed.</param>
/// <param name="Shape">Shape of the images.</param>
internal sealed record TrainingCase(string Name, Architecture Architecture, string Dataset, SampleShape Shape)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<TrainingCase> All => Cases;

    private static readonly Registry<TrainingCase> Cases = new("training case", item => item.Name)
    {
        Grey("gan"), Grey("dcgan"), Colour("dcgan", 64), Grey("wgan"), Grey("wgan-gp"), Colour("wgan-gp", 64), Colour("dcgan-faces", 64),
        Colour("sngan", 32), Colour("resnet-wgan-gp", 32),
    };

    /// <summary>What tables say.</summary>
    public string Title => FormattableString.Invariant(
        $"`{Architecture.Name}`, {Shape.Height}×{Shape.Width}{(Shape.Channels == 3 ? "×3" : "")}, batch {BatchSize}");

    /// <summary>Images per batch.</summary>
    public int BatchSize => Architecture.DefaultTraining(Shape).BatchSize;

    /// <summary>Parameters and batch, as the peers say them of theirs.</summary>
    public string Networks
    {
        get
        {
            var options = Architecture.DefaultRecipe(Shape).Network;
            return FormattableString.Invariant(
                $"generator {Architecture.Generator(Shape, options).Parameters.Trainable} and ")
                + FormattableString.Invariant(
                $"discriminator {Architecture.Discriminator(Shape, options).Parameters.Trainable} parameters, batch {BatchSize}");
        }
    }

    /// <summary>Finds one.</summary>
    /// <param name="name">Its name.</param>
    public static TrainingCase Find(string name) => Cases.Find(name);

    /// <summary>Opens its images.</summary>
    public Dataset OpenData() => DatasetRegistry.Open(new DatasetRequest { Name = Dataset, ImageSize = Shape.Height });

    private static TrainingCase Grey(string architecture) => Of(architecture, "glyphs", new SampleShape(1, 28, 28));

    private static TrainingCase Colour(string architecture, int side) => Of(architecture, "shapes", new SampleShape(3, side, side));

    private static TrainingCase Of(string architecture, string dataset, SampleShape shape) => new(
        FormattableString.Invariant($"{architecture}-{shape.Height}"), ArchitectureRegistry.All.Find(architecture), dataset, shape);
}
