using System.CommandLine;
using GanBench.Fuzzing;
using GanBench.Tests.Fuzzing;

var cases = new Option<long>("--cases") { Description = "Damaged files for each parser.", DefaultValueFactory = _ => 1_000_000 };
var start = new Option<long>("--start") { Description = "Number of the first; others than last time.", DefaultValueFactory = _ => 0 };
var parser = new Option<string>("--parser")
{
    Description = $"Only this one: {string.Join(", ", FuzzedParsers.All.Select(p => p.Name))}.",
    DefaultValueFactory = _ => "",
};
var folder = new Option<string>("--folder") { Description = "Where files that were found are kept.", DefaultValueFactory = _ => "." };
var processes = new Option<int>("--processes") { Description = "Side by side.", DefaultValueFactory = _ => Environment.ProcessorCount };
parser.AcceptOnlyFromAmong(["", .. FuzzedParsers.All.Select(p => p.Name)]);

var root = new RootCommand("Damages files and sees whether the parsers read them, or refuse them in words that fit.")
{
    cases, start, parser, folder, processes,
};
root.SetAction(parsed =>
{
    var chosen = FuzzedParsers.All.Where(p => parsed.GetValue(parser) is { Length: 0 } || p.Name == parsed.GetValue(parser));
    return new Campaign(parsed.GetValue(folder)!, parsed.GetValue(processes), Console.Out)
        .Run([.. chosen], parsed.GetValue(start), parsed.GetValue(cases)) ? 0 : 1;
});

var names = new Argument<string>("parser");
var first = new Argument<long>("first");
var end = new Argument<long>("end");
var place = new Argument<string>("place");
var work = new Command("work", "What the processes of a campaign do.") { names, first, end, place };
work.SetAction(parsed => Worker.Run(
    FuzzedParsers.All.Single(p => p.Name == parsed.GetValue(names)), parsed.GetValue(first), parsed.GetValue(end),
    parsed.GetValue(place)!, Console.Out));
root.Add(work);
return root.Parse(args).Invoke();
