using GanBench.Cli.Display;
using GanBench.Engine;
using GanBench.Suites.Baselines;
using GanBench.Testing;

namespace GanBench.Cli.Tests.Display;

public class BaselineMarkdownTests
{
    [Fact]
    public void Write_OfEveryVerdict_IsAsApproved() => Approver.Verify(Write(
        [
            Value("fid", Worse.Higher, 72.44, 6.8), Value("precision", Worse.Lower, 0.5, 0.01), Value("recall", Worse.Lower, 0.8, 0.02),
            Value("loss-d@1", Worse.Either, -0.2, 0.001), Value("density", Worse.Either, 0, 0),
            Value("ks-distance", Worse.Higher, 0.05, null) with { Cell = "a|b `c` <d>\n@e" },
        ],
        [
            Value("fid", Worse.Higher, 110.5, 5), Value("precision", Worse.Lower, 0.5, 0.01),
            Value("loss-d@1", Worse.Either, -0.3, 0.001) with { Settings = "other" }, Value("density", Worse.Either, 0.00001, 0),
            Value("ks-distance", Worse.Higher, 0.04, null) with { Cell = "a|b `c` <d>\n@e" },
        ]));

    [Fact]
    public void Write_LongTable_ShowsEveryFailureAndFoldsTheRest()
    {
        var values = Enumerable.Range(0, 40).Select(i => Value($"m{i}", Worse.Higher, 1, 0.1)).ToList();

        var text = Write(values, [.. values.Select((v, i) => i >= 20 ? v with { Mean = 100 } : v)]);

        var (shown, folded) = text.Split("<details>") is [var first, var second] ? (first, second) : default;
        Assert.StartsWith("### GanBench: 20 of 40 values fail\n", text, StringComparison.Ordinal);
        Assert.Equal(20, shown.Split("**WORSE**").Length - 1);
        Assert.DoesNotContain("| fine |", shown, StringComparison.Ordinal);
        Assert.StartsWith("<summary>20 more</summary>\n\n| metric |", folded, StringComparison.Ordinal);
        Assert.Equal(20, folded.Split("| fine |").Length - 1);
    }

    [Fact]
    public void Write_MoreThanACommentHolds_CountsWhatIsLeftOut()
    {
        var values = Enumerable.Range(0, 3000).Select(i => Value($"m{i}", Worse.Higher, 1, 0.1)).ToList();

        var text = Write(values, values);

        var rows = text.Split("| fine |").Length - 1;
        Assert.InRange(text.Length, BaselineMarkdown.Longest - 200, BaselineMarkdown.Longest);
        Assert.Contains($"\n{3000 - rows} values more than fit here", text, StringComparison.Ordinal);
        Assert.EndsWith("Now from `here`\n", text, StringComparison.Ordinal);
    }

    private static string Write(IReadOnlyList<BaselineValue> old, IReadOnlyList<BaselineValue> now)
    {
        var (then, here) = (Baseline(old, "there"), Baseline(now, "here"));
        return BaselineMarkdown.Write(then, here, BaselineComparison.Compare(then, here));
    }

    private static BaselineValue Value(string name, Worse worse, double mean, double? deviation) =>
        new("dcgan/glyphs", name, worse, mean, deviation, deviation is null ? 1 : 3, "settings");

    private static Baseline Baseline(IReadOnlyList<BaselineValue> values, string environment) => new()
    {
        Suite = "quick", Profile = "published", Numerics = Numerics.Portable, Values = values, Environments = [environment],
    };
}
