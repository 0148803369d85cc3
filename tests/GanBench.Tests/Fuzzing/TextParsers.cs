using System.Text;
using GanBench.Configuration;
using GanBench.Runs;
using GanBench.Suites.Baselines;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Running;
using GanBench.Suites.Slurm;
using GanBench.Testing.Fuzzing;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of what people write, and of text files that are carried between machines.</summary>
public static class TextParsers
{
    private const string Suite =
        """
        name: fuzzed
        title: A suite
        seeds: [1, 2]
        training: {steps: 20, batchSize: 8}
        grid:
          - {architectures: [dcgan, gan], datasets: glyphs, recipe: {network: {width: 0.125}}}
          - {architectures: wgan-gp, datasets: glyphs, sweep: [{name: batch, keys: training.batchSize, values: [8, 16]}]}
        evaluation: {metrics: [fid, kid], samples: 100, extractor: classifier}
        slurm: {timeLimit: "01:30:00", partition: "gpu", memory: "16G", cpus: 2}
        """;

    private const string Judgement =
        """
        {"schemaVersion": 1, "title": "t", "surveyHash": "h", "simulated": false, "participants": 18,
        "excluded": {"did not reach the end": 1}, "method": "m",
        "rows": [{"architecture": "gan", "dataset": "mnist", "errors": 2, "shown": 36, "low": 0.0154, "high": 0.1814,
        "everyoneErrors": 3, "everyoneShown": 38, "hype": 0.0556, "medianSeconds": 9.5, "probabilityBest": 0.1,
        "publishedPercent": 5.56, "publishedSource": "chen-2019, section 4.1.5"}]}
        """;

    /// <summary>A run's specification.</summary>
    public static RunSpec Spec { get; } = new() { Architecture = "gan", Dataset = "glyphs", Seed = 1 };

    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        FuzzedParser.OfFile("suite", "suite.yaml", path =>
        {
            var plan = Planner.Plan(path, Profile.Published);
            // What a suite says is never a command of the job script.
            var script = SlurmExecutor.Script(
                plan, new SlurmJobs(plan, "/runs"), new ElementCommand("suite.yaml", plan, "/runs", null, "cuda"), [0], []);
            if (script[..script.IndexOf("\ncd ", StringComparison.Ordinal)].Split('\n').Any(line => !line.StartsWith('#')))
                throw new InvalidOperationException("The suite writes into the job script: " + script);
        }, () => [Encoding.UTF8.GetBytes(Suite)]),
        new("sbatch-answer", new(() => ["17\n"u8.ToArray(), "123456;cluster\n"u8.ToArray(), "Welcome.\n17\n"u8.ToArray()]), (bytes, _) =>
        {
            if (!SlurmExecutor.JobOf(Encoding.UTF8.GetString(bytes), "s.sh").All(char.IsAsciiDigit))
                throw new InvalidOperationException("A job has another number.");
        }),
        FuzzedParser.OfFile(
            "run-spec", "spec.yaml", path => RunSpecYaml.Read(path), () => [Encoding.UTF8.GetBytes(RunSpecYaml.Write(Spec))]),
        FuzzedParser.OfFile("yaml", "any.yaml", path => YamlFile.Load(path), () => [Encoding.UTF8.GetBytes(Suite)]),
        FuzzedParser.OfFile("survey-results", "survey.json", path => HumanJudgement.Load(path), () => [Encoding.UTF8.GetBytes(Judgement)]),
        FuzzedParser.OfFile("baseline", "baseline.json", path => Baseline.Read(path), () =>
        [
            """
            {"schema":1,"suite":"quick","profile":"published","numerics":"portable","environments":["x"],"values":[
            {"cell":"gan/glyphs","value":"fid","mean":2.75,"standardDeviation":0.35,"count":2,"worse":"higher","settings":"6c60ba14bce6","bySeed":{"1":2.5,"2":3}}]}
            """u8.ToArray(),
        ]),
    ];
}
