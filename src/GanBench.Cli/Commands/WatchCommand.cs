using System.CommandLine;
using System.Net;
using GanBench.Cli.Display;
using GanBench.Reporting.Live;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench watch</c>: a page in the browser that shows runs while they are under way.</summary>
internal static class WatchCommand
{
    // Another name of --runs-dir, for this verb alone: the other verbs' help would carry it too.
    private static readonly Option<string?> Runs = new("--runs") { Hidden = true };

    private static readonly Option<string?> Suite = new("--suite")
    {
        Description = "Also show how this suite stands: its time left, and its runs that are not begun.",
        HelpName = "SUITE",
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port; 0 takes a free one.",
        HelpName = "N",
        DefaultValueFactory = _ => LiveServerOptions.DefaultPort,
    };

    private static readonly Option<string> Address = new("--address", "--host")
    {
        Description = "Address to listen on; 0.0.0.0 or [::] for all.",
        HelpName = "IP",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("watch", "Serve a page that shows runs while they are under way, until interrupted. It changes nothing.")
        {
            Suite, Port, Address, Runs,
        };
        PlanOptions.AddTo(command);
        command.SetAction(RunAsync);
        HelpExamples.Attach(command,
            "ganbench watch",
            "ganbench watch --runs-dir artifacts/runs --suite quick",
            "ganbench watch --runs-dir /shared/runs --port 0");
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var text = result.GetValue(Address)!;
        var options = new LiveServerOptions
        {
            RunsFolder = result.GetValue(Runs) ?? result.GetValue(CommonOptions.RunsDirectory)!,
            Port = result.GetValue(Port),
            Address = IPAddress.TryParse(text, out var address) ? address
                : throw new UsageException($"--address must be an IP address (was '{text}')."),
            Plan = result.GetValue(Suite) is { } suite ? PlanOptions.Plan(result, suite) : null,
        };
        if (!IPAddress.IsLoopback(options.Address))
            Console.Error.WriteLine(
                $"ganbench: whoever reaches {options.Address} sees the runs in {options.RunsFolder}; there is no password.");
        await LiveServer.RunAsync(options, server =>
        {
            foreach (var reached in ReachableAddresses.Of(server.Address))
                Console.Out.WriteLine(reached);
            Console.Error.WriteLine($"Shows the runs in {Path.GetFullPath(options.RunsFolder)}. Ctrl-C ends.");
        }, cancellationToken);
        return ExitCodes.Done;
    }
}
