using GanBench.Cli.Commands;
using GanBench.Runs;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

public class ReportNetworksTests
{
    [Fact]
    public void Networks_OfARun_MarkLayersThatOnlyGoOverTheOneBefore()
    {
        using var folder = new TempFolder();
        var run = new RunDirectory(folder["run"]);
        Directory.CreateDirectory(run.Path);
        File.WriteAllText(run.SpecFile, RunSpecYaml.Write(new RunSpec { Architecture = "dcgan", Dataset = "glyphs" }));

        var networks = ReportCommand.Networks([run, run]);

        Assert.Equal([("dcgan", "generator"), ("dcgan", "discriminator")], networks.Select(n => (n.Architecture, n.Network)));
        var layers = networks.SelectMany(n => n.Layers).ToList();
        string[] followers = ["BatchNorm", "ReLU", "LeakyReLU", "Dropout", "Tanh"];
        Assert.All(
            layers, l => Assert.Equal(followers.Any(name => l.Name.StartsWith(name, StringComparison.Ordinal)), l.Continues));
        Assert.Contains(layers, l => l.Continues && l.Parameters > 0);
    }
}
