using System.Text.RegularExpressions;
using System.Xml.Linq;
using GanBench.Testing;
using YamlDotNet.RepresentationModel;

namespace GanBench.Tests.Structure;

/// <summary>The documents: what the site's table of contents, the README and the pictures say about them.</summary>
public sealed partial class DocumentsTests
{
    // Held by the 12 px at which small text can still be read where a picture is shown at its own size.
    private const double SmallestText = 12;

    private const long GalleryBytes = 1_000_000;

    private static readonly string[] Documents =
        [.. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.PathOf("docs"), file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void Contents_HaveEveryDocumentOnce()
    {
        var entries = Entries().Where(entry => !entry.StartsWith("../", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(Documents, entries);
    }

    [Fact]
    public void Contents_EveryEntry_Exists() =>
        Assert.All(Entries(), entry => Assert.True(File.Exists(Repository.PathOf("docs/" + entry)), entry));

    // The pages of the studies are listed by studies.md.
    [Fact]
    public void Readme_NamesEveryDocument()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));

        Assert.All(
            Documents.Where(document => !document.Contains('/', StringComparison.Ordinal)),
            document => Assert.Contains($"](docs/{document})", readme[readme.IndexOf("## Documents", StringComparison.Ordinal)..]));
    }

    [Fact]
    public void PictureOfTheLayers_ShowsThoseThatAreHeld()
    {
        var svg = Picture("layers");
        var shown = svg.Descendants().Where(e => (string?)e.Attribute("class") == "layer")
            .GroupBy(box => (int)box.Attribute("y")!)
            .Select(row => string.Join(' ', row.Select(box => ((XElement)box.NextNode!).Value)));

        Assert.Equal(LayeringTests.Layers.Select(layer => string.Join(' ', layer)), shown);
    }

    // Every name with a capital inside is a type of this repository, so that a renamed one is noticed.
    [Fact]
    public void PictureOfTheFlow_NamesTypesThatExist()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var types = Picture("flow").Descendants().Where(e => e.Name.LocalName == "text")
            .SelectMany(text => TypeName().Matches(text.Value).Select(match => match.Value)).Distinct().ToList();

        Assert.Contains("CheckpointEvaluator", types);
        Assert.All(types, type => Assert.True(sources.Contains(type) || type is "SuitePlan" or "IFeatureExtractor", type));
    }

    [Theory]
    [InlineData("flow")]
    [InlineData("layers")]
    public void Pictures_HaveNoSmallText_AndADarkForm(string name)
    {
        var style = Picture(name).Descendants().Single(e => e.Name.LocalName == "style").Value;

        Assert.All(FontSize().Matches(style), size => Assert.True(double.Parse(size.Groups[1].Value) >= SmallestText, size.Value));
        Assert.NotEmpty(FontSize().Matches(style));
        Assert.Contains("prefers-color-scheme: dark", style, StringComparison.Ordinal);
    }

    [Fact]
    public void Gallery_IsSmall_AndShowsAllItsPictures()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/gallery.md"));
        var pictures = new DirectoryInfo(Repository.PathOf("docs/gallery")).GetFiles();

        Assert.True(pictures.Sum(file => file.Length) < GalleryBytes);
        Assert.Equal(
            pictures.Select(file => $"gallery/{file.Name}").Order(StringComparer.Ordinal),
            Link().Matches(page).Select(match => match.Groups[1].Value).Where(link => link.StartsWith("gallery/", StringComparison.Ordinal))
                .Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Entries()
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Repository.PathOf("docs/toc.yml"));
        stream.Load(reader);
        return stream.Documents[0].RootNode.AllNodes.OfType<YamlMappingNode>()
            .Select(entry => entry.Children.TryGetValue("href", out var href) ? href.ToString() : null).OfType<string>().ToList();
    }

    private static XDocument Picture(string name) => XDocument.Load(Repository.PathOf($"docs/architecture/{name}.svg"));

    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w+\b")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"(?:font|font-size):\s*([\d.]+)px")]
    private static partial Regex FontSize();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
