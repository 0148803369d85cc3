using System.IO.Compression;
using System.Xml.Linq;

namespace GanBench.Build;

/// <summary>A packed package, and what must be in it.</summary>
/// <param name="path">The <c>.nupkg</c> file.</param>
internal sealed class PackageFile(string path)
{
    /// <summary>More than this NuGet's public feed does not take.</summary>
    public const long Limit = 250_000_000;

    private const string Settings = "tools/any/any/DotnetToolSettings.xml";

    private static readonly string[] Platforms = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];
    private static readonly string[] Everywhere = ["README.md", "LICENSE", "THIRD-PARTY-NOTICES.md", "icon.png"];
    private static readonly string[] Tool =
        ["DotnetToolSettings.xml", "GanBench.Tool.dll", "GanBench.Tool.deps.json", "models/ResNet18.onnx"];
    private static readonly string[] Natives = ["c10", "torch_cpu", "LibTorchSharp", "onnxruntime", "SkiaSharp", "e_sqlite3"];

    /// <summary>Bytes of the file.</summary>
    public long Size { get; } = new FileInfo(path).Length;

    /// <summary>Its name without its extension.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>What the file unpacks to, in bytes, and what is wrong with it, a line each.</summary>
    public (long Unpacked, IReadOnlyList<string> Problems) Read()
    {
        using var zip = ZipFile.OpenRead(path);
        var entries = zip.Entries.ToDictionary(entry => Uri.UnescapeDataString(entry.FullName));
        using var nuspec = zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        return (zip.Entries.Sum(entry => entry.Length), [.. Problems(entries, metadata).Select(problem => $"{Name} {problem}")]);
    }

    private IEnumerable<string> Problems(Dictionary<string, ZipArchiveEntry> entries, XElement metadata)
    {
        if (Size > Limit)
            yield return $"has {Size:N0} bytes, of at most {Limit:N0}";
        // A link of the output folder, packed as one: its target would be a path of the machine that packed.
        foreach (var link in entries.Where(entry => (entry.Value.ExternalAttributes >> 16 & 0xF000) == 0xA000))
            yield return $"holds a link: {link.Key}";
        var types = Descendants(metadata, "packageType").Select(type => (string)type.Attribute("name")!).DefaultIfEmpty("Dependency")
            .ToList();
        var needed = Everywhere.Concat(types.SelectMany(type => Needed(type, metadata)));
        foreach (var missing in needed.Where(file => !entries.ContainsKey(file)))
            yield return $"lacks {missing}";
        if (types.Contains("DotnetTool") && entries.TryGetValue(Settings, out var settings))
        {
            using var text = settings.Open();
            var named = Descendants(XElement.Load(text), "RuntimeIdentifierPackage").Select(package => (string?)package.Attribute("Id"));
            foreach (var platform in Platforms.Where(platform => !named.Contains("GanBench.Tool." + platform)))
                yield return $"does not name the package for {platform}";
        }
        if (types.Contains("Dependency"))
        {
            if (!File.Exists(Path.ChangeExtension(path, ".snupkg")))
                yield return "lacks its symbols";
            foreach (var dependency in Descendants(metadata, "dependency").Select(d => (string)d.Attribute("id")!).Where(IsLibtorch))
                yield return $"depends on {dependency}, which is of one platform";
        }
    }

    // By what the package is for: NuGet's names of package types.
    private static IEnumerable<string> Needed(string type, XElement metadata)
    {
        var id = metadata.Elements().Single(element => element.Name.LocalName == "id").Value;
        switch (type)
        {
            case "Dependency":
                string[] build = ["GanBench.targets", "ElfVersionNeeds.cs", "models/ResNet18.onnx"];
                return new[] { $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" }
                    .Concat(build.Where(_ => id == "GanBench").Select(file => "buildTransitive/" + file));
            case "DotnetTool":
                return [Settings];
            case "DotnetToolRidPackage":
                var platform = id[(id.IndexOf("Tool.", StringComparison.Ordinal) + 5)..];
                return Tool.Concat(Natives.Select(name => Library(platform, name))).Select(file => $"tools/net10.0/{platform}/{file}");
            default:
                return ["content/ganbench-architecture/.template.config/template.json", "content/ganbench-architecture/OwnGan.csproj",
                    "content/ganbench-architecture/Program.cs"];
        }
    }

    // SkiaSharp is named with "lib" on Windows too, ONNX Runtime, SQLite and libtorch without.
    private static string Library(string platform, string name) => platform.Split('-')[0] switch
    {
        "win" => name == "SkiaSharp" ? "libSkiaSharp.dll" : name + ".dll",
        "osx" => $"lib{name}.dylib",
        _ => $"lib{name}.so",
    };

    private static bool IsLibtorch(string package) => new[] { "libtorch-", "TorchSharp-" }
        .Any(prefix => package.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<XElement> Descendants(XElement element, string name) =>
        element.Descendants().Where(descendant => descendant.Name.LocalName == name);
}
