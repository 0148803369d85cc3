using System.CommandLine;
using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Runs;
using GanBench.Suites.Results;
using GanBench.Survey.Definition;
using GanBench.Survey.Sources;
using GanBench.Text;
using GanBench.Training.Checkpoints;
using TorchSharp;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench survey create</c>: a questionnaire from runs, from a suite, or from folders of images.</summary>
internal static class SurveyCreateCommand
{
    private const int Batch = 100;

    private static readonly Argument<string> File = new("survey") { Description = "The survey file to make.", HelpName = "FILE.survey" };

    private static readonly Option<string[]> Runs = new("--runs")
    {
        Description =
            "Runs to ask about, in this order (ids, unique beginnings or paths, with @STEP for another checkpoint than the last).",
        HelpName = "RUN",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Suite =
        new("--suite") { Description = "Ask about the runs of a suite: the first seed of every architecture and dataset.",
            HelpName = "SUITE" };

    private static readonly Option<string[]> Images = new("--images")
    {
        Description = "Ask about images in folders, whatever made them: NAME/DATASET=GENERATED_DIR:REAL_DIR.",
        HelpName = "SPEC",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Title = new("--title")
    {
        Description = $"Title on every page, in all languages the same. Default: {SurveyOptions.DefaultTitle}, which is translated.",
        HelpName = "TEXT",
    };

    private static readonly Option<int> Examples = new("--examples")
    {
        Description = $"Examples of each kind per question, 1 to {SurveyOptions.MaximumExamples}.",
        HelpName = "N",
        DefaultValueFactory = _ => SurveyOptions.DefaultExamples,
    };

    private static readonly Option<int> Questions =
        new("--questions") { Description = "Questions per architecture and dataset.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<ulong> ImageSeed =
        new("--image-seed") { Description = "Seed of the choice of images.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace a survey that was never served." };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("create", "Make a questionnaire: one question per architecture and dataset.")
        {
            File, Runs, Suite, Images, Title, SurveyCommand.Contact, Examples, Questions, ImageSeed, Force, CommonOptions.DataDirectory,
            CommonOptions.Device, CommonOptions.Threads,
        };
        PlanOptions.AddTo(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench survey create quick.survey --suite quick",
            "ganbench survey create two.survey --runs dcgan-mnist-s1-3fa9c2d1e0 wgan-mnist-s1-08b1c7e4aa --data-dir ~/data",
            "ganbench survey create mine.survey --images stylegan/ffhq=samples:photos --contact \"A. Person, a.person@example.org\"");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        var opened = new List<IDisposable>();
        try
        {
            var definition = SurveyBuilder.Create(
                result.GetValue(File)!,
                Models(result, opened),
                new SurveyOptions
                {
                    Title = result.GetValue(Title) ?? SurveyOptions.DefaultTitle,
                    Organiser = result.GetValue(SurveyCommand.Contact),
                    Seed = result.GetValue(ImageSeed),
                    Examples = result.GetValue(Examples),
                    QuestionsPerModel = result.GetValue(Questions),
                },
                result.GetValue(Force));
            foreach (var question in definition.Questions)
                Console.Error.WriteLine($"{question.Number,3}  {question.Dataset}  {question.Architecture}  {question.RunId}");
            if (definition.Organiser is null)
                Console.Error.WriteLine("No contact is stated yet; 'ganbench survey serve' asks for one: --contact \"NAME, ADDRESS\".");
            Console.Out.WriteLine(result.GetValue(File));
            return ExitCodes.Done;
        }
        finally
        {
            opened.ForEach(o => o.Dispose());
        }
    }

    private static IReadOnlyList<ISurveyModelSource> Models(ParseResult result, List<IDisposable> opened)
    {
        var (runs, suite, images) = (result.GetValue(Runs) ?? [], result.GetValue(Suite), result.GetValue(Images) ?? []);
        if ((runs.Length > 0 ? 1 : 0) + (suite is null ? 0 : 1) + (images.Length > 0 ? 1 : 0) != 1)
            throw new UsageException("Say what to ask about: --runs, --suite or --images, one of the three.");
        if (images.Length > 0)
            return [.. images.Select(Folders)];
        var folder = result.GetValue(CommonOptions.RunsDirectory)!;
        IReadOnlyList<(RunDirectory Directory, int Step)> chosen = suite is null
            ? [.. runs.Select(r => RunReference.Parse(r, folder)).Select(r => (r.Directory, r.ResolveStep()))]
            : OfSuite(result, suite, folder);
        var device = CommonOptions.StartEngine(result, CommonOptions.ReadNumerics(result));
        return [.. chosen.Select(c => Run(result, c.Directory, c.Step, device, opened))];
    }

    private static List<(RunDirectory, int)> OfSuite(ParseResult result, string suite, string folder)
    {
        var plan = PlanOptions.Plan(result, suite);
        var all = SuiteResults.Collect(plan, folder).Directories;
        // Suites may hold runs on numbers beside those on images.
        var runs = all.Where(d => d.CheckpointSteps.Count > 0 && DatasetRegistry.Find(d.ReadSpec().Dataset).Info.Kind == SampleKind.Image)
            .GroupBy(d => d.ReadSpec() is var s ? (s.Architecture, s.Dataset) : default)
            .Select(g => g.First()).ToList();
        if (runs.Count == 0)
            throw new DataException(
                $"{Path.GetFullPath(folder)} holds no trained runs of suite {suite}. Runs that were made with another --profile, "
                + "--seed, --numerics or --precision are found with the same. To make them: "
                + ShellWord.Join(["ganbench", "suite", "run", suite, .. plan.Choices.Arguments()]));
        return [.. runs.Select(d => (d, d.CheckpointSteps[^1]))];
    }

    private static FolderSurveySource Folders(string spec)
    {
        var (names, folders) = spec.Split('=', 2) is [var n, var f] ? (n.Split('/'), f.Split(':')) : ([], []);
        return names is [{ Length: > 0 } name, { Length: > 0 } dataset] && folders is [var generated, var real]
            ? new FolderSurveySource(name, dataset, generated, real)
            : throw new UsageException($"--images must be like NAME/DATASET=GENERATED_DIR:REAL_DIR (was '{spec}').");
    }

    private static RunSurveySource Run(ParseResult result, RunDirectory run, int step, torch.Device device, List<IDisposable> opened)
    {
        var spec = run.ReadSpec();
        if (DatasetRegistry.Find(spec.Dataset).Info.Kind != SampleKind.Image)
            throw new UsageException($"Run {run.Id} makes numbers, not images: {spec.Dataset} cannot be asked about.");
        var data = DatasetRegistry.Open(
            DatasetRequest.Of(spec, result.GetValue(CommonOptions.DataDirectory)), cancellationToken: Cancellation.Token);
        opened.Add(data);
        return new RunSurveySource(
            spec.Architecture, run.Id, data, (first, count) => Sample(run, spec, step, device, result.GetValue(ImageSeed), first, count));
    }

    private static List<RasterImage> Sample(RunDirectory run, RunSpec spec, int step, torch.Device device, ulong seed, int first, int count)
    {
        using var checkpoint = CheckpointModel.Load(run, spec, step, device);
        var shape = checkpoint.Model.Shape;
        var images = new List<RasterImage>(count);
        var planes = new byte[shape.Length];
        // Whole batches, of which the part asked for is taken: an image is then the same however many are asked for.
        for (var batch = first / Batch; images.Count < count; batch++)
        {
            Cancellation.Token.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var values = checkpoint.Sample(seed, batch, Batch);
            for (var i = Math.Max(0, first - (batch * Batch)); i < Batch && images.Count < count; i++)
            {
                Pixels.ToBytes(values.AsSpan(i * shape.Length, shape.Length), planes);
                images.Add(RasterImage.FromPlanes(shape.Width, shape.Height, shape.Channels, planes));
            }
        }
        return images;
    }
}
