using TorchSharp;

namespace GanBench.Tests.Training;

/// <summary>A test of bits that one libtorch gives: skipped, with the reason, with another one.</summary>
internal sealed class SnapshotLibtorchFactAttribute : FactAttribute
{
    public SnapshotLibtorchFactAttribute() =>
        Skip = torch.__version__.StartsWith(MetricSnapshotTests.SnapshotLibtorch, StringComparison.Ordinal)
        ? null
        : $"Approved with libtorch {MetricSnapshotTests.SnapshotLibtorch}; this is {torch.__version__}.";
}
