using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace GanBench.Build;

/// <summary>
/// Finishes the site that docfx made: links to files of the repository that are no pages get their address on its host, and pages are
/// forbidden to load anything from elsewhere. Then it names every link that leads nowhere.
/// </summary>
/// <param name="root">The repository.</param>
/// <param name="folder">The site.</param>
/// <param name="repository">Address of the repository; null where it has none, and links into it become text.</param>
/// <param name="output">Where what is wrong goes.</param>
internal sealed partial class SiteTarget(string root, string folder, string? repository, TextWriter output)
{
    // docfx's pages have a script and styles inside themselves; whatever their scripts do, nothing is asked of another host.
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; font-src 'self' data:; script-src 'self' 'unsafe-inline'; "
        + "style-src 'self' 'unsafe-inline'";

    private readonly string _site = Path.GetFullPath(folder);
    private readonly List<string> _problems = [];
    private int _links, _mapped;

    private sealed record Page(string File, IHtmlDocument Document)
    {
        /// <summary>Whether it is one that people see, not a table of contents that others show.</summary>
        public bool IsWhole => Document.QuerySelector("main") is not null;

        public HashSet<string> Anchors { get; } =
            [.. Document.All.SelectMany(e => new[] { e.Id, e.GetAttribute("name") }).OfType<string>()];
    }

    /// <summary>Finishes and checks.</summary>
    public Outcome Run()
    {
        var parser = new HtmlParser();
        var pages = Directory.GetFiles(_site, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(file => file, file => new Page(file, parser.ParseDocument(File.ReadAllText(file))));
        var sources = Sources();
        foreach (var page in pages.Values)
        {
            foreach (var link in SiteLink.In(page.Document).Where(link => !link.IsElsewhere && link.Path.Length > 0).ToList())
                Map(page, link, sources.GetValueOrDefault(page.File, page.File));
            if (!page.IsWhole)
                continue;
            Forbid(page.Document);
            File.WriteAllText(page.File, page.Document.ToHtml());
        }
        foreach (var page in pages.Values)
        {
            foreach (var link in SiteLink.In(page.Document))
                Check(page, link, pages);
        }
        foreach (var style in Directory.GetFiles(_site, "*.css", SearchOption.AllDirectories))
            CheckStyle(style);
        foreach (var problem in _problems)
            output.WriteLine(problem);
        var whole = pages.Values.Count(page => page.IsWhole);
        return new Outcome(
            $"{whole} pages, {_links} links and addresses checked, {_mapped} of them to files of the repository, {_problems.Count} wrong",
            _problems.Count > 0 ? $"{_problems.Count} links of the site are wrong." : whole == 0 ? $"There is no page in {folder}." : null);
    }

    // The file that each page was made of: what docfx could not map is left relative to it.
    private Dictionary<string, string> Sources()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(_site, "manifest.json")));
        var start = manifest.RootElement.GetProperty("source_base_path").GetString()!;
        var sources = new Dictionary<string, string>();
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            if (!file.TryGetProperty("source_relative_path", out var source))
                continue;
            foreach (var made in file.GetProperty("output").EnumerateObject())
                sources[Absolute(_site, made.Value.GetProperty("relative_path").GetString()!)] = Absolute(start, source.GetString()!);
        }
        return sources;
    }

    private void Map(Page page, SiteLink link, string source)
    {
        if (Exists(Absolute(Path.GetDirectoryName(page.File)!, link.Path)))
            return;
        var file = Absolute(Path.GetDirectoryName(source)!, link.Path);
        var name = Path.GetRelativePath(Path.GetFullPath(root), file).Replace('\\', '/');
        if (link.Element.LocalName != "a" || name.StartsWith("..", StringComparison.Ordinal) || !Path.Exists(file))
            return;
        _mapped++;
        if (repository is null)
        {
            link.Element.RemoveAttribute(link.Attribute);
            link.Element.SetAttribute("title", $"{name} in the repository");
        }
        else
        {
            var anchor = link.Anchor.Length > 0 ? "#" + link.Anchor : "";
            link.Element.SetAttribute(
                link.Attribute, $"{repository.TrimEnd('/')}/{(Directory.Exists(file) ? "tree" : "blob")}/main/{name}{anchor}");
        }
    }

    private static void Forbid(IHtmlDocument document)
    {
        var meta = document.CreateElement("meta");
        meta.SetAttribute("http-equiv", "Content-Security-Policy");
        meta.SetAttribute("content", Policy);
        document.Head!.Prepend(meta);
    }

    private void Check(Page page, SiteLink link, Dictionary<string, Page> pages)
    {
        _links++;
        var where = Path.GetRelativePath(_site, page.File);
        if (link.IsLoadedFromElsewhere)
            _problems.Add($"{where}: {link.Address} is loaded from elsewhere");
        if (link.IsElsewhere)
            return;
        var file = link.Path.Length == 0 ? page.File : Absolute(Path.GetDirectoryName(page.File)!, link.Path);
        if (Directory.Exists(file))
            file = Path.Combine(file, "index.html");
        if (!Exists(file))
            _problems.Add($"{where}: there is no {link.Address}");
        else if (link.Anchor.Length > 0 && pages.TryGetValue(file, out var target) && !target.Anchors.Contains(link.Anchor))
            _problems.Add($"{where}: there is no anchor {link.Address}");
    }

    private void CheckStyle(string file)
    {
        foreach (Match match in StyleAddress().Matches(File.ReadAllText(file)))
        {
            _links++;
            var address = match.Groups["a"].Value;
            if (address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith('#'))
                continue;
            if (SiteLink.HasHost(address))
                _problems.Add($"{Path.GetRelativePath(_site, file)}: {address} is loaded from elsewhere");
            else if (!Exists(Absolute(Path.GetDirectoryName(file)!, address.Split('?', '#')[0])))
                _problems.Add($"{Path.GetRelativePath(_site, file)}: there is no {address}");
        }
    }

    private bool Exists(string file) => (file == _site || file.StartsWith(_site + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        && (File.Exists(file) || File.Exists(Path.Combine(file, "index.html")));

    private static string Absolute(string start, string path) => Path.GetFullPath(Path.Combine(start, path.TrimStart('/')));

    [GeneratedRegex("""(?:url\(\s*(?<q>["']?)(?<a>.+?)\k<q>\s*\)|@import\s+["'](?<a>[^"']+)["'])""")]
    private static partial Regex StyleAddress();
}
