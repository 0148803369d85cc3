using System.Text.Json;
using System.Text.Json.Serialization;
using GanBench.Storage;
using GanBench.Survey.Definition;

namespace GanBench.Survey.Measures;

/// <summary>A tally as a report shows it: plain data, written as JSON between the two.</summary>
public sealed record SurveySection
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
    public required IReadOnlyList<SurveySectionRow> Rows { get; init; }

    /// <summary>Makes the section of a tally.</summary>
    /// <param name="definition">What was asked.</param>
    /// <param name="hash">Hash of the survey.</param>
    /// <param name="tally">What was answered.</param>
    public static SurveySection Of(SurveyDefinition definition, string hash, SurveyTally tally)
    {
        var ranks = tally.Ranking.ToDictionary(r => (r.Architecture, r.Dataset));
        var everyone = tally.Everyone.Models.ToDictionary(m => (m.Architecture, m.Dataset));
        return new SurveySection
        {
            Title = definition.Title,
            SurveyHash = hash,
            Simulated = tally.Simulated,
            Participants = tally.Kept.Participants,
            Excluded = tally.Excluded.GroupBy(e => e.Reason).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            Method = MethodText(definition, tally),
            Rows = [.. tally.Kept.Models.Select(m => Row(m, everyone[(m.Architecture, m.Dataset)], ranks.GetValueOrDefault((m.Architecture!, m.Dataset!))))],
        };
    }

    /// <summary>Writes the section.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Reads a section.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="DataException">It is missing or damaged.</exception>
    public static SurveySection Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SurveySection>(File.ReadAllText(path), Json) ?? throw new JsonException("it holds null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read the survey results {path}: {e.Message} 'ganbench survey tally --output' writes them.", e);
        }
    }

    private static SurveySectionRow Row(TallyRow kept, TallyRow everyone, ModelRank? rank) => new()
    {
        Architecture = kept.Architecture!,
        Dataset = kept.Dataset!,
        Errors = kept.Error.Errors,
        Shown = kept.Error.Shown,
        Low = kept.Error.Low,
        High = kept.Error.High,
        EveryoneErrors = everyone.Error.Errors,
        EveryoneShown = everyone.Error.Shown,
        Hype = double.IsNaN(kept.Hype.Value) ? null : kept.Hype.Value,
        MedianSeconds = double.IsNaN(kept.MedianSeconds) ? null : kept.MedianSeconds,
        ProbabilityBest = rank?.ProbabilityBest,
        PublishedPercent = kept.Published?.Percent,
        PublishedSource = kept.Published?.Source,
    };

    private static string MethodText(SurveyDefinition definition, SurveyTally tally)
    {
        var simulated = tally.Simulated ? "SIMULATED participants, for demonstration: these numbers say nothing about people. " : "";
        var excluded = tally.Excluded.Count == 0
            ? "No one was left out."
            : $"{tally.Excluded.Count} of {tally.Everyone.Participants} were left out by rules stated beforehand: " +
              string.Join("; ", tally.Excluded.GroupBy(e => e.Reason).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}")) + ".";
        return simulated +
            $"{definition.Questions.Count} questions, each with two real and two generated images in an order of chance; " +
            "the two that a computer made were to be ticked. " + excluded;
    }
}

/// <summary>Human error rate on one architecture and dataset.</summary>
public sealed record SurveySectionRow
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
