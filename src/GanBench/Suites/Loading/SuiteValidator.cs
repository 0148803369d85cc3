using System.Text.RegularExpressions;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Metrics;
using GanBench.Metrics.Extractors;
using GanBench.Suites.Planning;
using GanBench.Suites.Results;
using GanBench.Suites.Schema;
using GanBench.Text;

namespace GanBench.Suites.Loading;

/// <summary>Finds everything wrong with a suite that can be found without data.</summary>
internal static partial class SuiteValidator
{
    /// <summary>Checks a suite and its parts.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="problems">Gets one line per problem.</param>
    public static void Check(Suite suite, ICollection<string> problems)
    {
        foreach (var part in suite.Parts)
            Check(part, problems);
        if (!KebabCase().IsMatch(suite.Name))
            problems.Add($"{suite.File}: name must be in kebab-case: letters, digits and hyphens (was '{suite.Name}')");
        if (suite.Parts.Count > 0)
        {
            if (suite.Grid.Count > 0)
                problems.Add($"{suite.File}: a suite has either include or grid: put the grid into a suite of its own and include it");
            if (suite.Only.Count > 0)
                problems.Add($"{suite.File}: a suite that includes others has no only: it stands in those, or on the command line");
            return;
        }
        if (suite.Grid.Count == 0)
            problems.Add($"{suite.File}: the suite has no runs: its grid is empty");
        CheckSeeds("seeds", suite.Seeds, suite.File, problems);
        if (suite.Seeds.Count == 0)
            problems.Add($"{suite.File}: seeds must name at least one seed");
        foreach (var entry in suite.Grid)
            CheckEntry(entry, problems);
        CheckStudy(suite, problems);
        CheckEvaluation(suite, problems);
        CheckSlurm(suite, problems);
    }

    private static void CheckEntry(GridEntry entry, ICollection<string> problems)
    {
        if (entry.Architectures.Count == 0 || entry.Datasets.Count == 0)
            problems.Add($"{entry.At}: an entry of the grid needs architectures and datasets");
        CheckRepeats("architectures", entry.Architectures, entry.At, problems);
        CheckRepeats("datasets", entry.Datasets, entry.At, problems);
        CheckRepeats("imageSizes", entry.ImageSizes, entry.At, problems);
        CheckSeeds("seeds", entry.Seeds, entry.At.ToString(), problems);
        CheckRepeats("axes of the sweep", entry.Sweep.Select(Sweep.NameOf), entry.At, problems);
        foreach (var axis in entry.Sweep)
        {
            if (axis.Keys.Count == 0 || axis.Values.Count == 0)
                problems.Add($"{axis.At}: an axis of a sweep needs keys and values");
            if (Sweep.NameOf(axis).Any(c => char.IsWhiteSpace(c) || c == '='))
                problems.Add($"{axis.At}: the name of an axis has neither spaces nor = (was '{Sweep.NameOf(axis)}')");
            CheckRepeats("values", axis.Values, axis.At, problems);
        }
    }

    private static void CheckStudy(Suite suite, ICollection<string> problems)
    {
        foreach (var epoch in suite.Study.SamplesAt.Epochs.Where(e => !(e > 0)))
            problems.Add(FormattableString.Invariant($"{suite.File}: study.samplesAt.epochs must be above 0 (was {epoch})"));
        foreach (var step in suite.Study.SamplesAt.Steps.Where(s => s < 1))
            problems.Add(FormattableString.Invariant($"{suite.File}: study.samplesAt.steps must be at least 1 (was {step})"));
        CheckFigures(suite, problems);
    }

