using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GanBench.Build;

/// <summary>A package as it lies in the package folder.</summary>
/// <param name="Name">Its identifier.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where its files are.</param>
internal sealed partial record RestoredPackage(string Name, string Version, string Folder)
{
    /// <summary>The packages that a project was restored with, those that packages ask for included.</summary>
    /// <param name="assets">Its <c>project.assets.json</c>.</param>
    public static IEnumerable<RestoredPackage> Of(string assets)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(assets));
        var folders = json.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        foreach (var library in json.RootElement.GetProperty("libraries").EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package")
                continue;
            var (slash, path) = (library.Name.IndexOf('/', StringComparison.Ordinal), library.Value.GetProperty("path").GetString()!);
            var folder = folders.Select(folder => Path.Combine(folder, path)).FirstOrDefault(Directory.Exists)
                ?? throw new TargetException($"{library.Name} of {assets} is in no package folder: dotnet restore brings it back.");
            yield return new RestoredPackage(library.Name[..slash], library.Name[(slash + 1)..], folder);
        }
    }

    /// <summary>What its description says about it.</summary>
    /// <param name="rules">What was read in files and at addresses.</param>
    public PackageLicence Licence(LicenceRules rules)
    {
        var metadata = XDocument.Load(Directory.GetFiles(Folder, "*.nuspec").Single()).Root!.Elements().Single();
        XElement? Element(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name);
        var licence = Element("license");
        var (expression, source) = (string?)licence?.Attribute("type") switch
        {
            "expression" => (licence!.Value.Trim(), null),
            "file" => OfFile(rules, licence!.Value.Trim()),
            _ when Element("licenseUrl")?.Value is { Length: > 0 } url =>
                rules.Addresses.TryGetValue(url, out var read) ? (read, null) : (null, url),
            _ => (null, "nothing"),
        };
        var repository = (string?)Element("repository")?.Attribute("url") ?? "";
        return new PackageLicence(this, expression, source, Element("projectUrl")?.Value.Trim() ?? GitSuffix().Replace(repository, ""));
    }

    /// <summary>Names of files with more licences: of what the package itself contains from others.</summary>
    public IReadOnlyList<string> Notices =>
        [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)!).Where(name => NoticeName().IsMatch(name))
            .Order(StringComparer.Ordinal)];

    private (string? Expression, string? Unread) OfFile(LicenceRules rules, string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, name.Replace('\\', '/')))));
        return rules.Files.TryGetValue(hash, out var read) ? (read, null) : (null, $"the file {name} (SHA-256 {hash})");
    }

    [GeneratedRegex(@"\.git$")]
    private static partial Regex GitSuffix();

    [GeneratedRegex("licen[cs]e|third-?party|notice", RegexOptions.IgnoreCase)]
    private static partial Regex NoticeName();
}

/// <summary>The licence of a package.</summary>
/// <param name="Package">The package.</param>
/// <param name="Expression">An SPDX expression; null where there is only something that nobody has read yet.</param>
/// <param name="Unread">What that is.</param>
/// <param name="Address">Where the package comes from; empty where it does not say.</param>
internal sealed record PackageLicence(RestoredPackage Package, string? Expression, string? Unread, string Address);
