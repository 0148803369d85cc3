using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>The same seed gives the weights that PyTorch draws. The default generator is the process's, so these run alone.</summary>
[Collection(nameof(AloneInTheProcess))]
public class InitGoldenTests
{
    // The draws are equal to the bit; orthogonal_ goes through LAPACK, whose blocks depend on the machine's BLAS.
    private const double Drawn = 0;
    private const double Decomposed = 2e-6;

    private static readonly Dictionary<string, Func<Tensor>> Functions = new()
    {
        ["uniform"] = () => init.uniform_(empty(3, 7), -0.5, 2.0),
        ["normal"] = () => init.normal_(empty(3, 7), 0.1, 0.02),
        ["normal 20"] = () => init.normal_(empty(4, 5)),
        ["xavier_uniform"] = () => init.xavier_uniform_(empty(4, 3, 3, 2), 1.5),
        ["xavier_normal"] = () => init.xavier_normal_(empty(4, 3, 3, 2)),
        ["kaiming_uniform"] = () => init.kaiming_uniform_(empty(4, 3, 3, 2), nonlinearity: init.NonlinearityType.ReLU),
        ["kaiming_uniform out"] = () => init.kaiming_uniform_(empty(4, 3, 3, 2), 0.2, init.FanInOut.FanOut),
        ["kaiming_normal"] = () => init.kaiming_normal_(empty(4, 6), 0.2),
        ["trunc_normal"] = () => init.trunc_normal_(empty(4, 6), 0.1, 0.5, -0.4, 0.9),
        ["orthogonal wide"] = () => init.orthogonal_(empty(3, 5), 1.2),
        ["orthogonal tall"] = () => init.orthogonal_(empty(5, 3)),
        ["orthogonal conv"] = () => init.orthogonal_(empty(4, 2, 3, 3)),
        ["sparse"] = () => init.sparse_(empty(5, 4), 0.3),
        ["eye"] = () => init.eye_(empty(3, 4)),
        ["dirac"] = () => init.dirac_(empty(3, 2, 3, 3)),
    };

    private static readonly Dictionary<string, Func<nn.Module>> Layers = new()
    {
        ["Linear"] = () => Linear(7, 4),
        ["Conv2d"] = () => Conv2d(3, 4, (3, 2)),
        ["ConvTranspose2d"] = () => ConvTranspose2d(4, 2, 3),
        ["Embedding"] = () => Embedding(5, 4, padding_idx: 2),
        ["Sequential"] = () => Sequential(Linear(3, 2), BatchNorm1d(2), Linear(2, 1)),
    };

    public static IEnumerable<object[]> FunctionCases => Functions.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> LayerCases => Layers.Keys.Select(name => new object[] { name });

    [Fact]
    public void Cases_CoverTheGoldenFile() =>
        Assert.Equal(ModulesGolden.Keys("inits").Select(key => key[0]), [.. Functions.Keys, .. Layers.Keys, "dropout"]);

    [Theory]
    [MemberData(nameof(FunctionCases))]
    public void Init_SameSeed_EqualsPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(1234);

        var filled = Functions[name]();

        var tolerance = name.StartsWith("orthogonal", StringComparison.Ordinal) ? Decomposed : Drawn;
        ModulesGolden.AssertClose(Expected(name)[0], filled, 0, tolerance, name);
    }

    [Theory]
    [MemberData(nameof(LayerCases))]
    public void Layer_SameSeed_HasPyTorchsWeights(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(4321);

        using var layer = Layers[name]();

        var expected = Expected(name);
        var parameters = layer.parameters().ToArray();
        Assert.Equal(expected.Length, parameters.Length);
        for (var i = 0; i < expected.Length; i++)
            ModulesGolden.AssertClose(expected[i], parameters[i], 0, Drawn, $"{name}: parameter {i}");
    }

    [Fact]
    public void Dropout_SameSeed_EqualsPyTorch()
    {
        using var scope = NewDisposeScope();
        var expected = Expected("dropout");
        manual_seed(99);

        var elements = Dropout(0.3).call(ones(4, 6));
        var channels = Dropout2d(0.4).call(ones(2, 3, 2, 2));

        ModulesGolden.AssertClose(expected[0], elements, 0, Drawn, "dropout");
        ModulesGolden.AssertClose(expected[1], channels, 0, Drawn, "dropout2d");
    }

    [Theory]
    [InlineData(init.NonlinearityType.Linear, 0, 1)]
    [InlineData(init.NonlinearityType.Tanh, 0, 5.0 / 3)]
    [InlineData(init.NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [InlineData(init.NonlinearityType.LeakyReLU, 0.2, 1.3867504905630728)]
    public void CalculateGain_EqualsPaper(init.NonlinearityType nonlinearity, double slope, double gain) =>
        Assert.Equal(gain, init.calculate_gain(nonlinearity, slope), 1e-15);

    [Fact]
    public void CalculateFanInAndFanOut_OfVector_Throws()
    {
        using var vector = zeros(3);
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(vector));
    }

    private static System.Text.Json.JsonElement[] Expected(string name) =>
        [.. ModulesGolden.Case("inits", name).GetProperty("tensors").EnumerateArray()];
}
