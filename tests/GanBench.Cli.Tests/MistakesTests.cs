using System.Text;
using GanBench.Imaging;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>
/// Mistakes that people make, each with what the command answers: what is wrong, where, and what would be right, in one line.
/// </summary>
public sealed class MistakesTests : IDisposable
{
    private const string Suite = "name: mine\ngrid:\n  - architectures: gan\n    datasets: glyphs\nseeds: 1\n";

    // {x} is a file or folder that Files makes.
    private static readonly string[] Mistakes =
    [
        // Verbs.
        "trian -a dcgan -d glyphs",
        "datasets lst",
        "fetch mnist",
        "list",
        "runs",
        "frobnicate",
        // Options.
        "train -a dcgan --datset glyphs",
        "train dcgan glyphs",
        "train",
        "datasets preview glyphs --cuont 3",
        "datasets fetch --sutie full",
        "compare {grey} {grey} --metrisc all",
        "compare {grey} {grey} --image-siez=32",
        "compare {grey} {grey} --xyzzy 3",
        "evaluate x --json=yes",
        "compare {grey}",
        "evaluate @last",
        "suite plan quick --profile --json",
        // Values.
        "train -a dcgan -d glyphs --steps many",
        "train -a dcgan -d glyphs --steps 99999999999",
        "train -a dcgan -d glyphs --seed -1",
        "train -a dcgan -d glyphs --steps 5 --steps 6",
        "train -a dcgna -d glyphs",
        "train -a dcgan -d glyphs --set discriminator.step=5",
        "models show fcgan -d shapes --image-size 50",
        "models show sngan -d glyphs",
        "reproduce x --tolerance 10%",
        "evaluate x --samples 1e4",
        "evaluate x --metrics fidd",
        "compare {grey} {grey} --resize bicubic",
        "compare {grey} {grey} --extractor inceptoin",
        "compare {grey} {grey} --set kid.subets=5",
        "datasets preview glyphs --split tset",
        "suite plan quick --profile minuts",
        "suite plan qiuck",
        // Suites.
        "suite plan {bracket.yaml}",
        "suite plan {brace.yaml}",
        "suite plan {quote.yaml}",
        "suite plan {tab.yaml}",
        "suite plan {indent.yaml}",
        "suite plan {colon.yaml}",
        "suite plan {twice.yaml}",
        "suite plan {documents.yaml}",
        "suite plan {unknown.yaml}",
        "suite plan {value.yaml}",
        "suite plan {empty.yaml}",
        "suite plan nothing.yaml",
        // Other files.
        "suite check quick --baseline {baseline.json}",
        "suite check quick --baseline {half.json}",
        "suite check quick --baseline {kind.json}",
        "suite check quick --baseline nothing.json",
        "report --suite quick --survey {half.json}",
        "runs import {nothing.zip}",
        "compare {nothing.zip} {grey}",
        "compare {damaged.npz} {grey}",
        "compare {damaged.npy} {grey}",
        "compare {damaged.safetensors} {grey}",
        "compare {grey} {grey} --extractor onnx:{damaged.onnx}",
        "compare {cut} {grey} --metrics swd",
        "compare {none} {grey}",
        "survey serve {damaged.survey}",
        "runs show {run}",
        // Data.
        "compare dataset:mnist/test {grey} --offline --data-dir {data}",
        "train -a dcgan -d folder:{none} --steps 1",
        "train -a dcgan -d glyhps",
        "sample nothing --grid x.png",
        "datasets info mnits",
    ];

    private static readonly string[] TypeNames = ["System.", "Nullable", "`1", "Exception", "GanBench.", "Int32", "   at "];

    private readonly TempFolder _folder = new();

    public MistakesTests() => Files();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_MistakesTypedOnPurpose_AreAnsweredAsApproved()
    {
        var text = new StringBuilder();
        foreach (var mistake in Mistakes)
        {
            var run = await CliRun.Of([.. Words(mistake)]);
            var answer = Answer(run).Replace(_folder.Path, "…", StringComparison.Ordinal);

            Assert.True(run.ExitCode is 2 or 3, $"{mistake}: {run.ExitCode}\n{run.Error}");
            Assert.All(TypeNames, name => Assert.DoesNotContain(name, answer, StringComparison.Ordinal));
            text.AppendLine($"$ ganbench {mistake.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}")
                .AppendLine($"[{run.ExitCode}] {answer}").AppendLine();
        }
        Approver.Verify(text.ToString());
    }

    // Without the progress that a slow machine has time to show.
    private static string Answer(CliRun run) => string.Join(
        '\n', run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("Try '", StringComparison.Ordinal) && !line.EndsWith(" %", StringComparison.Ordinal))
            .Select(line => line.Replace("ganbench: ", "", StringComparison.Ordinal)));

    private IEnumerable<string> Words(string mistake)
    {
        var words = mistake.Split(' ').Select(word => word.Contains('{', StringComparison.Ordinal)
            ? word[..word.IndexOf('{', StringComparison.Ordinal)] + _folder[word[(word.IndexOf('{', StringComparison.Ordinal) + 1)..^1]]
            : word).ToList();
        // Where the real ones are left alone.
        if (words.Count > 1 && words[0] is "suite" or "sample" or "report" or "runs" or "evaluate" or "compare")
            words.AddRange(["--runs-dir", _folder["runs"]]);
        if (words[0] == "compare")
            words.AddRange(["--numerics", "portable"]);
        return words;
    }

    private void Files()
    {
        Write("bracket.yaml", "name: mine\ngrid:\n  - architectures: [gan\n    datasets: [glyphs]\n");
        Write("brace.yaml", Suite + "training: {steps: 5\n");
        Write("quote.yaml", Suite + "title: 'My suite\n");
        Write("tab.yaml", Suite + "training:\n\tsteps: 5\n");
        Write("indent.yaml", Suite + "training:\n    steps: 5\n  batchSize: 4\n");
        Write("colon.yaml", "name mine\ngrid:\n  - architectures: gan\n");
        Write("twice.yaml", Suite + "seeds: 2\n");
        Write("documents.yaml", Suite + "---\n" + Suite);
        Write("unknown.yaml", Suite + "trianing: {steps: 5}\n");
        Write("value.yaml", Suite + "training:\n  steps: five\n");
        Write("empty.yaml", "");
        Write("baseline.json", "no baseline");
        Write("half.json", "{\n  \"schema\": 1,\n  \"suite\": \"quick\"\n}\n");
        Write("kind.json",
            "{\n  \"schema\": 1, \"suite\": \"quick\", \"profile\": \"published\", \"numerics\": \"native\",\n"
            + "  \"values\": [{\"mean\": \"x\"}]\n}\n");
        foreach (var name in new[] { "nothing.zip", "damaged.npz", "damaged.npy", "damaged.safetensors", "damaged.onnx", "damaged.survey" })
            Write(name, "this is no such file, whatever its name says: it is text");
        Directory.CreateDirectory(_folder["grey"]);
        Directory.CreateDirectory(_folder["none"]);
        var picture = PngWriter.Encode(RasterImage.FromPlanes(28, 28, 1, new byte[784]));
        File.WriteAllBytes(_folder["grey", "0.png"], picture);
        File.WriteAllBytes(_folder["grey", "1.png"], picture);
        Directory.CreateDirectory(_folder["cut"]);
        File.WriteAllBytes(_folder["cut", "0.png"], picture[..(picture.Length / 2)]);
        Write("run/spec.yaml", "architecture: gan\ndataset: [glyphs\n");
    }

    private void Write(string name, string text) => _folder.Write(name, text);
}
