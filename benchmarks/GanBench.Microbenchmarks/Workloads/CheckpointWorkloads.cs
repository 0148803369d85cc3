using System.Diagnostics;
using GanBench.Engine;
using GanBench.Microbenchmarks.Measuring;
using GanBench.Runs;
using GanBench.Testing;
using GanBench.Training;
using GanBench.Training.Checkpoints;

namespace GanBench.Microbenchmarks.Workloads;

/// <summary>
/// Megabytes of weights and moments a second into a checkpoint, beside TorchSharp's <c>save</c> and <c>save_state_dict</c> and PyTorch's
/// <c>torch.save</c> of the same tensors. Ours has a hash of each file and a folder that appears when it is whole; theirs have neither.
/// </summary>
internal static class CheckpointWorkloads
{
    /// <summary>The workloads.</summary>
    public static IReadOnlyList<Workload> All { get; } =
        [Of("gan-28") with { RoundSeconds = 6, IsQuick = true }, Of("dcgan-64") with { RoundSeconds = 25 }];

    /// <summary>Argument: case.</summary>
    public static void Work(string[] args)
    {
        var item = TrainingCase.Find(args[0]);
        var device = TorchEngine.Start(new EngineOptions());
        using var model = new GanModel(item.Architecture, item.Shape, item.Architecture.DefaultRecipe(item.Shape), 1, device);
        using var folder = new TempFolder();
        var clock = Stopwatch.StartNew();
        CheckpointStore.Save(new RunDirectory(folder.Path), model, 1);
        var seconds = clock.Elapsed.TotalSeconds;
        var parameters = model.GeneratorOptimizer.Parameters.Concat(model.DiscriminatorOptimizer.Parameters).Sum(p => p.numel());
        new Measurement(3 * sizeof(float) * parameters / seconds / 1e6)
        {
            Work = FormattableString.Invariant($"{parameters} parameters with two moments each"),
        }.Print();
    }

    private static Workload Of(string name) => new(
        $"checkpoint-{name}", "checkpoints", $"checkpoint of {TrainingCase.Find(name).Title}", Unit.Megabytes,
        Side.Ours("checkpoint", name),
        new Side(TorchSharpPeer.Name, () => InFolder(folder => TorchSharpPeer.Run("save", name, folder))),
        new Side(PythonPeer.Torch, () => InFolder(folder => PythonPeer.Run("training.py", "save", name, folder)))
        {
            WhyNot = () => PythonPeer.WhyNot("torch"),
        });

    private static Measurement InFolder(Func<string, Measurement> measure)
    {
        using var folder = new TempFolder();
        return measure(folder.Path);
    }
}
