using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Suites.Results;

/// <summary>
/// What people said of generated images: the tally of a survey as plain data, written as JSON by the survey and read by the report.
/// Version 1 counted images only and did not say which runs had made them; it is still read.
/// </summary>
public sealed record HumanJudgement
{
    /// <summary>The version that is written.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Why published rates stand beside both levels.</summary>
    public const string OfPublished =
        "Published rates stand beside both levels: one that is printed without saying what was counted can be read either way.";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Version of this form.</summary>
    public int SchemaVersion { get; init; } = CurrentVersion;

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

    /// <summary>The form of its questions, which sets both chance levels.</summary>
    public required ForcedChoice Question { get; init; }

    /// <summary>One row per architecture and dataset.</summary>
    public required IReadOnlyList<HumanErrorRate> Rows { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>Reads it, in its own version or version 1.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="DataException">It is missing, damaged or of a version that is not known.</exception>
    public static HumanJudgement Load(string path)
    {
        try
        {
            var file = JsonNode.Parse(InputFile.ReadAllText(path)) as JsonObject ?? throw new JsonException("it holds no object.");
            var version = file["schemaVersion"]?.GetValue<int>() ?? 1;
            if (version is < 1 or > CurrentVersion)
                throw new JsonException($"it has version {version}, and 1 to {CurrentVersion} are known.");
            if (version == 1)
                FromVersion1(file);
            return file.Deserialize<HumanJudgement>(Json)!;
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            var problem = e is JsonException json ? ParserMessages.Of(json)
                : e is IOException or UnauthorizedAccessException ? e.Message : "it is not made up as they are.";
            throw new DataException($"Cannot read the survey results {path}: {problem} 'ganbench survey tally --output' writes them.", e);
        }
    }

    // All questions of version 1 had four images, two of them generated. Intervals follow from the counts.
    private static void FromVersion1(JsonObject file)
    {
        file["schemaVersion"] = CurrentVersion;
        file["question"] = new JsonObject { ["images"] = 4, ["generated"] = 2 };
        foreach (var row in (file["rows"] as JsonArray ?? []).OfType<JsonObject>())
        {
            row["images"] = Rate(row, "errors", "shown");
            row["everyoneImages"] = Rate(row, "everyoneErrors", "everyoneShown");
            row.Remove("low");
            row.Remove("high");
        }
    }

    private static JsonObject Rate(JsonObject row, string errors, string shown)
    {
        var rate = new JsonObject { ["errors"] = row[errors]?.DeepClone(), ["shown"] = row[shown]?.DeepClone() };
        row.Remove(errors);
        row.Remove(shown);
        return rate;
    }
}
