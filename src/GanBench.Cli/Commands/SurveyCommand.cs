using System.CommandLine;
using System.Globalization;
using System.Net;
using GanBench.Cli.Display;
using GanBench.Storage;
using GanBench.Suites.Loading;
using GanBench.Suites.Results;
using GanBench.Survey.Exchange;
using GanBench.Survey.Measures;
using GanBench.Survey.Storage;
using GanBench.Survey.Web;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench survey</c>: asks people which images are generated.</summary>
internal static class SurveyCommand
{
    private static readonly Argument<string> File = new("survey") { Description = "The survey file.", HelpName = "FILE.survey" };

    private static readonly Option<int?> Simulate = new("--simulate")
    {
        Description = "Tally this many simulated participants instead of people; nothing of them is stored.",
        HelpName = "N",
    };

    private static readonly Option<double> Skill = new("--skill")
    {
        Description = "Probability that a simulated participant recognises the images of a question; else it guesses.",
        HelpName = "P",
        DefaultValueFactory = _ => 0.7,
    };

    private static readonly Option<ulong> Seed =
        new("--seed") { Description = "Seed of the bootstrap and of simulated participants.", HelpName = "N",
            DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> Suite =
        new("--suite") { Description = "Suite whose published human error rates are printed beside.", HelpName = "SUITE" };

    private static readonly Option<double> MinimumSeconds = new("--minimum-seconds")
    {
        Description = "Leave out who took less time per question (median); 0 leaves no one out for that.",
        HelpName = "S",
        DefaultValueFactory = _ => ExclusionRules.DefaultMinimumSeconds,
    };

    private static readonly Option<string?> TallyOutput =
        new("--output", "-o") { Description = "Also write the results here, for 'ganbench report --survey'.", HelpName = "FILE.json" };

    private static readonly Option<string?> CsvOutput =
        new("--output", "-o") { Description = "Write the answers here. Default: standard output.", HelpName = "FILE.csv" };

    private static readonly Option<string?> Turk =
        new("--mturk") { Description = "Write HIT layout, input CSV and images for Amazon Mechanical Turk into this folder instead.",
            HelpName = "DIR" };

    private static readonly Option<string?> ImageAddress =
        new("--image-address") { Description = "With --mturk: https address at which its images/ will be found.", HelpName = "URL" };

    private static readonly Option<int> Orders = new("--orders")
    {
        Description = "With --mturk: HITs per question, each with an order of its own.",
        HelpName = "N",
        DefaultValueFactory = _ => MechanicalTurkExport.DefaultOrders,
    };

    private static readonly Argument<string> Results =
        new("results") { Description = "Results file of a Mechanical Turk batch.", HelpName = "RESULTS.csv" };

    private static readonly Option<int> Port =
        new("--port") { Description = "Port; 0 takes a free one.", HelpName = "N",
            DefaultValueFactory = _ => SurveyServerOptions.DefaultPort };

    private static readonly Option<string> Address = new("--address")
    {
        Description = "Address to listen on; 0.0.0.0 or [::] for all.",
        HelpName = "IP",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string?> Certificate =
        new("--certificate") { Description = "PEM file with certificate and private key: serve https.", HelpName = "FILE.pem" };

    private static readonly Option<bool> BehindProxy =
        new("--behind-proxy") { Description = "A proxy in front speaks https and sets X-Forwarded-Proto." };

    /// <summary>Of 'create', where it may be left out, and of 'serve', which needs it once.</summary>
    internal static readonly Option<string?> Contact = new("--contact", "--organiser")
    {
        Description = "Who is responsible and how to reach them, for the information page; needed before people are asked.",
        HelpName = "TEXT",
    };

    private static readonly Option<bool> NoScore =
        new("--no-score") { Description = "Do not tell participants at the end how many images they found." };

    private static readonly Option<int> StartsPerMinute = new("--starts-per-minute")
    {
        Description = "New participants that one network address may start per minute.",
        HelpName = "N",
        DefaultValueFactory = _ => SurveyServerOptions.DefaultStartsPerMinute,
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("survey", "Ask people which images are generated, and count how often they are deceived.")
        {
            SurveyCreateCommand.Create(),
            Verb("serve", "Serve the questionnaire until interrupted. From then on it is frozen.", ServeAsync,
                [Contact, NoScore, Port, Address, Certificate, BehindProxy, StartsPerMinute, Suite, MinimumSeconds],
                "ganbench survey serve quick.survey --contact \"A. Person, a.person@example.org\"",
                "ganbench survey serve quick.survey --address 0.0.0.0 --certificate survey.pem --port 443"),
            Verb("tally", "Print error rates with intervals.", TallyAsync, [Simulate, Skill, Seed, Suite, MinimumSeconds, TallyOutput],
                "ganbench survey tally chen.survey --suite chen-2019 --output survey.json",
                "ganbench survey tally quick.survey --simulate 36 --skill 0.7"),
            Verb("export", "Write the answers as CSV, or the survey for Amazon Mechanical Turk.", ExportAsync,
                [CsvOutput, Turk, ImageAddress, Orders, Contact, MinimumSeconds],
                "ganbench survey export quick.survey --output answers.csv",
                "ganbench survey export quick.survey --mturk hits --image-address https://example.org/images"),
            Import(),
            Verb("close", "Take no more participants and no more answers.", CloseAsync, [], "ganbench survey close quick.survey"),
            Verb("anonymise", "Cut the last ties between answers and people; nobody can withdraw afterwards.", AnonymiseAsync, [],
                "ganbench survey anonymise quick.survey"),
        };
        HelpExamples.Attach(command,
            "ganbench survey create quick.survey --suite quick",
            "ganbench survey serve quick.survey --contact \"A. Person, a.person@example.org\"",
            "ganbench survey tally quick.survey");
        return command;
    }

    private static Command Verb(
        string name, string description, Func<ParseResult, CancellationToken, Task<int>> action, Option[] options, params string[] examples)
    {
        var command = new Command(name, description) { File };
        foreach (var option in options)
            command.Add(option);
        command.SetAction(action);
        HelpExamples.Attach(command, examples);
        return command;
    }

    private static Command Import()
    {
        var command =
            Verb("import", "Add the answers of a Mechanical Turk batch.", ImportAsync, [],
                "ganbench survey import quick.survey Batch_123_results.csv");
        command.Add(Results);
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var text = result.GetValue(Address)!;
        var options = new SurveyServerOptions
        {
            Survey = result.GetValue(File)!,
            Port = result.GetValue(Port),
            Address = IPAddress.TryParse(text, out var address) ? address
                : throw new UsageException($"--address must be an IP address (was '{text}')."),
            Certificate = result.GetValue(Certificate),
            BehindProxy = result.GetValue(BehindProxy),
            StartsPerMinute = result.GetValue(StartsPerMinute),
            Contact = result.GetValue(Contact),
            ShowScore = !result.GetValue(NoScore),
            Tally = ReadTallyOptions(result),
        };
        await SurveyServer.RunAsync(options, server =>
        {
            foreach (var reached in ReachableAddresses.Of(server.Address))
                Console.Out.WriteLine($"survey          {reached}");
            Console.Out.WriteLine($"administration  {new Uri(ReachableAddresses.Of(server.Address)[0], "admin")}");
            Console.Out.WriteLine($"token           {server.AdminToken}");
            if (!IPAddress.IsLoopback(options.Address) && options.Certificate is null && !options.BehindProxy)
                Console.Error.WriteLine(
                    "ganbench: http without a certificate: who listens on the network can read answers, and cookies. --certificate serves "
                    + "https.");
            if (server.IsClosed)
                Console.Error.WriteLine("ganbench: this survey is closed: it takes no participants and no answers.");
            Console.Error.WriteLine("Ctrl-C ends; every answer is on the disk.");
        }, cancellationToken);
        return ExitCodes.Done;
    }

    private static Task<int> TallyAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var store = SurveyStore.Open(result.GetValue(File)!);
        var participants = result.GetValue(Simulate) is { } count
            ? SimulatedParticipants.Create(store.Definition, count, result.GetValue(Skill), result.GetValue(Seed))
            : store.ReadParticipants();
        var tally = SurveyTally.Compute(store.Definition, participants, ReadTallyOptions(result) with { Seed = result.GetValue(Seed) });
        SurveyDisplay.Write(Console.Out, store.Definition, tally, store.ReadStatus());
        if (result.GetValue(TallyOutput) is { } output)
            TallyResult.Of(store.Definition, store.Hash, tally).Save(output);
        return Task.FromResult(ExitCodes.Done);
    }

    private static async Task<int> ExportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(Contact) is { } contact)
            await SurveyStore.SetContactAsync(result.GetValue(File)!, contact);
        using var store = SurveyStore.Open(result.GetValue(File)!);
        if (result.GetValue(Turk) is { } folder)
        {
            if (!Uri.TryCreate(result.GetValue(ImageAddress), UriKind.Absolute, out var address))
                throw new UsageException("--mturk needs --image-address: the https address at which its images/ will be found.");
            await MechanicalTurkExport.WriteAsync(store, folder, address, result.GetValue(Orders), DateTimeOffset.UtcNow);
            Console.Out.WriteLine(folder);
            return ExitCodes.Done;
        }
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        SurveyExport.WriteAnswers(text, store.Definition, store.ReadParticipants(), ReadTallyOptions(result).Rules);
        if (result.GetValue(CsvOutput) is { } output)
            AtomicFile.WriteAllText(output, text.ToString());
        else
            Console.Out.Write(text);
        return ExitCodes.Done;
    }

    private static async Task<int> ImportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var store = SurveyStore.Open(result.GetValue(File)!);
        var import = await MechanicalTurkImport.ReadAsync(store, result.GetValue(Results)!);
        Console.Out.WriteLine(
            $"{import.Added} answers added, {import.Known} known, {import.Repeated} repeated, {import.Rejected} rejected, "
            + $"{import.Unusable.Count} unusable");
        foreach (var line in import.Unusable)
            Console.Error.WriteLine(line);
        return ExitCodes.Done;
    }

    private static async Task<int> CloseAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var store = SurveyStore.Open(result.GetValue(File)!);
        Console.Out.WriteLine(await store.CloseAsync(DateTimeOffset.UtcNow) ? "closed" : "was closed before");
        return ExitCodes.Done;
    }

    private static async Task<int> AnonymiseAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var store = SurveyStore.Open(result.GetValue(File)!);
        await store.AnonymiseAsync(DateTimeOffset.UtcNow);
        Console.Out.WriteLine("anonymised");
        return ExitCodes.Done;
    }

    private static TallyOptions ReadTallyOptions(ParseResult result)
    {
        var seconds = result.GetValue(MinimumSeconds);
        if (!(seconds >= 0))
            throw new UsageException(FormattableString.Invariant($"--minimum-seconds must be 0 or more (was {seconds})."));
        return new TallyOptions { Rules = new ExclusionRules { MinimumSeconds = seconds }, Published = result.GetValue(Suite) is { } suite
            ? Published(suite) : [] };
    }

    // Cells are named ARCHITECTURE/DATASET; the last value of a row is that of the end of training.
    private static List<PublishedRate> Published(string suite) =>
    [
        .. from leaf in SuiteLoader.Load(suite).Leaves
           from table in leaf.Published
           where table.Metric == RunQuantityNames.HumanErrorRate
           from row in table.Values
           let names = row.Key.Split('/')
           where names.Length == 2 && row.Value.Count > 0
           select new PublishedRate(names[0], names[1], row.Value[^1], $"{leaf.Name}, {table.Source}"),
    ];
}
