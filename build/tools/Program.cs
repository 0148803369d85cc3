using System.CommandLine;
using GanBench.Build;

// Ctrl-C reaches the program that runs here too, which saves its work and ends: wait for that.
Console.CancelKeyPress += (_, e) => e.Cancel = true;

var outcome = new Option<string?>("--outcome")
{
    Description = "A file for the target's last line and, below it, why it failed. Without it both are printed.",
    Recursive = true,
};
return new RootCommand("What the targets in build/*.cake do where it takes more than to start a program.")
{
    outcome, Test(), Mutations(), Documents(), Portable(), Licences(), Packages(), Site(),
}.Parse(args).Invoke();

Command Test()
{
    var projects = new Argument<string[]>("projects") { Description = "Projects of tests, built before." };
    var results = Required("--results", "An empty folder for the result files and the summary.");
    return Target("test", "Run tests and count.", [projects, results],
        parsed => new TestTarget(parsed.GetValue(results)!, Programs.Run, Console.Out).Run(parsed.GetValue(projects)!));
}

Command Mutations()
{
    var only = new Option<string>("--only") { Description = "Only mutations with this in their names.", DefaultValueFactory = _ => "" };
    var folder = Required("--folder", "Where the copy of the sources is made.");
    return Target("mutations", "Break formulas one by one in a copy of the sources.", [only, folder],
        parsed => new MutationTarget(".", parsed.GetValue(folder)!, Programs.Run, Console.Out)
            .Run(Mutation.All, parsed.GetValue(only)!));
}

Command Documents()
{
    var documents = new Argument<string[]>("documents")
    {
        Description = "Documents; without any, README.md and docs/.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    var minutes = new Option<int>("--minutes") { Description = "How long a command may take.", DefaultValueFactory = _ => 20 };
    var folder = Required("--folder", "Where the commands work.");
    return Target("documents", "Run the commands of documents.", [documents, minutes, folder],
        parsed => new DocumentsTarget(".", parsed.GetValue(folder)!, parsed.GetValue(minutes), Programs.Run, Console.Out)
            .Run(parsed.GetValue(documents)!));
}

Command Portable()
{
    var program = Required("--program", "The assembly of the ganbench command.");
    var dotnet = Required("--dotnet", "Full path of dotnet: an emulator looks for nothing.");
    var folder = Required("--folder", "An empty folder for the runs.");
    return Target("portable", "Train here and as an emulated Haswell and compare.", [program, dotnet, folder],
        parsed => new PortableTarget(
            parsed.GetValue(program)!, parsed.GetValue(dotnet)!, parsed.GetValue(folder)!, Programs.Run, Console.Out).Run());
}

Command Licences()
{
    var projects = new Argument<string[]>("projects") { Description = "Project files, restored before." };
    return Target("licences", "Check the licences of all restored packages and write the notices.", [projects],
        parsed => new LicencesTarget(".", Console.Out).Run(parsed.GetValue(projects)!));
}

Command Packages()
{
    var folder = new Argument<string>("folder") { Description = "Where the packages are." };
    return Target("packages", "Tell the sizes of packages and check what they hold.", [folder],
        parsed => new PackagesTarget(Console.Out).Run(parsed.GetValue(folder)!));
}

Command Site()
{
    var folder = Required("--folder", "What docfx made.");
    var repository = new Option<string?>("--repository")
    {
        Description = "Address of the repository, for links to files that are no pages; without it they are text.",
    };
    return Target("site", "Finish the site and check its links.", [folder, repository],
        parsed => new SiteTarget(".", parsed.GetValue(folder)!, parsed.GetValue(repository), Console.Out).Run());
}

Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };

Command Target(string name, string description, Symbol[] symbols, Func<ParseResult, Outcome> run)
{
    var command = new Command(name, description);
    foreach (var option in symbols.OfType<Option>())
        command.Options.Add(option);
    foreach (var argument in symbols.OfType<Argument>())
        command.Arguments.Add(argument);
    command.SetAction(parsed => Outcome.Of(() => run(parsed)).Tell(parsed.GetValue(outcome)));
    return command;
}
