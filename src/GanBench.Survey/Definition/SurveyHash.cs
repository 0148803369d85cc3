using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GanBench.Survey.Definition;

/// <summary>The written form of a definition and the hash that freezes it together with its images.</summary>
internal static class SurveyHash
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
    };

    /// <summary>The definition as JSON.</summary>
    public static string Write(SurveyDefinition definition) => JsonSerializer.Serialize(definition, Json);

    /// <summary>The definition back.</summary>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static SurveyDefinition Read(string json) =>
        JsonSerializer.Deserialize<SurveyDefinition>(json, Json) ?? throw new JsonException("the definition is null");

    /// <summary>SHA-256 in hex over the definition's text and, in the order of their ids, every image.</summary>
    /// <param name="json">The definition as it is stored.</param>
    /// <param name="images">PNG files by id.</param>
    public static string Compute(string json, IReadOnlyDictionary<string, byte[]> images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(json));
        foreach (var (id, png) in images.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(id));
            hash.AppendData(SHA256.HashData(png));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
