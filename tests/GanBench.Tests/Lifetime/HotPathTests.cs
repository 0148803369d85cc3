using GanBench.Training.Steps;

namespace GanBench.Tests.Lifetime;

/// <summary>Code that runs for every step or batch hands TorchSharp no scalar that could be freed under it.</summary>
public class HotPathTests
{
    private const string Instead =
        """
        A scalar made for one call is freed by the next collection, even while libtorch reads it. Hold it (Scalars.Of for a constant, a field,
        or "using var scalar = Scalars.Create(value)") and call the overload that takes it: x * half, x.add(y, Scalars.One) for x + y,
        x.add(half, Scalars.One) for x + 0.5, x * x for x.square(); read numbers with ToNumber(). For a module that makes scalars inside
        (LeakyReLU, BatchNorm, Adam) call the functional form with what is held. Code outside every loop can be named in Exceptions, with the
        reason.
        """;

    private static readonly string[] HotNamespaces =
    [
        "GanBench.Training", "GanBench.Networks", "GanBench.Objectives", "GanBench.Metrics", "GanBench.Datasets", "GanBench.Engine",
    ];

    private static readonly TemporaryScalars Scalars = new();

    /// <summary>Methods that may make scalars, with the reason: they do it once, not for every step or batch.</summary>
    private static readonly Dictionary<string, string> Exceptions = [];

    [Fact]
    public void HotNamespaces_OfTheLibrary_MakeNoScalarThatNothingHolds()
    {
        var uses = Scalars.Find(typeof(GanStep).Assembly, HotNamespaces).ToList();

        var found = uses.Where(use => !Exceptions.ContainsKey(use.Method)).Distinct().Select(use => $"{use.Method}: {use.Callee}")
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(found.Count == 0, $"{found.Count} unsafe uses of TorchSharp:\n{string.Join('\n', found)}\n\n{Instead}");
        Assert.Empty(Exceptions.Keys.Except(uses.Select(use => use.Method)));
    }

    [Fact]
    public void Find_CarelessCode_FindsEveryUse()
    {
        var found = Examples("Careless");

        Assert.Equal(
            [
                "Argument", "Closure", "ClosureOverLocal", "FromMethod", "FromNumber", "Iterator", "Layer", "Local", "Operator",
                "Optimizer",
                "Read", "Script", "SumOfTensors",
            ],
            found);
    }

    [Fact]
    public void Find_CodeThatHoldsItsScalars_FindsNothing() => Assert.Empty(Examples("Careful"));

    private static IEnumerable<string> Examples(string type) =>
        Scalars.Find(typeof(HotPathTests).Assembly, ["GanBench.Tests.Lifetime.Examples"])
            .Select(use => use.Method.Split('.')).Where(name => name[^2] == type).Select(name => name[^1]).Distinct()
                .Order(StringComparer.Ordinal);
}
