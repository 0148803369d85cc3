using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>
/// Every tensor operator against PyTorch: tests/golden/tensor_ops.json holds inputs, outputs and gradients, written by tensor_ops.py.
/// </summary>
public sealed class TensorOpsGoldenTests
{
    // The same libtorch computes the same bits; another version or processor may order a sum differently.
    private const double Float64Tolerance = 1e-12;
    private const double Float32Tolerance = 2e-6;

    private static readonly Lazy<Dictionary<string, JsonElement>> Golden = new(() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "tensor_ops.json")))
            .RootElement.GetProperty("cases").EnumerateArray().ToDictionary(golden => golden.GetProperty("name").GetString()!));

    public static TheoryData<string> Names => [.. Golden.Value.Keys];

    [Fact]
    public void Cases_OfScriptAndTests_HaveTheSameNames() =>
        Assert.Equal(Golden.Value.Keys.Order(), TensorOpsCases.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_OnGoldenInputs_GivesPyTorchsValuesAndGradients(string name)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Value[name];
        var inputs = golden.GetProperty("inputs").EnumerateArray().Select(Read).ToArray();
        var differentiable = inputs.Where(input => input.is_floating_point()).Select(input => input.requires_grad_()).ToArray();

        var result = TensorOpsCases.All[name](inputs[0], inputs.ElementAtOrDefault(1)!, inputs.ElementAtOrDefault(2)!);

        var outputs = result as Tensor[] ?? [(Tensor)result];
        AssertSame(golden.GetProperty("outputs"), outputs, "output");
        if (!golden.TryGetProperty("weights", out var weights))
        {
            Assert.DoesNotContain(outputs, output => output.requires_grad);
            return;
        }

        var parts = outputs.Where(output => output.requires_grad).ToArray();
        var total = parts.Zip(weights.EnumerateArray(), (part, weight) => (part * Read(weight)).sum()).Aggregate((left, right) => left + right);
        var gradients = autograd.grad([total], differentiable, retain_graph: true, create_graph: true, allow_unused: true);
        AssertSame(golden.GetProperty("gradients"), [.. gradients], "gradient");
        if (golden.TryGetProperty("second", out var second))
        {
            var squares = gradients.Where(gradient => gradient is not null && gradient.requires_grad).Select(gradient => gradient.square().sum());
            var again = autograd.grad([squares.Aggregate((left, right) => left + right)], differentiable, allow_unused: true);
            AssertSame(second, [.. again], "second gradient");
        }
    }

    private static void AssertSame(JsonElement expected, Tensor?[] actual, string what)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (var k = 0; k < actual.Length; k++)
        {
            if (expected[k].ValueKind == JsonValueKind.Null)
            {
                Assert.Null(actual[k]);
                continue;
            }

            var type = Enum.Parse<ScalarType>(expected[k].GetProperty("type").GetString()!);
            Assert.Equal(type, actual[k]!.dtype);
            Assert.Equal(Numbers(expected[k], "shape").Select(size => (long)size), actual[k]!.shape);
            var tolerance = type == ScalarType.Float32 ? Float32Tolerance : type == ScalarType.Float64 ? Float64Tolerance : 0;
            var wanted = Numbers(expected[k], "values");
            var got = actual[k]!.detach().@double().data<double>().ToArray();
            for (var i = 0; i < wanted.Length; i++)
            {
                Assert.True(
                    Math.Abs(wanted[i] - got[i]) <= tolerance * Math.Max(1, Math.Abs(wanted[i])) || wanted[i].Equals(got[i]),
                    $"{what} {k}, element {i}: expected {wanted[i]:R}, was {got[i]:R}");
            }
        }
    }

    private static Tensor Read(JsonElement packed) =>
        tensor(Numbers(packed, "values"), Numbers(packed, "shape").Select(size => (long)size).ToArray())
            .to_type(Enum.Parse<ScalarType>(packed.GetProperty("type").GetString()!));

    private static double[] Numbers(JsonElement packed, string key) =>
        [.. packed.GetProperty(key).EnumerateArray().Select(value => value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.String => value.GetString() switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, _ => double.NaN },
            _ => value.GetDouble(),
        })];
}
