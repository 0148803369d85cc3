using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>State dictionaries and TorchSharp's file format.</summary>
public class ModuleStateTests
{
    private static Sequential Net(long width = 3) => Sequential(("in", Linear(2, width)), ("norm", BatchNorm1d(width)));

    [Fact]
    public void LoadStateDict_CopiesValues()
    {
        using var source = Net();
        using var target = Net();

        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        AssertEqual(source.state_dict(), target.state_dict());
        Assert.NotSame(source.get_parameter("in.weight"), target.get_parameter("in.weight"));
        Assert.True(target.get_parameter("in.weight")!.requires_grad);
    }

    [Fact]
    public void LoadStateDict_OtherNames_ListsBothSides()
    {
        using var target = Net();
        using var extra = zeros(1);
        var state = target.state_dict();
        state.Remove("in.bias");
        state.Add("out.bias", extra);

        var error = Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        Assert.Contains("Missing: in.bias. Unexpected: out.bias.", error.Message, StringComparison.Ordinal);

        var (missing, unexpected) = target.load_state_dict(state, strict: false);
        Assert.Equal(["in.bias"], missing);
        Assert.Equal(["out.bias"], unexpected);

        (missing, unexpected) = target.load_state_dict(state, strict: true, skip: ["in.bias", "out.bias"]);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
    }

    [Fact]
    public void LoadStateDict_OtherShape_ThrowsBeforeChangingAnything()
    {
        using var source = Net(1);
        using var target = Net();
        using var before = target.get_parameter("in.bias")!.clone();

        Assert.Throws<ArgumentException>(() => target.load_state_dict(source.state_dict()));

        Assert.True(before.Equals(target.get_parameter("in.bias")!));
    }

    [Fact]
    public void SaveAndLoad_RoundTrip()
    {
        using var source = Net();
        using var target = Net();
        using var stream = new MemoryStream();

        source.save(stream);
        stream.Position = 0;
        Dictionary<string, bool> loaded = [];
        target.load(stream, loadedParameters: loaded);

        AssertEqual(source.state_dict(), target.state_dict());
        Assert.All(loaded.Values, Assert.True);
        Assert.Equal(source.state_dict().Keys.Order(), loaded.Keys.Order());
    }

    /// <summary>The layout is TorchSharp's: count, name, element type, rank, sizes (LEB128), then the bytes.</summary>
    [Fact]
    public void Save_WritesTorchSharpsFormat()
    {
        using var layer = Linear(new Parameter(tensor(new[] { 1f, -2f }).reshape(1, 2)));
        using var stream = new MemoryStream();

        layer.save(stream);

        byte[] expected = [1, 6, .. "weight"u8, 6, 2, 1, 2, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Load_Mismatches_Throw()
    {
        using var source = Net();
        using var stream = new MemoryStream();
        source.save(stream);

        using var other = Sequential(("in", Linear(2, 3)), ("layer", BatchNorm1d(3)));
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => other.load(stream));

        using var wider = Net(4);
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => wider.load(stream));

        using var doubles = Net().to(float64);
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => doubles.load(stream));

        Assert.Throws<FileNotFoundException>(() => source.load(Path.Combine(Path.GetTempPath(), "there is no such file")));
    }

    [Fact]
    public void Load_NotStrict_SaysWhatWasLoaded()
    {
        using var source = Net();
        using var target = Sequential(("in", Linear(2, 3)), ("layer", BatchNorm1d(3)));
        using var stream = new MemoryStream();
        source.save(stream);
        stream.Position = 0;
        Dictionary<string, bool> loaded = [];

        target.load(stream, strict: false, skip: ["in.bias"], loadedParameters: loaded);

        Assert.Equal(["in.weight"], loaded.Where(entry => entry.Value).Select(entry => entry.Key));
        Assert.False(loaded["in.bias"]);
        Assert.False(loaded["norm.weight"]);
        Assert.False(loaded["layer.weight"]);
        Assert.True(source.get_parameter("in.weight")!.Equals(target.get_parameter("in.weight")!));
    }

    internal static void AssertEqual(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (key, tensor) in expected)
            Assert.True(tensor.Equals(actual[key]), $"{key} differs");
    }
}
