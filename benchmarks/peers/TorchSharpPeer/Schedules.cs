using static TorchSharp.torch;

namespace TorchSharpPeer;

/// <summary>Learning rates over a run.</summary>
internal static class Schedules
{
    /// <summary>Down to zero in a line.</summary>
    public static optim.lr_scheduler.LRScheduler Linear(optim.Optimizer optimizer, int steps) =>
        optim.lr_scheduler.LambdaLR(optimizer, step => 1 - (step / (double)steps));
}
