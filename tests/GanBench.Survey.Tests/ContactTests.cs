using GanBench.Survey.Definition;
using GanBench.Survey.Exchange;
using GanBench.Survey.Storage;
using GanBench.Survey.Web;
using GanBench.Testing;

namespace GanBench.Survey.Tests;

/// <summary>Nobody is asked without being told who asks.</summary>
public sealed class ContactTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Survey => _folder["a.survey"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_WithoutContact_SaysHowToSetItAndFreezesNothing()
    {
        Create();

        var error = await Assert.ThrowsAsync<UsageException>(() => ServeAsync());

        Assert.Contains("does not say who is responsible", error.Message);
        Assert.Contains("--contact", error.Message);
        Assert.Null(Open().ServedAt);
    }

    [Fact]
    public async Task Turk_WithoutContact_SaysHowToSetItAndFreezesNothing()
    {
        Create();
        using (var store = SurveyStore.Open(Survey))
        {
            var error = await Assert.ThrowsAsync<UsageException>(() => MechanicalTurkExport.WriteAsync(
                store, _folder["hits"], new Uri("https://images.example/"), 1, DateTimeOffset.UtcNow));
            Assert.Contains("--contact", error.Message);
        }
        Assert.Null(Open().ServedAt);
        Assert.False(Directory.Exists(_folder["hits"]));
    }

    [Fact]
    public async Task Serve_WithContact_IsShownAndKeptForTheNextTime()
    {
        Create();
        await using (var first = await ServeAsync(TestSurvey.Contact))
        {
            using var browser = new TestBrowser(first.Address);
            await browser.GetAsync("/");
            Assert.Contains(TestSurvey.Contact, browser.Page);
        }

        await using var second = await ServeAsync();

        Assert.Equal(TestSurvey.Contact, Open().Contact);
    }

    [Fact]
    public async Task Serve_WithAnotherContactThanPeopleWereTold_IsRefused()
    {
        Create(TestSurvey.Contact);
        await (await ServeAsync()).DisposeAsync();

        var error = await Assert.ThrowsAsync<UsageException>(() => ServeAsync("Someone else"));

        Assert.Contains($"was served with the contact '{TestSurvey.Contact}'", error.Message);
        Assert.Equal(TestSurvey.Contact, Open().Contact);
    }

    [Fact]
    public async Task Serve_WithAnotherContactBeforeAnyoneWasTold_TakesIt()
    {
        Create("A draft");

        await using var server = await ServeAsync(TestSurvey.Contact);

        Assert.Equal(TestSurvey.Contact, Open().Contact);
    }

    // As surveys are that were served before a contact was asked for.
    [Fact]
    public async Task Serve_ServedBeforeWithoutContact_TakesOne()
    {
        Create();
        using (var store = SurveyStore.Open(Survey))
            await store.MarkServedAsync(DateTimeOffset.UtcNow);

        await using var server = await ServeAsync(TestSurvey.Contact);

        Assert.Equal(TestSurvey.Contact, Open().Contact);
    }

    [Theory]
    [InlineData("", "The contact is empty")]
    [InlineData("  ", "The contact is empty")]
    [InlineData("201", "at most 200 characters (had 201)")]
    public async Task Serve_WithUselessContact_IsRefused(string contact, string message)
    {
        Create();

        var error = await Assert.ThrowsAsync<UsageException>(() => ServeAsync(contact == "201" ? new string('a', 201) : contact));

        Assert.Contains(message, error.Message);
        Assert.Null(Open().Contact);
    }

    private void Create(string? contact = null) =>
        SurveyBuilder.Create(Survey, TestSurvey.ThreeModels, new SurveyOptions { Examples = 1, Organiser = contact });

    private Task<SurveyServer> ServeAsync(string? contact = null) =>
        SurveyServer.StartAsync(new SurveyServerOptions { Survey = Survey, Port = 0, Contact = contact });

    private (string? Contact, DateTimeOffset? ServedAt) Open()
    {
        using var store = SurveyStore.Open(Survey);
        return (store.Definition.Organiser, store.ReadStatus().ServedAt);
    }
}
