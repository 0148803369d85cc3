using GanBench.Survey.Definition;
using GanBench.Survey.Sources;
using GanBench.Survey.Storage;
using GanBench.Survey.Web;
using GanBench.Testing;
using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Tests;

/// <summary>A survey in a folder of its own, served on a free port.</summary>
public sealed class TestSurvey : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private TestSurvey(TempFolder folder, SurveyDefinition definition, SurveyServer server) =>
        (_folder, Definition, Server) = (folder, definition, server);

    public string Path => _folder[FileName];

    public SurveyDefinition Definition { get; }

    public SurveyServer Server { get; }

    public const string Contact = "A. Person, a.person@example.org";

    private const string FileName = "test.survey";

    /// <summary>Three questions unless told otherwise: enough for a way forth and back, quick to answer.</summary>
    public static IReadOnlyList<ISurveyModelSource> ThreeModels { get; } =
        [new SyntheticModel("dcgan", "mnist"), new SyntheticModel("wgan", "mnist"), new SyntheticModel("dcgan", "nlvr", 64, 3)];

    public static async Task<TestSurvey> StartAsync(
        Func<SurveyServerOptions, SurveyServerOptions>? change = null, IReadOnlyList<ISurveyModelSource>? models = null)
    {
        var folder = new TempFolder();
        var definition = SurveyBuilder.Create(
            folder[FileName], models ?? ThreeModels, new SurveyOptions { Examples = 3, Organiser = Contact });
        var options = new SurveyServerOptions { Survey = folder[FileName], Port = 0, StartsPerMinute = 10_000 };
        return new TestSurvey(folder, definition, await SurveyServer.StartAsync(change?.Invoke(options) ?? options));
    }

    public TestBrowser NewBrowser() => new(Server.Address);

    /// <summary>Ids of the candidates of a question by slot: real, real, generated, generated.</summary>
    public IReadOnlyList<string> Candidates(int question) => Definition.Questions[question - 1].Candidates;

    /// <summary>One number from the database, read past the server.</summary>
    public long Count(string sql)
    {
        using var connection = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWrite, pooled: false);
        return SurveyDatabase.Scalar<long>(connection, sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
