using GanBench.Survey.Web;

namespace GanBench.Survey.Tests;

/// <summary>Serves the survey named on the command line until killed; for tests that need a process of its own.</summary>
public static class Program
{
    public static async Task Main(string[] args)
    {
        var options = new SurveyServerOptions { Survey = args[0], Port = int.Parse(args[1]), StartsPerMinute = 1_000_000 };
        await SurveyServer.RunAsync(options, server => Console.Out.WriteLine(server.Address));
    }
}
