using System.CommandLine;
using GanBench.Fuzzing;

var cases = new Option<long>("--cases") { Description = "Damaged files for each parser.", DefaultValueFactory = _ => 1_000_000 };
var minutes = new Option<double?>("--minutes") { Description = "Instead of --cases: how long in all, shared out among the parsers." };
var start = new Option<long>("--start") { Description = "Number of the first; others than last time.", DefaultValueFactory = _ => 0 };
var parser = new Option<string>("--parser")
{
    Description = $"Only this one: {string.Join(", ", AllParsers.List.Select(p => p.Name))}.",
    DefaultValueFactory = _ => "",
};
var folder = new Option<string>("--folder") { Description = "Where files that were found are kept.", DefaultValueFactory = _ => "." };
var processes = new Option<int>("--processes") { Description = "Side by side.", DefaultValueFactory = _ => Environment.ProcessorCount };
parser.AcceptOnlyFromAmong(["", .. AllParsers.List.Select(p => p.Name)]);

var root = new RootCommand("Damages files and sees whether the parsers read them, or refuse them in words that fit.")
{
    cases, minutes, start, parser, folder, processes,
};
root.SetAction(parsed =>
{
    var chosen = AllParsers.List.Where(p => parsed.GetValue(parser) is { Length: 0 } || p.Name == parsed.GetValue(parser)).ToList();
    var (most, time) = parsed.GetValue(minutes) is { } whole ? (1L << 40, TimeSpan.FromMinutes(whole / chosen.Count))
        : (parsed.GetValue(cases), TimeSpan.MaxValue);
    return new Campaign(parsed.GetValue(folder)!, parsed.GetValue(processes), Console.Out).Run(chosen, parsed.GetValue(start), most, time)
        ? 0 : 1;
});

var names = new Argument<string>("parser");
var first = new Argument<long>("first");
var end = new Argument<long>("end");
var place = new Argument<string>("place");
var seconds = new Argument<double>("seconds");
var work = new Command("work", "What the processes of a campaign do.") { names, first, end, place, seconds };
work.SetAction(parsed => Worker.Run(
    AllParsers.List.Single(p => p.Name == parsed.GetValue(names)), parsed.GetValue(first), parsed.GetValue(end),
    parsed.GetValue(place)!, Limit(parsed.GetValue(seconds)), Console.Out));
root.Add(work);
return root.Parse(args).Invoke();

static TimeSpan Limit(double seconds) =>
    seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
