using System.Text.Json;
using System.Text.RegularExpressions;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>What can be said about the Containerfiles without building them, which the target TestContainer does.</summary>
public sealed partial class ContainerfileTests
{
    public static TheoryData<string> Files => ["Containerfile", "Containerfile.cuda"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Sdk_Image_IsOfTheVersionOfGlobalJson(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("global.json")));
        var version = json.RootElement.GetProperty("sdk").GetProperty("version").GetString();

        Assert.Equal($"mcr.microsoft.com/dotnet/sdk:{version}", Argument(file, "SDK"));
    }

    // The oldest system that is tested, in a version that does not move.
    [Theory]
    [MemberData(nameof(Files))]
    public void Debian_Image_IsAPointReleaseOfTheOneThatIsTested(string file)
    {
        var workflow = File.ReadAllText(Repository.PathOf(".github", "workflows", "build.yml"));
        var tested = Regex.Match(workflow, @"container: debian:(\d+)").Groups[1].Value;

        Assert.Matches($@"^docker\.io/library/debian:{tested}\.\d+-slim$", Argument(file, "DEBIAN"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Stages_OfEveryInstruction_AreThere(string file)
    {
        var stages = new HashSet<string>();
        foreach (var (instruction, text) in Instructions(file))
        {
            if (instruction == "COPY" && From().Match(text) is { Success: true } copied)
                Assert.Contains(copied.Groups[1].Value, stages);
            if (instruction != "FROM")
                continue;
            var words = text.Split(' ');
            Assert.True(words[0] is "${SDK}" or "${DEBIAN}" || stages.Contains(words[0]), text);
            if (words.Length == 3)
                stages.Add(words[2]);
        }
        Assert.Equal(["base", "build", "sdk"], stages.Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void User_OfTheLastStage_IsNotRootAndIsMade(string file)
    {
        var last = Instructions(file).Reverse().TakeWhile(step => step.Instruction != "FROM")
            .ToLookup(step => step.Instruction, step => step.Text);

        var user = Assert.Single(last["USER"]);
        Assert.Contains(last["RUN"], text => Regex.IsMatch(text, $@"useradd .*\b{user}\b"));
        Assert.Equal("""["/data", "/work"]""", Assert.Single(last["VOLUME"]));
        Assert.All(["/data", "/work"], folder => Assert.Contains(last["RUN"], text => text.Contains("mkdir", StringComparison.Ordinal)
            && text.Contains(folder, StringComparison.Ordinal)));
    }

    // COPY . takes what .dockerignore lets through: all that the build reads, and nothing that is built, run or fetched here.
    [Fact]
    public void Context_OfTheBuild_IsWhatPublishingReads()
    {
        var lines = File.ReadAllLines(Repository.PathOf(".dockerignore")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var taken = lines.Where(line => line[0] == '!').Select(line => line[1..]).ToList();

        Assert.Equal("*", lines[0]);
        Assert.All(taken, path => Assert.NotEmpty(Directory.GetFileSystemEntries(Repository.Root, path)));
        Assert.Subset(lines.ToHashSet(), new HashSet<string> { "**/bin", "**/obj" });
        Assert.All(
            ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "src", "build",
                "benchmarks/suites"],
            path => Assert.Contains(taken, pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, path)));
    }

    // One is a copy of the other but for what CUDA needs: whoever changes one is told of the other.
    [Fact]
    public void Cuda_Instructions_AreThoseOfTheCpuAndWhatCudaNeeds()
    {
        var cuda = Instructions("Containerfile.cuda").Select(step => (step.Instruction, step.Text
            .Replace(" -p:TorchDevice=cuda", "", StringComparison.Ordinal)
            .Replace("NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility ", "", StringComparison.Ordinal)));

        Assert.Equal(Instructions("Containerfile"), cuda);
        Assert.Contains("-p:TorchDevice=cuda", File.ReadAllText(Repository.PathOf("Containerfile.cuda")), StringComparison.Ordinal);
    }

    private static string Argument(string file, string name) =>
        Assert.Single(
            from step in Instructions(file)
            where step.Instruction == "ARG" && step.Text.StartsWith(name + "=", StringComparison.Ordinal)
            select step.Text[(name.Length + 1)..]);

    private static IEnumerable<(string Instruction, string Text)> Instructions(string file)
    {
        var text = Comment().Replace(File.ReadAllText(Repository.PathOf(file)), "").Replace("\\\n", " ", StringComparison.Ordinal);
        return from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
               let words = Blanks().Replace(line, " ").Split(' ', 2)
               select (words[0], words[1]);
    }

    [GeneratedRegex(@"^#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"--from=(\S+)")]
    private static partial Regex From();
}
