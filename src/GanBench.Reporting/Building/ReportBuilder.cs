using GanBench.Reporting.Model;
using GanBench.Runs;

namespace GanBench.Reporting.Building;

/// <summary>Builds a report's model from run directories. A pure function of their files and the options.</summary>
public static class ReportBuilder
{
    /// <summary>Reads the runs and builds the model. What has no data is left out; what cannot be read is named in the run index.</summary>
    /// <param name="directories">The run directories.</param>
    /// <param name="options">Title, studies and whatever else is not in the runs.</param>
    public static ReportModel FromRuns(IEnumerable<RunDirectory> directories, ReportOptions options)
    {
        var context = Read([.. directories], options);
        var animations = context.Datasets.Select(dataset => (dataset.Key, Animation: SampleAnimation.Build([.. dataset])))
            .Where(a => a.Animation is not null).ToDictionary(a => a.Key, a => a.Animation!);
        return new ReportModel
        {
            Cover = CoverBuilder.Build(context),
            Chapters =
            [
                .. SummaryChapter.Build(context),
                .. options.Studies.SelectMany(study => StudyChapter.Build(context, study)),
                .. context.Datasets.SelectMany(dataset => DatasetChapter.Build(
                    context, [.. dataset], animations.GetValueOrDefault(dataset.Key)?.Figure)),
                .. PeopleChapter.Build(context),
                .. OriginalityChapter.Build(context),
                .. NetworksChapter.Build(context),
                .. MethodChapter.Build(context),
                .. RunsChapter.Build(context),
            ],
            Files = [.. animations.Values.Select(a => a.File)],
            Measurements = [.. context.Cells.SelectMany(cell => Measurements.Of(cell))],
        };
    }

    private static ReportContext Read(IReadOnlyList<RunDirectory> directories, ReportOptions options)
    {
        var runs = new RunResult?[directories.Count];
        var problems = new string?[directories.Count];
        Parallel.For(0, directories.Count, i =>
        {
            try
            {
                var run = RunResult.Read(directories[i]);
                // Read where it costs the least time: here all cores work.
                _ = run.Series;
                runs[i] = run;
            }
            catch (DataException e)
            {
                problems[i] = e.Message;
            }
        });
        var readable = runs.OfType<RunResult>().ToList();
        var unreadable = Enumerable.Range(0, problems.Length).Where(i => problems[i] is not null)
            .Select(i => new Fact(
                directories[i].Id, problems[i]!.Replace(directories[i].Path, directories[i].Id, StringComparison.Ordinal)));
        var cells = CellGrouping.Of(readable, [.. options.Studies.SelectMany(s => s.Published)]);
        foreach (var cell in cells)
            cell.Judgement = options.Survey;
        return new ReportContext(readable, cells, [.. unreadable], options);
    }
}
