using System.Security.Cryptography;

namespace GanBench.Survey.Web;

/// <summary>Style sheet, script and icon, from the assembly; nothing is read from the file system.</summary>
public sealed class SurveyAssets
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["survey.css"] = "text/css; charset=utf-8",
        ["survey.js"] = "text/javascript; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    };

    private readonly Dictionary<string, byte[]> _files = Types.Keys.ToDictionary(name => name, Read);

    /// <summary>The path of an asset, with a part that changes with its content.</summary>
    /// <param name="name">Its name.</param>
    public string PathOf(string name) => $"/assets/{name}?v={Convert.ToHexStringLower(SHA256.HashData(_files[name]))[..8]}";

    /// <summary>An asset and its media type, or null.</summary>
    /// <param name="name">Its name.</param>
    public (byte[] Content, string Type)? Find(string name) => _files.TryGetValue(name, out var content) ? (content, Types[name]) : null;

    private static byte[] Read(string name)
    {
        using var stream = typeof(SurveyAssets).Assembly.GetManifestResourceStream("Assets/" + name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
