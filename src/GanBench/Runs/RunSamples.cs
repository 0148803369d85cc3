using System.Text.Json.Serialization;
using GanBench.Imaging;

namespace GanBench.Runs;

/// <summary>
/// What the samples are that a run was trained on: what its networks take and give, whatever the dataset of that name is by now.
/// </summary>
/// <param name="Kind">Pictures or real numbers.</param>
/// <param name="Channels">1 grey, 3 RGB.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Classes">Classes of the samples; 0 where they have none.</param>
public sealed record RunSamples(SampleKind Kind, int Channels, int Height, int Width, int Classes)
{
    /// <summary>Shape of one sample.</summary>
    [JsonIgnore]
    public SampleShape Shape => new(Channels, Height, Width);
}
