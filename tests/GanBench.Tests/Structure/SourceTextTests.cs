using System.Text.RegularExpressions;
using GanBench.Testing;

namespace GanBench.Tests.Structure;

/// <summary>What the compiler does not see to.</summary>
public class SourceTextTests
{
    private const int Columns = 140;

    [Fact]
    public void Sources_EveryLine_FitsItsColumns()
    {
        var found = Lines().Where(line => line.Text.Length > Columns).Select(line => $"{line.File}:{line.Number} has {line.Text.Length}")
            .ToList();

        Assert.True(found.Count == 0, $"Lines of more than {Columns} columns:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void Sources_CancellationTokens_HaveOneName()
    {
        var found = Lines().Where(line => line.Text.Contains("CancellationToken cancellation" + ",", StringComparison.Ordinal)
            || line.Text.Contains("CancellationToken cancellation" + " ", StringComparison.Ordinal)
            || line.Text.Contains("CancellationToken cancellation" + ")", StringComparison.Ordinal)).ToList();

        Assert.Empty(found);
    }

    // MKL computes these from estimates that differ between makers of processors, whatever its environment says (docs/determinism.md).
    [Fact]
    public void Sources_NoTensorFunctionWhoseBitsDependOnTheProcessor()
    {
        var found = Lines().Where(line => line.File.StartsWith("src", StringComparison.Ordinal)
            && Regex.IsMatch(line.Text, @"^(?!\s*//).*(\)|\]|\w)\.(sqrt|log10|tan|atan|asin|acos)_?\(\)|[^\w]cdist\(")).ToList();

        Assert.Empty(found);
    }

    // Raw strings are other text: tables, JSON, pages.
    private static IEnumerable<(string File, int Number, string Text)> Lines()
    {
        var files = ((string[])["src", "tests", "benchmarks", "examples", "build"])
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".cake")
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
        foreach (var file in files)
        {
            var raw = false;
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                number++;
                var marks = line.Split("\"\"\"").Length - 1;
                if (!raw && marks == 0)
                    yield return (Path.GetRelativePath(Repository.Root, file), number, line);
                raw ^= marks % 2 == 1;
            }
        }
    }
}
