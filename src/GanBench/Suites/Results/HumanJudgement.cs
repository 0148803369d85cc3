using System.Text.Json;
using System.Text.Json.Serialization;
using GanBench.Storage;

namespace GanBench.Suites.Results;

/// <summary>
/// What people said of generated images: the tally of a survey as plain data, written as JSON by the survey and read by the report.
/// </summary>
public sealed record HumanJudgement
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Version of this form.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Title of the survey.</summary>
    public required string Title { get; init; }

    /// <summary>Hash of the survey's questions and images.</summary>
    public required string SurveyHash { get; init; }

    /// <summary>Whether the participants are simulated: then no number here says anything about people.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Participants counted.</summary>
    public required int Participants { get; init; }

    /// <summary>Participants left out, per reason.</summary>
    public required IReadOnlyDictionary<string, int> Excluded { get; init; }

    /// <summary>How it was asked and counted, in sentences.</summary>
    public required string Method { get; init; }

    /// <summary>One row per architecture and dataset.</summary>
    public required IReadOnlyList<HumanErrorRate> Rows { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Reads it.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    public static HumanJudgement Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<HumanJudgement>(File.ReadAllText(path), Json) ?? throw new JsonException("it holds null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read the survey results {path}: {e.Message} 'ganbench survey tally --output' writes them.", e);
        }
    }
}

/// <summary>Human error rate on one architecture and dataset.</summary>
public sealed record HumanErrorRate
{
    /// <summary>The architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Generated images that were not recognised.</summary>
    public required int Errors { get; init; }

    /// <summary>Generated images that were shown.</summary>
    public required int Shown { get; init; }

    /// <summary>Lower end of Wilson's 95 % interval, in [0, 1].</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of Wilson's 95 % interval, in [0, 1].</summary>
    public required double High { get; init; }

    /// <summary>Errors of everyone, those left out included.</summary>
    public required int EveryoneErrors { get; init; }

    /// <summary>Generated images shown to everyone.</summary>
    public required int EveryoneShown { get; init; }

    /// <summary>Rate over both kinds of error in [0, 1], or null without answers.</summary>
    public double? Hype { get; init; }

    /// <summary>Median seconds per question, or null when not known.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>Bootstrap probability of the highest error rate on its dataset, or null.</summary>
    public double? ProbabilityBest { get; init; }

    /// <summary>The published error rate in percent, or null.</summary>
    public double? PublishedPercent { get; init; }

    /// <summary>Where it was published, or null.</summary>
    public string? PublishedSource { get; init; }
}
