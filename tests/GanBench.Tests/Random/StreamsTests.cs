using System.Reflection;
using System.Text.RegularExpressions;
using GanBench.Random;

namespace GanBench.Tests.Random;

public partial class StreamsTests
{
    [Fact]
    public void Names_OfAllStreams_AreDistinct()
    {
        const BindingFlags PublicStatic = BindingFlags.Public | BindingFlags.Static;
        var constants = typeof(Streams).GetFields(PublicStatic).Select(field => (string)field.GetRawConstantValue()!);
        var made = typeof(Streams).GetMethods(PublicStatic).Select(method => (string)method.Invoke(
            null, [.. method.GetParameters().Select(p => p.ParameterType == typeof(int) ? 1 : (object)"name")])!);
        string[] names = [.. constants, .. made];

        Assert.Equal(names.Distinct(), names);
    }

    // All random numbers follow from the names: these are those that runs were made with.
    [Fact]
    public void Names_OfTraining_AreThoseThatRunsWereMadeWith() =>
        Assert.Equal(
            [
                "data-order", "horizontal-flip", "latent/training", "latent/samples", "latent/evaluation", "label-flip", "instance-noise",
                "init/generator/0.weight", "dropout/discriminator/2", "penalty", "penalty/own",
                "classifier/order", "classifier/init/0.weight",
            ],
            [
                Streams.DataOrder, Streams.HorizontalFlip, Streams.LatentTraining, Streams.LatentSamples, Streams.LatentEvaluation,
                Streams.LabelFlip, Streams.InstanceNoise, Streams.Init("generator", "0.weight"), Streams.Dropout("discriminator", 2),
                Streams.Penalty("gradient-penalty"), Streams.Penalty("own"), Streams.ClassifierOrder, Streams.ClassifierInit("0.weight"),
            ]);

    [Fact]
    public void Sources_OutsideOfStreams_NameNoStreamThemselves()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "GanBench.sln")))
            root = Path.GetDirectoryName(root)!;
        var found =
            from file in Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where NamedInPlace().IsMatch(line)
            select $"{Path.GetRelativePath(root, file)}: {line.Trim()}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("var random = new RandomStream(seed, \"order\", 1);", true)]
    [InlineData("RandomStream Stream(string name) => new(seed, $\"init/{name}\");", true)]
    [InlineData("model.Latents(\"latent/training\", step, 4)", true)]
    [InlineData("new RandomStream(seed, Streams.DataOrder, epoch)", false)]
    [InlineData("new RandomStream(seed, Streams.Init(network, name))", false)]
    public void NamedInPlace_Line_IsFound(string line, bool found) => Assert.Equal(found, NamedInPlace().IsMatch(line));

    // A stream, its key or latent vectors asked for with a text.
    [GeneratedRegex("""(RandomStream\b.*\(|RandomStream\.Key\(|\bLatents\(|LatentSource\.Draw\()[^;]*[$"]""")]
    private static partial Regex NamedInPlace();
}
