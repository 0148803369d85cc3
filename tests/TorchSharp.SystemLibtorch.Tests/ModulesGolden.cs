using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Reads tests/golden/modules.json, which tests/golden/modules.py makes with PyTorch.</summary>
internal static class ModulesGolden
{
    private static readonly Lazy<JsonElement> Document = new(() =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, "golden", "modules.json");
        return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
    });

    public static JsonElement Section(string section) => Document.Value.GetProperty(section);

    /// <summary>The cases' names, for theories; a case in training mode and one in evaluation may share a name.</summary>
    public static IEnumerable<object[]> Keys(string section) =>
        Section(section).EnumerateArray().Select(entry => new object[] { Key(entry) });

    public static JsonElement Case(string section, string key) => Section(section).EnumerateArray().Single(entry => Key(entry) == key);

    public static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    public static long[] Shape(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetInt64())];

    /// <summary>A float64 tensor of a {"s": shape, "v": values} object.</summary>
    public static Tensor Read(JsonElement packed)
    {
        double[] numbers = [.. packed.GetProperty("v").EnumerateArray().Select(item => item.GetDouble())];
        return tensor(numbers, float64).reshape(Shape(packed.GetProperty("s")));
    }

    /// <summary>The script's numbers: sin of multiples of the golden angle, rounded to 1/1024.</summary>
    public static Tensor Values(long[] shape, int seed = 0, double scale = 1)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = Math.Round(scale * Math.Sin(1.0 + seed + (2.399963 * (i + 1))) * 1024) / 1024;
        return tensor(numbers, float64).reshape(shape);
    }

    /// <summary>Asserts equal shapes and |actual - expected| ≤ absolute + relative |expected| for every element.</summary>
    public static void AssertClose(JsonElement expected, Tensor? actual, double relative, double absolute, string what)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            // PyTorch says "no gradient"; libtorch may also say it with zeros.
            if (actual is not null)
                Assert.True(actual.abs().max().to(float64).item<double>() == 0, $"{what}: expected no value, found {actual}");
            return;
        }

        Assert.True(actual is not null, $"{what}: no value");
        Assert.Equal(Shape(expected.GetProperty("s")), actual.shape);
        var found = actual.detach().to(float64).contiguous().data<double>().ToArray();
        var at = 0;
        foreach (var number in expected.GetProperty("v").EnumerateArray())
        {
            // Nine digits name a float32, but only after rounding to it.
            var wanted = actual.dtype == ScalarType.Float32 ? (float)number.GetDouble() : number.GetDouble();
            Assert.True(
                Math.Abs(found[at] - wanted) <= absolute + (relative * Math.Abs(wanted)),
                FormattableString.Invariant($"{what}: element {at} is {found[at]:R}, PyTorch has {wanted:R}"));
            at++;
        }
    }

    private static string Key(JsonElement entry)
    {
        var name = entry.GetProperty("name").GetString()!;
        return entry.TryGetProperty("train", out var train) && !train.GetBoolean() ? name + " (eval)" : name;
    }
}
