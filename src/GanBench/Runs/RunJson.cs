using System.Text.Json;
using System.Text.Json.Serialization;

namespace GanBench.Runs;

/// <summary>How GanBench writes JSON: camelCase keys, kebab-case enum values, nulls left out, invariant numbers.</summary>
public static class RunJson
{
    /// <summary>Options of whole files, indented.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(indented: true);

    /// <summary>Options of JSON lines: one object per line.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    private static JsonSerializerOptions Create(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        // What must be there is not null: no reader of a record expects it.
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // A diverged step's losses are written as "NaN" or "Infinity", not hidden.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
