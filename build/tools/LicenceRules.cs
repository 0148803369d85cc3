using System.Text.Json;
using System.Text.RegularExpressions;

namespace GanBench.Build;

/// <summary>What <c>build/licences.json</c> says: which licences packages may be under.</summary>
internal sealed partial record LicenceRules
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>SPDX identifiers that are allowed.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    /// <summary>What was read in a licence file, by the SHA-256 of its bytes.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>What was read at an address.</summary>
    public required IReadOnlyDictionary<string, string> Addresses { get; init; }

    /// <summary>Packages whose files ours carry without a reference that says so.</summary>
    public required IReadOnlyList<string> Carried { get; init; }

    /// <summary>Reads the file.</summary>
    public static LicenceRules Read(string file) => JsonSerializer.Deserialize<LicenceRules>(File.ReadAllText(file), Json)!;

    /// <summary>
    /// Whether an SPDX expression can be met with allowed licences alone: one side of an OR, both of an AND. Brackets bind first, then AND.
    /// </summary>
    public bool Allows(string expression)
    {
        for (var inner = Brackets().Match(expression); inner.Success; inner = Brackets().Match(expression))
            expression = expression.Replace(inner.Value, Allows(inner.Groups[1].Value) ? Yes : "-", StringComparison.Ordinal);
        return expression.Split(" OR ").Any(
            side => side.Split(" AND ").Select(licence => licence.Trim()).All(licence => licence == Yes || Allowed.Contains(licence)));
    }

    private const string Yes = "+";

    [GeneratedRegex(@"\(([^()]*)\)")]
    private static partial Regex Brackets();
}
