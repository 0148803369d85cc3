using System.Text.RegularExpressions;
using GanBench.Testing;
using YamlDotNet.RepresentationModel;

namespace GanBench.Cli.Tests.Workflows;

/// <summary>What the files of the action and of the workflows say, without a runner.</summary>
public partial class ActionFileTests
{
    private static readonly string[] Scripts = ["keys.sh", "install.sh", "check.sh"];

    private static YamlMappingNode Action => Read(Repository.PathOf("action.yml"));

    public static TheoryData<string> Files =>
        new(Directory.GetFiles(Repository.PathOf(".github", "workflows"), "*.yml").Append(Repository.PathOf("action.yml"))
            .Select(file => Path.GetRelativePath(Repository.Root, file)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Run_InAnyFile_HoldsNoExpression(string file)
    {
        // What is put into a script's text is run; variables are not.
        var runs = Read(Repository.PathOf(file)).AllNodes.OfType<YamlMappingNode>()
            .SelectMany(node => node.Children).Where(pair => pair.Key is YamlScalarNode { Value: "run" }).Select(pair => $"{pair.Value}");

        Assert.All(runs, run => Assert.DoesNotContain("${{", run, StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_OfTheAction_GiveEveryScriptTheVariablesThatItReads()
    {
        var steps = Children(Action["runs"]["steps"]);
        Assert.All(Scripts, script =>
        {
            var step = Assert.Single(steps, step => step.Children.ContainsKey("run") && $"{step["run"]}".Contains($"/{script}\""));
            var given = ((YamlMappingNode)step["env"]).Children.Keys.Select(key => $"{key}");
            var read = Variable().Matches(File.ReadAllText(Repository.PathOf("build", "action", script)))
                .Select(match => match.Groups[1].Value).Distinct();
            Assert.Equal(read.Order(), given.Order());
        });
    }

    [Fact]
    public void Inputs_OfTheAction_AreDocumentedWithTheirDefaultsAndUsed()
    {
        var (text, document) = (File.ReadAllText(Repository.PathOf("action.yml")), File.ReadAllText(Repository.PathOf("docs", "ci.md")));
        Assert.All(((YamlMappingNode)Action["inputs"]).Children, input =>
        {
            Assert.Contains($"inputs.{input.Key} ", text.Replace("}", " ", StringComparison.Ordinal), StringComparison.Ordinal);
            var row = Assert.Single(document.Split('\n'), line => line.StartsWith($"| `{input.Key}` |", StringComparison.Ordinal));
            var preset = ((YamlMappingNode)input.Value).Children.TryGetValue("default", out var found) ? $"{found}" : "required";
            Assert.Contains(preset, row, StringComparison.Ordinal);
        });
        Assert.All(((YamlMappingNode)Action["outputs"]).Children.Keys, output => Assert.Contains($"\n| `{output}` |", document));
    }

    private static List<YamlMappingNode> Children(YamlNode sequence) => [.. ((YamlSequenceNode)sequence).Children.Cast<YamlMappingNode>()];

    private static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(file);
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    // Those that the action hands over; the runner sets GITHUB_… and RUNNER_….
    [GeneratedRegex(@"\$\{?(INPUT_[A-Z_]+|FOLDER|TOOL|VERSION)\b")]
    private static partial Regex Variable();
}
