using System.Globalization;
using GanBench.Suites.Planning;
using GanBench.Suites.Schema;
using static GanBench.Suites.Guide.MarkdownPage;

namespace GanBench.Suites.Guide;

/// <summary>How a study is run, at each profile.</summary>
internal static class StudyCommands
{
    /// <summary>Adds the commands and what each profile costs.</summary>
    public static void Append(MarkdownPage page, Suite suite)
    {
        page.Heading("How to run it");
        page.Commands("help",
        [
            $"ganbench datasets fetch --suite {suite.Name} --data-dir DIR",
            $"ganbench suite plan {suite.Name} --data-dir DIR  # what it would take on this machine",
            $"ganbench suite run {suite.Name} --data-dir DIR --device cuda",
            $"ganbench suite run {suite.Name} --data-dir DIR --profile minutes",
            $"ganbench report --suite {suite.Name} --data-dir DIR --profile minutes",
        ]);
        page.Table(["`--profile`", "runs:", "seeds", "steps of a run:", "TFLOP of all runs:", "what it is"], Profile.All.Select(profile =>
        {
            var runs = Planner.Plan(suite, profile).DistinctRuns;
            var steps = runs.Select(run => run.Spec.Training.Steps).ToList();
            return new[]
            {
                Code(profile.Name),
                Number(runs.Count),
                string.Join(", ", runs.Select(run => run.Spec.Seed).Distinct().Order()),
                steps.Min() == steps.Max() ? Number(steps[0]) : $"{Number(steps.Min())} to {Number(steps.Max())}",
                Number(runs.Sum(run => run.Operations) / 1e12),
                profile.Rule,
            };
        }));
        page.Paragraph("TFLOP are 10¹² floating-point operations of training alone, by the layers; measurements come on top.");
    }

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
