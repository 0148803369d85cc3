using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Architectures;
using GanBench.Imaging;
using GanBench.Training;

namespace GanBench.Tests.Architectures;

public partial class SizesTests
{
    public static TheoryData<string> Architectures => new(ArchitectureRegistry.All.Names);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Supports_EverySize_IsWhatItsMessageSays(string name)
    {
        var architecture = ArchitectureRegistry.All.Find(name);
        var told = architecture.Sides.Count == 0 ? []
            : Number().Matches(architecture.Shapes).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).ToHashSet();

        for (var side = 1; side <= 300; side++)
        {
            foreach (var channels in new[] { 1, 3 })
            {
                var shape = new SampleShape(channels, side, side);
                var accepted = told.Contains(side) || (name == "mlp-1d" && shape == new SampleShape(1, 1, 1));
                Assert.True(accepted == architecture.Supports(shape), $"{name} at {shape}: {architecture.Shapes}");
            }
            Assert.False(architecture.Supports(new SampleShape(2, side, side)));
            Assert.False(architecture.Supports(new SampleShape(3, side, side + 1)));
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Networks_EverySupportedSize_FitTheImages(string name)
    {
        var architecture = ArchitectureRegistry.All.Find(name);
        foreach (var side in architecture.Sides)
        {
            var shape = new SampleShape(3, side, side);
            var options = architecture.DefaultRecipe(shape).Network with { Width = 0.05 };
            Assert.Equal(shape.Length, architecture.Generator(shape, options).Output.Length);
            Assert.Equal(1, architecture.Discriminator(shape, options).Output.Length);
        }
    }

    [Fact]
    public void Problems_FullyConnectedAt48_ListsTheSidesThatWork()
    {
        var architecture = ArchitectureRegistry.All.Find("fcgan");
        var shape = new SampleShape(3, 48, 48);

        var problems = RecipeValidator.Problems(
            architecture, shape, architecture.DefaultRecipe(shape), architecture.DefaultTraining(shape));

        Assert.Contains(
            "fcgan cannot make 3×48×48 images: it supports square images of 28, 32, 64 or 128 pixels a side. --image-size (imageSizes in a "
            + "suite) brings pictures to such a size.", problems);
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
