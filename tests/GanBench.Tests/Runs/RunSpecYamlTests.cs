using GanBench.Engine;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Tests.Runs;

/// <summary>Specifications as text, and the ids that follow from them.</summary>
public sealed class RunSpecYamlTests : IDisposable
{
    private static readonly RunSpec Spec = new() { Architecture = "gan", Dataset = "glyphs", Seed = ulong.MaxValue };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Written_IsTheSame()
    {
        var spec = Spec with { ImageSize = 64, Numerics = Numerics.Portable, InitFrom = "gan-glyphs-s1-0123456789@20" };

        var read = RunSpecYaml.Read(_folder.Write("spec.yaml", RunSpecYaml.Write(spec)));

        Assert.Equal(spec, read);
    }

    [Fact]
    public void Read_UnknownKey_NamesFileAndKey()
    {
        var file = _folder.Write("spec.yaml", RunSpecYaml.Write(Spec) + "sede: 2\n");

        var error = Assert.Throws<DataException>(() => RunSpecYaml.Read(file));

        Assert.StartsWith("Cannot read the run's specification: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("'sede'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Id_AnythingThatDecidesTheResult_ChangesIt()
    {
        var id = RunSpecYaml.Id(Spec, "hash", 2);

        Assert.StartsWith("gan-glyphs-s18446744073709551615-", id, StringComparison.Ordinal);
        Assert.Equal(id, RunSpecYaml.Id(Spec with { }, "hash", 2));
        string[] others =
        [
            RunSpecYaml.Id(Spec, "hush", 2),
            RunSpecYaml.Id(Spec, "hash", 3),
            RunSpecYaml.Id(Spec with { ImageSize = 32 }, "hash", 2),
            RunSpecYaml.Id(Spec with { Numerics = Numerics.Portable }, "hash", 2),
        ];
        Assert.Equal(5, others.Append(id).Distinct().Count());
        Assert.All(others, other => Assert.Equal(id[..^10], other[..^10]));
    }

    // It is the name of a folder.
    [Theory]
    [InlineData("folder:/data/My Pictures", "folder--data-My-Pictures")]
    [InlineData("/0123456789/0123456789/0123456789/0123456789/end", "789-0123456789-0123456789-0123456789-end")]
    public void Id_DatasetThatIsAPath_HasItsEndInLettersDigitsAndDashes(string dataset, string part)
    {
        var id = RunSpecYaml.Id(Spec with { Dataset = dataset, Seed = 1 }, "hash", 2);

        Assert.StartsWith($"gan-{part}-s1-", id, StringComparison.Ordinal);
    }
}
