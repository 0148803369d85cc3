namespace GanBench.Training;

/// <summary>How long the same layers take in two precisions.</summary>
/// <param name="Float32">Milliseconds in float32.</param>
/// <param name="Bf16">Milliseconds in bfloat16.</param>
/// <param name="Layers">What was timed, for messages.</param>
public sealed record PrecisionTimes(double Float32, double Bf16, string Layers);
