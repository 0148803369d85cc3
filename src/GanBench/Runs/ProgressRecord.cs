using System.Text.Json.Serialization;

namespace GanBench.Runs;

/// <summary>
/// One line of <c>progress.jsonl</c>: what was measured at one step. What is measured is up to the training, so the values have names; one
/// that does not apply (a probability of a critic, a penalty that is off) is not there.
/// </summary>
[JsonConverter(typeof(ProgressRecordConverter))]
public sealed record ProgressRecord
{
    /// <summary>Key of the discriminator's loss.</summary>
    public const string LossD = "lossD";

    /// <summary>Key of the generator's loss.</summary>
    public const string LossG = "lossG";

    /// <summary>The step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Passes over the training data so far, counted by real images read.</summary>
    public double Epoch { get; init; }

    /// <summary>What was measured, in the order of the line.</summary>
    public IReadOnlyList<LoggedValue> Values { get; init; } = [];

    /// <summary>Seconds of training since the run's start, summed over resumes.</summary>
    public double Seconds { get; init; }

    /// <summary>Real images per second read by the discriminator, over the last logged interval.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>A value; null when it is not in the line.</summary>
    /// <param name="key">Its key.</param>
    public double? this[string key]
    {
        get
        {
            foreach (var value in Values)
            {
                if (value.Key == key)
                    return value.Value;
            }
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(ProgressRecord? other) =>
        other is not null && Step == other.Step && Epoch.Equals(other.Epoch) && Seconds.Equals(other.Seconds)
        && ImagesPerSecond.Equals(other.ImagesPerSecond) && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Step, Epoch, Seconds, ImagesPerSecond, Values.Count);
}

/// <summary>A value of a line of the progress log.</summary>
/// <param name="Key">Its key, camelCase.</param>
/// <param name="Value">The value; a diverged step's is not finite.</param>
public readonly record struct LoggedValue(string Key, double Value);
