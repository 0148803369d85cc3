using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>
/// Which licences of packages pass, and whether the notices that every package carries are those of the packages restored here.
/// </summary>
public sealed class LicencesTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public LicencesTargetTests() => _folder.Write("build/licences.json", """
        {
          // A comment.
          "allowed": ["MIT", "BSD-3-Clause"],
          "files": {"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae": "MIT"},
          "addresses": {"https://example.org/licence": "BSD-3-Clause"},
          "carried": ["Carried"]
        }
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Notices_OfThisRepository_AreOfThePackagesThatWereRestored() => Assert.Equal(
        File.ReadAllText(Repository.PathOf(LicencesTarget.Notices)), new LicencesTarget(Repository.Root, TextWriter.Null).Write());

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("GPL-3.0-only", false)]
    [InlineData("GPL-3.0-only OR MIT", true)]
    [InlineData("GPL-3.0-only AND MIT", false)]
    [InlineData("MIT AND BSD-3-Clause", true)]
    [InlineData("MIT AND (GPL-3.0-only OR BSD-3-Clause)", true)]
    [InlineData("BSD-3-Clause AND (GPL-3.0-only AND MIT)", false)]
    [InlineData("GPL-3.0-only OR (MIT AND (BSD-3-Clause OR X))", true)]
    [InlineData("mit", false)]
    public void Allows_Expression_IsMetByAllowedLicencesAlone(string expression, bool allowed) =>
        Assert.Equal(allowed, LicenceRules.Read(_folder["build/licences.json"]).Allows(expression));

    [Fact]
    public void Run_AllAllowed_WritesWhatIsDistributed()
    {
        Package("Direct", "<license type=\"expression\">MIT</license><projectUrl>https://example.org/direct</projectUrl>");
        Package("libtorch-cpu-linux-x64", "<license type=\"expression\">MIT</license>", "LICENSE-LIBTORCH.txt");
        Package("Carried", """<license type="file">LICENSE</license><repository url="https://example.org/carried.git" />""", "LICENSE");
        Package("Tests", "<licenseUrl>https://example.org/licence</licenseUrl>");
        var tool = Project("src/GanBench.Tool/GanBench.Tool.csproj", "Direct", "libtorch-cpu-linux-x64");
        var library = Project("src/GanBench/GanBench.csproj", "Direct", "Carried");

        var outcome = Target().Run([tool, library, Project("tests/T/T.csproj", "Tests", "Direct")]);

        Assert.Equal("4 packages, all under allowed licences; THIRD-PARTY-NOTICES.md is current", outcome.LastLine);
        Assert.Equal(["   3  MIT", "   1  BSD-3-Clause"], _output.ToString().TrimEnd().Split(Environment.NewLine));
        Assert.Equal(
            [
                "| Carried | 1.0.0 | MIT | LICENSE | https://example.org/carried |",
                "| Direct | 1.0.0 | MIT |  | https://example.org/direct |",
                "| libtorch-cpu-*, that of the platform | 1.0.0 | MIT | LICENSE-LIBTORCH.txt |  |",
            ],
            File.ReadAllLines(_folder[LicencesTarget.Notices]).Where(line => line.Contains("1.0.0", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_LicencesThatNobodyAllowed_AreNamed()
    {
        Package("Copyleft", "<license type=\"expression\">GPL-3.0-only</license>");
        Package("Changed", "<license type=\"file\">terms.txt</license>", "terms.txt", "bar");
        Package("Elsewhere", "<licenseUrl>https://example.org/other</licenseUrl>");
        Package("Silent", "");

        var outcome = Target().Run([Project("a/a.csproj", "Copyleft", "Changed", "Elsewhere", "Silent")]);

        Assert.Equal(
            "build/licences.json does not allow the licence of Changed 1.0.0 (the file terms.txt (SHA-256 "
            + "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9)), Copyleft 1.0.0 (GPL-3.0-only), "
            + "Elsewhere 1.0.0 (https://example.org/other), Silent 1.0.0 (nothing).", outcome.Problem);
        Assert.False(File.Exists(_folder[LicencesTarget.Notices]));
    }

    [Fact]
    public void Run_ProjectThatWasNotRestored_SaysSo()
    {
        var outcome = Outcome.Of(() => Target().Run([_folder["b/b.csproj"]]));

        Assert.Equal($"{_folder["b/b.csproj"]} was not restored: dotnet restore {_folder["b/b.csproj"]}", outcome.Problem);
    }

    private LicencesTarget Target() => new(_folder.Path, _output);

    private void Package(string name, string metadata, string? file = null, string text = "foo")
    {
        var folder = $"packages/{name.ToLowerInvariant()}/1.0.0";
        _folder.Write($"{folder}/{name}.nuspec", $"""
            <package xmlns="http://example.org/nuspec"><metadata><id>{name}</id>{metadata}</metadata></package>
            """);
        if (file is not null)
            _folder.Write($"{folder}/{file}", text);
    }

    private string Project(string path, params string[] packages)
    {
        var libraries = packages.ToDictionary(
            name => name + "/1.0.0", name => new { type = "package", path = name.ToLowerInvariant() + "/1.0.0" });
        libraries["Ours/0.1.0"] = new { type = "project", path = "../Ours" };
        var assets = new { packageFolders = new Dictionary<string, object> { [_folder["packages"]] = new { } }, libraries };
        _folder.Write(
            Path.Combine(Path.GetDirectoryName(path)!, "obj/project.assets.json"), System.Text.Json.JsonSerializer.Serialize(assets));
        return _folder[path];
    }
}
