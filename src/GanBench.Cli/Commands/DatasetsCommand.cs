using System.CommandLine;
using System.Text.Json;
using GanBench.Cli.Display;
using GanBench.Datasets;
using GanBench.Datasets.Fetching;
using GanBench.Runs;
using GanBench.Suites.Loading;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench datasets list|info|fetch|verify|preview</c>.</summary>
internal static class DatasetsCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the dataset, or folder:PATH." };

    private static readonly Argument<string[]> Names =
        new("names") { Description = "Names of datasets. Default: all.", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Argument<string[]> SomeNames =
        new("names") { Description = "Names of datasets.", Arity = ArgumentArity.OneOrMore };

    private static readonly Argument<string[]> NamesToFetch =
        new("names") { Description = "Names of datasets.", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<string[]> Suites =
        new("--suite") { Description = "Fetch all that a suite needs; can be given several times.", HelpName = "NAME" };

    private static readonly Option<string> Split =
        new("--split") { Description = "train or test.", HelpName = "SPLIT", DefaultValueFactory = _ => DatasetRequest.Train };

    private static readonly Option<int?> ImageSize =
        new("--image-size") { Description = "Side of the images in pixels. Default: the dataset's own.", HelpName = "N" };

    private static readonly Option<int> Count =
        new("--count") { Description = "Images on a sheet.", HelpName = "N", DefaultValueFactory = _ => DatasetPreview.DefaultCount };

    private static readonly Option<string> Out =
        new("--out") { Description = "Folder of the sheets, NAME.png each.", HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "previews") };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List the datasets.") { CommonOptions.Json };
        list.SetAction(List);
        HelpExamples.Attach(list, "ganbench datasets list", "ganbench datasets list --json");

        var info = new Command("info", "Describe a dataset: shape, counts, licence, citation, files.") { Name, CommonOptions.Json };
        info.SetAction(Info);
        HelpExamples.Attach(info, "ganbench datasets info mnist");

        var fetch = new Command(
            "fetch", "Fetch datasets from their official places; what is there already is kept.") { NamesToFetch, Suites,
            CommonOptions.DataDirectory };
        fetch.SetAction(FetchAsync);
        HelpExamples.Attach(fetch, "ganbench datasets fetch mnist cifar-10", "ganbench datasets fetch --suite chen-2019 --data-dir ~/data");

        var verify =
            new Command("verify", "Check the files and the decoded content of datasets against what was published.") { Names,
                CommonOptions.DataDirectory, CommonOptions.Json };
        verify.SetAction(Verify);
        HelpExamples.Attach(verify, "ganbench datasets verify --data-dir ~/data", "ganbench datasets verify mnist --json");

        var preview =
            new Command("preview", "Write a sheet of images of each dataset.") { SomeNames, Split, ImageSize, Count, Out,
                CommonOptions.DataDirectory };
        preview.SetAction(Preview);
        HelpExamples.Attach(
            preview, "ganbench datasets preview mnist glyphs shapes",
            "ganbench datasets preview cifar-10 --split test --count 64 --out sheets");

        var command = new Command("datasets", "List, fetch, verify and look at datasets.") { list, info, fetch, verify, preview };
        HelpExamples.Attach(command, "ganbench datasets list", "ganbench datasets preview glyphs");
        return command;
    }

    private static int List(ParseResult result)
    {
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(DatasetRegistry.All.Select(source => source.Info), RunJson.Indented));
            return ExitCodes.Done;
        }
        TextTable.Write(
            Console.Out, ["name", "dataset", "shape", "classes", "train", "licence"], DatasetRegistry.All.Select(source => source.Info)
            .Select(d => new[]
        {
            d.Name, d.Title, d.Shape.ToString(), d.ClassNames.Count == 0 ? "" : d.ClassNames.Count.ToString("N0"),
            d.PublishedCount.TryGetValue(DatasetRequest.Train, out var count) ? count.ToString("N0") : "", d.Licence,
        }));
        return ExitCodes.Done;
    }

    private static int Info(ParseResult result)
    {
        var info = DatasetRegistry.Find(result.GetValue(Name)!).Info;
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(info, RunJson.Indented));
            return ExitCodes.Done;
        }
        Console.Out.WriteLine($"{info.Name}: {info.Title}");
        Console.Out.WriteLine(info.Description);
        Console.Out.WriteLine();
        var rows = new List<(string, string)> { ("shape", info.Shape.ToString()) };
        rows.AddRange(info.PublishedCount.Select(c => (c.Key, c.Value.ToString("N0"))));
        if (info.ClassNames.Count > 0)
            rows.Add(("classes", $"{info.ClassNames.Count}: {string.Join(", ", info.ClassNames)}"));
        rows.Add(("licence", info.Licence));
        rows.Add(("cite", info.Citation));
        if (info.ManualDownload is { } manual)
            rows.Add(("by hand", manual));
        TextTable.WritePairs(Console.Out, rows);
        foreach (var file in info.Files)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"{file.Name}{(file.Bytes is { } bytes ? $"  {bytes:N0} bytes" : "")}");
            if (file.Md5 is { } md5)
                Console.Out.WriteLine($"  md5 {md5}");
            foreach (var url in file.Urls)
                Console.Out.WriteLine($"  {url}");
        }
        return ExitCodes.Done;
    }

    private static async Task<int> FetchAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var display = new TrainingDisplay(Console.Error);
        var suites = result.GetValue(Suites) ?? [];
        var names = (result.GetValue(NamesToFetch) ?? []).Concat(suites.SelectMany(suite => SuiteLoader.Load(suite).Datasets)).Distinct()
            .ToList();
        if (names.Count == 0)
            throw new UsageException(
                "Name the datasets to fetch, or a suite that needs them: --suite NAME. 'ganbench datasets list' shows them.");
        await DatasetFetcher.FetchAllAsync(
            names, result.GetValue(CommonOptions.DataDirectory), display.Datasets,
            (name, files) =>
            {
                display.Clear();
                if (files.Count == 0)
                    Console.Out.WriteLine($"{name}: nothing to fetch");
                foreach (var file in files)
                {
                    var standing = file.Path is null ? "could not be fetched (optional)" : file.Fetched ? "fetched" : "is there";
                    Console.Out.WriteLine($"{name}: {file.File.Name} {standing}");
                }
            },
            cancellationToken: Cancellation.Token);
        return ExitCodes.Done;
    }

    private static int Verify(ParseResult result)
    {
        using var display = new TrainingDisplay(Console.Error);
        var names = result.GetValue(Names) is { Length: > 0 } given ? given : [.. DatasetRegistry.All.Names];
        var checks = names.Select(n =>
            DatasetVerifier.Verify(
                n, result.GetValue(CommonOptions.DataDirectory), display.Datasets, cancellationToken: Cancellation.Token)).ToList();
        display.Clear();
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(checks, RunJson.Indented));
        }
        else
        {
            var rows = new List<string[]>();
            foreach (var check in checks)
            {
                if (!check.IsPresent)
                    rows.Add([check.Name, "", "", check.Absence ?? "not there"]);
                rows.AddRange(check.Splits.Select(s => new[]
                {
                    check.Name, s.Split, s.Problem is null ? s.Count.ToString("N0") : "", s.Problem ?? s.Note ?? "as published",
                }));
            }
            TextTable.Write(Console.Out, ["dataset", "split", "samples", "state"], rows);
        }
        // All datasets need not be there, but those that were asked for.
        var asked = result.GetValue(Names) is { Length: > 0 };
        var broken = checks.Where(c => c.IsPresent ? c.IsDamaged || !c.IsUsable : asked).Select(c => c.Name).ToList();
        return broken.Count == 0 ? ExitCodes.Done : throw new DataException($"Not usable: {string.Join(", ", broken)}.");
    }

    private static int Preview(ParseResult result)
    {
        var folder = result.GetValue(Out)!;
        Directory.CreateDirectory(folder);
        using var display = new TrainingDisplay(Console.Error);
        foreach (var name in result.GetValue(SomeNames)!)
        {
            using var data = DatasetRegistry.Open(new DatasetRequest
            {
                Name = name, Split = result.GetValue(Split)!, ImageSize = result.GetValue(ImageSize), DataDirectory = result.GetValue(
                    CommonOptions.DataDirectory),
            }, display.Datasets, Cancellation.Token);
            var file = Path.Combine(
                folder, string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')) + ".png");
            DatasetPreview.Write(file, data, result.GetValue(Count));
            display.Clear();
            Console.Out.WriteLine(data.Note is null ? file : $"{file}  ({data.Note})");
        }
        return ExitCodes.Done;
    }
}
