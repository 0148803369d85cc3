using System.Globalization;
using GanBench.Exports;
using GanBench.Metrics.Numpy;
using GanBench.Testing;

namespace GanBench.Tests.Exports;

/// <summary>PyTorch reads what is exported, and the loader in docs/export.md computes it.</summary>
public sealed class PythonTests : IDisposable
{
    // Another version of PyTorch, with other kernels; networks sum some thousand terms in float32.
    private const double Tolerance = 1e-5;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TorchFact]
    public void Python_EveryArchitecture_ComputesOurOutputFromSafeTensorsAndTorchScript()
    {
        var networks = SmallNetwork.All;
        _folder.Write("ganbench_loader.py", Loader());
        for (var i = 0; i < networks.Count; i++)
        {
            ExportFormatRegistry.All.Find("safetensors").Save(_folder[$"{i}.safetensors"], networks[i].Network);
            ExportFormatRegistry.All.Find("torchscript").Save(_folder[$"{i}.pt"], networks[i].Network);
            using var stream = File.Create(_folder[$"{i}.npy"]);
            NpyFormat.Write(stream, [.. networks[i].InputShape.Select(side => (int)side)], networks[i].Input);
        }
        var script = _folder.Write("script.py",
            """
            import sys, numpy, torch
            from ganbench_loader import load, run
            torch.set_num_threads(1)
            with torch.no_grad():
                for i in range(int(sys.argv[2])):
                    name = f"{sys.argv[1]}/{i}"
                    x = torch.from_numpy(numpy.load(name + ".npy"))
                    for y in run(*load(name + ".safetensors"), x), torch.jit.load(name + ".pt")(x):
                        print(" ".join(repr(v) for v in y.flatten().tolist()))
            """);

        var result = ExternalTool.Run(
            ExternalTool.FindTorch()!, script, _folder.Path, networks.Count.ToString(CultureInfo.InvariantCulture));

        Assert.True(result.ExitCode == 0, result.Error);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2 * networks.Count, lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            float[] output = [.. lines[i].Split(' ').Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
            networks[i / 2].AssertOutput(output, Tolerance);
        }
    }

    [Fact]
    public void Loader_OfTheDocument_KnowsEveryOperation()
    {
        var loader = Loader();

        var kinds = SmallNetwork.All.SelectMany(n => n.Network.Graph.Nodes).Select(node => node.Operator).Distinct();
        Assert.All(kinds, kind => Assert.Contains($"\"{kind}\": lambda", loader, StringComparison.Ordinal));
    }

    // The block of Python in the document that defines the loader.
    private static string Loader() =>
        File.ReadAllText(Repository.PathOf("docs", "export.md")).Split("```python\n").Select(part => part.Split("```")[0])
            .First(block => block.Contains("def load(", StringComparison.Ordinal));
}