    private static void CheckEvaluation(Suite suite, ICollection<string> problems)
    {
        var evaluation = suite.Evaluation;
        foreach (var problem in OptionRules.Problems(evaluation, "evaluation."))
            problems.Add($"{suite.File}: {problem}");
        foreach (var problem in MetricOptions.Problems(evaluation.Options))
            problems.Add($"{suite.File}: evaluation.options: {problem}");
        foreach (var metric in evaluation.Metrics.Concat(evaluation.Curve.Metrics).Where(m => !RunQuantity.MetricGroups.Contains(m)))
            problems.Add($"{suite.File}: {NearestName.Unknown("metric", metric, RunQuantity.MetricGroups)}");
        foreach (var metric in evaluation.Curve.Metrics.Where(MetricRegistry.All.Has).Select(MetricRegistry.All.Find)
            .Where(m => m.Needs.HasFlag(MetricNeeds.Discriminator)))
            problems.Add($"{suite.File}: evaluation.curve.metrics: {metric.Name} needs a checkpoint's discriminator, so it is no curve");
        if (evaluation.Extractor != ExtractorRegistry.Auto)
            CheckName("extractor", () => ExtractorRegistry.Choose(evaluation.Extractor, null), suite, problems);
        if (evaluation.ClassifierDataset is { } dataset)
            CheckName("classifierDataset", () => DatasetRegistry.Find(dataset), suite, problems);
    }

    // What would else be found when the first run is trained and to be measured.
    private static void CheckName(string key, Action find, Suite suite, ICollection<string> problems)
    {
        try
        {
            find();
        }
        catch (UsageException e)
        {
            problems.Add($"{suite.File}: evaluation.{key}: {e.Message}");
        }
    }

    private static void CheckFigures(Suite suite, ICollection<string> problems)
    {
        string[] known = [.. RunQuantity.Names, .. RunQuantity.MetricGroups, "samples", "networks", "survey"];
        foreach (var figure in suite.Study.Figures)
        {
            if (figure.By.Count == 0 == figure.Omitted is null)
                problems.Add($"{suite.File}: study.figures: '{figure.Of}' needs either by or omitted");
            foreach (var name in figure.By.Where(name => !known.Contains(name)))
                problems.Add($"{suite.File}: study.figures: '{figure.Of}': {NearestName.Unknown("quantity", name, known)}");
        }
    }

    private static void CheckSlurm(Suite suite, ICollection<string> problems)
    {
        var slurm = suite.Slurm;
        if (!SlurmTime().IsMatch(slurm.TimeLimit))
            problems.Add($"{suite.File}: slurm.timeLimit must be HH:MM:SS or D-HH:MM:SS (was '{slurm.TimeLimit}')");
        // Both stand in the job script as they are.
        if (slurm.Partition is { } partition && !SlurmNames().IsMatch(partition))
            problems.Add($"{suite.File}: slurm.partition must be names of letters, digits, '-', '_' and '.', with commas between them (was "
                + $"'{partition}')");
        if (slurm.Memory is { } memory && !SlurmMemory().IsMatch(memory))
            problems.Add($"{suite.File}: slurm.memory must be a number with K, M, G or T behind it (was '{memory}')");
        foreach (var problem in OptionRules.Problems(slurm, "slurm."))
            problems.Add($"{suite.File}: {problem}");
    }

    private static void CheckSeeds(string key, IReadOnlyList<ulong> seeds, string at, ICollection<string> problems)
    {
        foreach (var repeated in seeds.GroupBy(s => s).Where(g => g.Skip(1).Any()))
            problems.Add($"{at}: {key} names {repeated.Key} more than once");
    }

    private static void CheckRepeats<T>(string key, IEnumerable<T> values, SourcePosition at, ICollection<string> problems)
    {
        foreach (var repeated in values.GroupBy(v => v).Where(g => g.Skip(1).Any()))
            problems.Add($"{at}: {key} names {repeated.Key} more than once");
    }

    // \z and no $, which lets an end of line pass.
    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"^([0-9]+-)?[0-9]{1,2}:[0-9]{2}:[0-9]{2}\z")]
    private static partial Regex SlurmTime();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.,-]*\z")]
    private static partial Regex SlurmNames();

    [GeneratedRegex(@"^[0-9]+([KMGTkmgt][Bb]?)?\z")]
    private static partial Regex SlurmMemory();
}
