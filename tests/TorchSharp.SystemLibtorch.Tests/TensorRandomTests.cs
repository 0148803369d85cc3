using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

public sealed class TensorRandomTests
{
    private static readonly Dictionary<string, Func<Generator, Tensor>> Draws = new()
    {
        ["rand"] = g => rand(5, generator: g),
        ["randn"] = g => randn(5, generator: g),
        ["randn long"] = g => randn(20, generator: g),
        ["randn float64"] = g => randn(18, float64, generator: g),
        ["randint"] = g => randint(-3, 1000, [6], generator: g),
        ["randperm"] = g => randperm(8, generator: g),
        ["normal_"] = g => empty(4).normal_(2, 3, g),
        ["uniform_"] = g => empty(4).uniform_(-1, 1, g),
        ["bernoulli_"] = g => empty(12).bernoulli_(0.3, g),
        ["multinomial"] = g => multinomial(tensor(new[] { 0.1f, 0.2f, 0.7f }), 6, true, g),
        ["normal tensors"] = g => normal(arange(3.0), ones(3), g),
    };

    // tests/golden/generator.py writes these with PyTorch's generator.
    public static TheoryData<string, long, double[]> Golden
    {
        get
        {
            var data = new TheoryData<string, long, double[]>();
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "generator.json")));
            foreach (var golden in json.RootElement.GetProperty("cases").EnumerateArray())
            {
                var values = golden.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
                data.Add(golden.GetProperty("name").GetString()!, golden.GetProperty("seed").GetInt64(), values);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Generator_WithASeed_DrawsWhatPyTorchDraws(string name, long seed, double[] expected)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator();

        var drawn = Draws[name](generator.manual_seed(seed));

        // Float transcendental functions of the normal draws may differ by their last bit between instruction levels.
        var actual = drawn.to_type(float64).data<double>().ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void State_SetBack_RepeatsTheDraws()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var state = generator.get_state();
        var first = randn(7, generator: generator);

        generator.set_state(state);

        Assert.True(first.Equals(randn(7, generator: generator)));
        Assert.Equal(5, generator.initial_seed());
    }
}
