using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>What is found wrong in a site, and what becomes of links into the repository.</summary>
public sealed class SiteTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public SiteTargetTests()
    {
        // The page docs/a.html was made of docs/a.md; the repository holds a folder and a file that are no pages.
        _folder.Write("repository/docs/a.md", "");
        _folder.Write("repository/src/Code.cs", "");
        _folder.Write("outside.txt", "");
        _folder.Write("site/manifest.json", $$$$"""
            {"source_base_path": "{{{{_folder.Path}}}}/repository/build/site", "files": [
              {"source_relative_path": "../../docs/a.md", "output": {".html": {"relative_path": "docs/a.html"}}},
              {"output": {"resource": {"relative_path": "index.json"}}}]}
            """);
        _folder.Write("site/docs/b.html", Html("<h2 id='there'>There</h2>"));
        _folder.Write("site/docs/picture.png", "");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<a href='b.html#there'>x</a><a href='#top'>x</a><i id='top'></i><a href='../docs/b.html?q=1'>x</a>")]
    [InlineData("<img src='picture.png'><img src='data:image/png;base64,AA'><img srcset='picture.png 1x, picture.png 2x'>")]
    [InlineData("<a href='https://elsewhere.example/x'>x</a><a href='mailto:a@b.example'>x</a>")]
    public void Run_WhatIsThere_IsRight(string body) => Assert.Null(Run(body).Problem);

    [Theory]
    [InlineData("<a href='c.html'>x</a>", "docs/a.html: there is no c.html")]
    [InlineData("<a href='b.html#nowhere'>x</a>", "docs/a.html: there is no anchor b.html#nowhere")]
    [InlineData("<a href='#nowhere'>x</a>", "docs/a.html: there is no anchor #nowhere")]
    [InlineData("<img src='other.png'>", "docs/a.html: there is no other.png")]
    [InlineData("<img srcset='picture.png 1x, other.png 2x'>", "docs/a.html: there is no other.png")]
    [InlineData("<a href='../../outside.txt'>x</a>", "docs/a.html: there is no ../../outside.txt")]
    [InlineData("<img src='https://elsewhere.example/x.png'>", "docs/a.html: https://elsewhere.example/x.png is loaded from elsewhere")]
    [InlineData("<script src='//elsewhere.example/x.js'></script>", "docs/a.html: //elsewhere.example/x.js is loaded from elsewhere")]
    public void Run_WhatIsNotThere_IsNamed(string body, string problem)
    {
        var outcome = Run(body);

        Assert.Equal("1 links of the site are wrong.", outcome.Problem);
        Assert.Equal(problem, _output.ToString().Trim());
    }

    [Theory]
    [InlineData("@import 'https://elsewhere.example/x.css';", "https://elsewhere.example/x.css is loaded from elsewhere")]
    [InlineData("a { background: url(no.png) }", "there is no no.png")]
    public void Run_Styles_AreReadToo(string style, string problem)
    {
        _folder.Write("site/public/main.css", style);

        Assert.NotNull(Run("").Problem);
        Assert.Contains("public/main.css: " + problem, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LinksIntoTheRepository_GetItsAddress()
    {
        var outcome = Run("<a href='../src/Code.cs#L3'>file</a><a href='../src'>folder</a>", "https://host.example/us/it");

        Assert.Null(outcome.Problem);
        Assert.Contains("href=\"https://host.example/us/it/blob/main/src/Code.cs#L3\"", PageA(), StringComparison.Ordinal);
        Assert.Contains("href=\"https://host.example/us/it/tree/main/src\"", PageA(), StringComparison.Ordinal);
        Assert.StartsWith("2 pages, 2 links and addresses checked, 2 of them to files of the repository, 0 wrong", outcome.LastLine);
    }

    [Fact]
    public void Run_WithoutAnAddress_LinksIntoTheRepositoryAreText()
    {
        Assert.Null(Run("<a href='../src/Code.cs'>file</a>").Problem);
        Assert.Contains("<a title=\"src/Code.cs in the repository\">file</a>", PageA(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EveryPage_MayLoadFromItselfAlone()
    {
        Run("");

        Assert.Contains(
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'", PageA(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderWithoutPages_Fails()
    {
        _folder.Write("empty/manifest.json", """{"source_base_path": "/", "files": []}""");

        Assert.NotNull(new SiteTarget(_folder.Path, Path.Combine(_folder.Path, "empty"), null, _output).Run().Problem);
    }

    private Outcome Run(string body, string? repository = null)
    {
        _folder.Write("site/docs/a.html", Html(body));
        return new SiteTarget(Path.Combine(_folder.Path, "repository"), Path.Combine(_folder.Path, "site"), repository, _output).Run();
    }

    private string PageA() => File.ReadAllText(Path.Combine(_folder.Path, "site/docs/a.html"));

    private static string Html(string body) => $"<!DOCTYPE html><html><head><title>t</title></head><body><main>{body}</main></body></html>";
}
