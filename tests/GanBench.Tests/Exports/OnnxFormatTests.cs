using GanBench.Exports;
using GanBench.Testing;
using Microsoft.ML.OnnxRuntime;

namespace GanBench.Tests.Exports;

public sealed class OnnxFormatTests : IDisposable
{
    // ONNX Runtime sums in another order: float32's 6e-8 over some thousand terms.
    private const double Tolerance = 1e-5;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_BothNetworksOfEveryArchitecture_GiveOnnxRuntimeTheSameOutput()
    {
        foreach (var small in SmallNetwork.All)
        {
            using var session = Open(small.Network);

            small.AssertOutput(Run(session, small.Input, small.InputShape), Tolerance);
            // The number of samples is open.
            var one = Run(session, small.Input[..(small.Input.Length / (int)small.InputShape[0])], [1, .. small.InputShape[1..]]);
            Assert.Equal(small.Output.Length / (int)small.InputShape[0], one.Length);
        }
    }

    [Fact]
    public void Save_ANetwork_TellsWhatItIs()
    {
        var small = SmallNetwork.OfEveryArchitecture.First(n => n.Name == "dcgan generator");

        using var session = Open(small.Network);

        Assert.Equal([-1, 100], session.InputMetadata["input"].Dimensions);
        Assert.Equal(["N", ""], session.InputMetadata["input"].SymbolicDimensions);
        Assert.Equal([-1, 1, 28, 28], session.OutputMetadata["output"].Dimensions);
        Assert.Equal("GanBench", session.ModelMetadata.ProducerName);
        Assert.Equal("standard normal", session.ModelMetadata.CustomMetadataMap["inputValues"]);
        Assert.Equal("[-1, 1]", session.ModelMetadata.CustomMetadataMap["outputValues"]);
        Assert.Equal("7", session.ModelMetadata.CustomMetadataMap["step"]);
    }

    private InferenceSession Open(ExportedNetwork network)
    {
        var file = _folder["network.onnx"];
        ExportFormatRegistry.All.Find("onnx").Save(file, network);
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        return new InferenceSession(file, options);
    }

    private static float[] Run(InferenceSession session, float[] input, long[] shape)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input"], [value], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
