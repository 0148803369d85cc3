using System.Net;
using System.Text.RegularExpressions;

namespace GanBench.Survey.Tests;

/// <summary>
/// What a browser without JavaScript does: keeps cookies, sends forms with the token of the page it saw last. Redirects are left to the
/// test.
/// </summary>
public sealed partial class TestBrowser : IDisposable
{
    private readonly HttpClient _client;

    public TestBrowser(Uri address)
    {
        Cookies = new CookieContainer();
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }

    public HttpClient Client => _client;

    /// <summary>The page that was fetched last.</summary>
    public string Page { get; private set; } = "";

    /// <summary>Anti-forgery token of that page.</summary>
    public string Token => TokenPattern().Match(Page).Groups[1].Value;

    /// <summary>Ids of the candidates on that page in the order shown.</summary>
    public IReadOnlyList<string> Choices => [.. ChoicePattern().Matches(Page).Select(m => m.Groups[1].Value)];

    /// <summary>The session token, or null.</summary>
    public string? Session => Cookies.GetCookies(_client.BaseAddress!)["ganbench-survey"]?.Value;

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        var response = await _client.GetAsync(path);
        Page = await response.Content.ReadAsStringAsync();
        return response;
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => PostAsync(Token, path, fields);

    public async Task<HttpResponseMessage> PostAsync(string token, string path, params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("token", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        var response = await _client.PostAsync(path, new FormUrlEncodedContent(form));
        var text = await response.Content.ReadAsStringAsync();
        if (text.Length > 0)
            Page = text;
        return response;
    }

    /// <summary>Gives consent and opens the first question.</summary>
    public async Task StartAsync()
    {
        await GetAsync("/");
        var response = await PostAsync("/start", ("consent", "yes"));
        Assert.Equal("/question/1", response.Headers.Location?.ToString());
        await GetAsync("/question/1");
    }

    /// <summary>Opens a question and ticks candidates by id.</summary>
    public async Task<HttpResponseMessage> AnswerAsync(int question, params string[] ids)
    {
        await GetAsync($"/question/{question}");
        return await PostAsync($"/question/{question}", [.. ids.Select(id => ("choice", id))]);
    }

    /// <summary>Gives consent and answers everything, always ticking the two generated images.</summary>
    public async Task AnswerAllAsync(TestSurvey survey)
    {
        await StartAsync();
        for (var n = 1; n <= survey.Definition.Questions.Count; n++)
            Assert.Equal(HttpStatusCode.SeeOther, (await AnswerAsync(n, survey.Candidates(n)[2], survey.Candidates(n)[3])).StatusCode);
        await GetAsync("/done");
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"token\" value=\"([^\"]*)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"choice\" value=\"([^\"]*)\"")]
    private static partial Regex ChoicePattern();
}
