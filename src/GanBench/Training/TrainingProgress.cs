using GanBench.Runs;

namespace GanBench.Training;

/// <summary>What a training reports as it goes.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Step">Last finished step.</param>
/// <param name="Steps">Steps asked for.</param>
/// <param name="Record">What the step measured; null at the start.</param>
/// <param name="Message">Something worth telling once (resumed, a damaged checkpoint left out), or null.</param>
public sealed record TrainingProgress(string RunId, int Step, int Steps, ProgressRecord? Record, string? Message = null);
