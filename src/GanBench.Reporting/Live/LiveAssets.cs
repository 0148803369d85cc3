using System.Text;
using GanBench.Reporting.Html;

namespace GanBench.Reporting.Live;

/// <summary>Style sheets, script and icon, from the assembly; nothing is read from the file system.</summary>
internal static class LiveAssets
{
    private static readonly Dictionary<string, (byte[] Content, string Type)> Files = new()
    {
        ["report.css"] = (Encoding.UTF8.GetBytes(PageAssets.Style), "text/css; charset=utf-8"),
        ["live.css"] = (Read("live.css"), "text/css; charset=utf-8"),
        ["live.js"] = (Read("live.js"), "text/javascript; charset=utf-8"),
        ["icon.svg"] = (Read("icon.svg"), "image/svg+xml"),
    };

    /// <summary>An asset and its media type, or null.</summary>
    /// <param name="name">Its name.</param>
    public static (byte[] Content, string Type)? Find(string name) => Files.TryGetValue(name, out var file) ? file : null;

    private static byte[] Read(string name)
    {
        using var stream = typeof(LiveAssets).Assembly.GetManifestResourceStream("GanBench.Reporting.Live." + name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
