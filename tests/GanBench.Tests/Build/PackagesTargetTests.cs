using System.IO.Compression;
using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>Which packages the target Pack lets pass, with small ones; TestPackages tries the real ones.</summary>
public sealed class PackagesTargetTests : IDisposable
{
    private static readonly string[] Common = ["README.md", "LICENSE", "THIRD-PARTY-NOTICES.md", "icon.png"];

    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_WholePackages_AreListedWithTheirSizes()
    {
        Library("GanBench.Cli");
        Finder("linux-x64", "win-x64", "win-arm64", "osx-arm64");
        Pack("GanBench.Tool.win-x64", Type("DotnetToolRidPackage"), [.. Common, .. Tool(
            "DotnetToolSettings.xml", "GanBench.Tool.dll", "GanBench.Tool.deps.json", "models/ResNet18.onnx", "c10.dll", "torch_cpu.dll",
            "LibTorchSharp.dll", "onnxruntime.dll", "libSkiaSharp.dll", "e_sqlite3.dll")]);

        var outcome = Run();

        Assert.Null(outcome.Problem);
        Assert.StartsWith($"3 packages in {_folder.Path}, the largest GanBench.Tool.win-x64.1.0.0 with 0.0 of 250 MB", outcome.LastLine,
            StringComparison.Ordinal);
        Assert.Equal(4, _output.ToString().TrimEnd().Split('\n').Length);
    }

    // What happened: packed for a library, libtorch was private, and private packages are not published.
    [Fact]
    public void Run_ToolWithoutItsLibtorch_IsRefused()
    {
        Pack("GanBench.Tool.win-x64", Type("DotnetToolRidPackage"), [.. Common, .. Tool(
            "DotnetToolSettings.xml", "GanBench.Tool.dll", "GanBench.Tool.deps.json", "models/ResNet18.onnx",
            "LibTorchSharp.dll", "onnxruntime.dll", "libSkiaSharp.dll", "e_sqlite3.dll")]);

        Assert.Equal("GanBench.Tool.win-x64.1.0.0 lacks tools/net10.0/win-x64/c10.dll; "
            + "GanBench.Tool.win-x64.1.0.0 lacks tools/net10.0/win-x64/torch_cpu.dll.", Run().Problem);
    }

    [Fact]
    public void Run_LibraryOfOnePlatform_IsRefused()
    {
        Library("GanBench.Cli", """<dependencies><dependency id="libtorch-cpu-linux-x64" version="2.10.0" /></dependencies>""");

        Assert.Equal("GanBench.Cli.1.0.0 depends on libtorch-cpu-linux-x64, which is of one platform.", Run().Problem);
    }

    [Fact]
    public void Run_LibraryWithoutSymbols_IsRefused()
    {
        Library("GanBench.Cli");
        File.Delete(_folder["GanBench.Cli.1.0.0.snupkg"]);

        Assert.Equal("GanBench.Cli.1.0.0 lacks its symbols.", Run().Problem);
    }

    [Fact]
    public void Run_LibraryWithoutWhatItsUsersBuildWith_IsRefused()
    {
        Library("GanBench");

        Assert.Equal("GanBench.1.0.0 lacks buildTransitive/GanBench.targets; GanBench.1.0.0 lacks buildTransitive/ElfVersionNeeds.cs; "
            + "GanBench.1.0.0 lacks buildTransitive/models/ResNet18.onnx.", Run().Problem);
    }

    [Fact]
    public void Run_PackedLink_IsRefused()
    {
        Library("GanBench.Cli", link: "README.md");

        Assert.Equal("GanBench.Cli.1.0.0 holds a link: README.md.", Run().Problem);
    }

    [Fact]
    public void Run_MoreThanTheFeedTakes_IsRefused()
    {
        Finder("linux-x64", "win-x64", "win-arm64", "osx-arm64");
        // A hole at the front, which the reader of the archive skips: no byte of it is written.
        var (file, bytes) = (_folder["GanBench.Tool.1.0.0.nupkg"], File.ReadAllBytes(_folder["GanBench.Tool.1.0.0.nupkg"]));
        using (var stream = File.Create(file))
        {
            stream.SetLength(PackageFile.Limit + 1 - bytes.Length);
            stream.Seek(0, SeekOrigin.End);
            Shifted(bytes, stream.Length).CopyTo(stream);
        }

        Assert.Equal("GanBench.Tool.1.0.0 has 250,000,001 bytes, of at most 250,000,000.", Run().Problem);
    }

    // What happened: a list in one piece, for a platform that there is not.
    [Fact]
    public void Run_ToolThatDoesNotNameAPlatform_IsRefused()
    {
        Finder("linux-x64;win-x64", "win-arm64", "osx-arm64");

        Assert.Equal("GanBench.Tool.1.0.0 does not name the package for linux-x64; "
            + "GanBench.Tool.1.0.0 does not name the package for win-x64.", Run().Problem);
    }

    [Fact]
    public void Run_EmptyFolder_IsAnError() => Assert.Equal($"There is no package in {_folder.Path}.", Outcome.Of(Run).Problem);

    private Outcome Run() => new PackagesTarget(_output).Run(_folder.Path);

    private static IEnumerable<string> Tool(params string[] files) => files.Select(file => "tools/net10.0/win-x64/" + file);

    private static string Type(string name) => $"""<packageTypes><packageType name="{name}" /></packageTypes>""";

    private void Finder(params string[] platforms) => Pack(
        "GanBench.Tool", Type("DotnetTool"), [.. Common, "tools/any/any/DotnetToolSettings.xml"], content:
        $"<a>{string.Concat(platforms.Select(platform => $"<RuntimeIdentifierPackage Id='GanBench.Tool.{platform}' />"))}</a>");

    private void Library(string name, string metadata = "", string? link = null)
    {
        Pack(name, metadata, [.. Common, $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], link);
        _folder.Write($"{name}.1.0.0.snupkg", "");
    }

    private void Pack(string name, string metadata, string[] files, string? link = null, string content = "")
    {
        using var zip = ZipFile.Open(_folder[$"{name}.1.0.0.nupkg"], ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(zip.CreateEntry(name + ".nuspec").Open()))
            nuspec.Write($"""<package xmlns="http://x"><metadata><id>{name}</id>{metadata}</metadata></package>""");
        foreach (var file in files)
        {
            var entry = zip.CreateEntry(file);
            entry.ExternalAttributes = unchecked((int)(file == link ? 0xA1FF0000 : 0x81A40000));
            using var writer = new StreamWriter(entry.Open());
            writer.Write(content);
        }
    }

    // The offsets in the archive's directory, moved by what stands before it now.
    private static MemoryStream Shifted(byte[] zip, long by)
    {
        void Add(int at) => BitConverter.TryWriteBytes(zip.AsSpan(at), (uint)(BitConverter.ToUInt32(zip, at) + by));
        var end = zip.Length - 22;
        for (var at = (int)BitConverter.ToUInt32(zip, end + 16); at < end;
            at += 46 + BitConverter.ToUInt16(zip, at + 28) + BitConverter.ToUInt16(zip, at + 30) + BitConverter.ToUInt16(zip, at + 32))
        {
            Add(at + 42);
        }
        Add(end + 16);
        return new MemoryStream(zip);
    }
}
