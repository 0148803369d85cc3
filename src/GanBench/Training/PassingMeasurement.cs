namespace GanBench.Training;

/// <summary>
/// Something that is measured of the networks while training passes, at steps that need no checkpoint. It may not change them; its time
/// is not counted as training. A run that resumes passes the steps after its last checkpoint again.
/// </summary>
/// <param name="IsDue">Whether a step is one of those.</param>
/// <param name="Take">Measures the networks after a step.</param>
public sealed record PassingMeasurement(Func<int, bool> IsDue, Action<GanModel, int> Take);
