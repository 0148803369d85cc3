namespace GanBench.Runs;

/// <summary>Where a value would lie with other samples, in the unit of the value.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">Share of such intervals that hold the value of infinitely many repetitions, in per cent.</param>
/// <param name="Method">How it was computed, and over what.</param>
public sealed record ValueInterval(double Low, double High, int Level, string Method);
