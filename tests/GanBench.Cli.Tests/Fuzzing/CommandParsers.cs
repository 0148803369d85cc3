using System.CommandLine;
using System.Text;
using GanBench.Cli.Commands;
using GanBench.Testing.Fuzzing;

namespace GanBench.Cli.Tests.Fuzzing;

/// <summary>The command line, as far as it is read before anything is done.</summary>
public static class CommandParsers
{
    /// <summary>Its words, a line each.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        new("command-line", new(() =>
        [
            .. new[]
            {
                "train --architecture dcgan -d glyphs --steps 400 --batch-size=64 --seed 1 --set network.width=0.25 --numerics portable",
                "compare a.npz dataset:cifar-10/test --metrics fid,kid,prdc --like clean-fid --samples 10 --alpha white --intervals 95",
                "compare a b --metrics all --extractor onnx:net.onnx#out --radius-rule below-or-equal --kid-subsets 3 --set kid.subsets=4",
                "survey serve s.survey --port 8080 --address 0.0.0.0", "runs list --runs-dir x --json", "watch --port 1 --verbose",
                "evaluate run@best --metrics fid --threads 2 --precision bf16", "--help", "suite run quick --executor=slurm --jobs 2",
            }.Select(line => Encoding.UTF8.GetBytes(line.Replace(' ', '\n'))),
        ]), (bytes, _) =>
        {
            string[] words = Encoding.UTF8.GetString(bytes).Split('\n');
            var result = CommandLine.CreateRoot().Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (TypingMistakes.Of(result, words) is [var mistake, ..])
                throw new UsageException(mistake);
            if (result.CommandResult.Command.Name == "compare" && result.Errors.Count == 0)
                CompareOptions.Read(result);
        }),
    ];
}
