using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GanBench.Survey.Web;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;

namespace GanBench.Survey.Tests;

/// <summary>What a participant must not be able to do, and what pages must not tell.</summary>
public sealed class SecurityTests : IAsyncLifetime
{
    private TestSurvey _survey = null!;

    public async Task InitializeAsync() => _survey = await TestSurvey.StartAsync();

    public async Task DisposeAsync() => await _survey.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("CfDJ8forged")]
    public async Task Post_WithForgedToken_IsRefused(string token)
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();

        var response =
            await browser.PostAsync(token, "/question/1", ("choice", _survey.Candidates(1)[2]), ("choice", _survey.Candidates(1)[3]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("no longer valid", browser.Page);
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task Post_WithAnotherParticipantsToken_IsRefused()
    {
        using TestBrowser one = _survey.NewBrowser(), two = _survey.NewBrowser();
        await one.StartAsync();
        await two.StartAsync();

        var response =
            await two.PostAsync(one.Token, "/question/1", ("choice", _survey.Candidates(1)[2]), ("choice", _survey.Candidates(1)[3]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Post_AsSomeoneElse_NeedsTheirSecretNotTheirId()
    {
        using TestBrowser victim = _survey.NewBrowser(), attacker = _survey.NewBrowser();
        await victim.StartAsync();
        await attacker.StartAsync();
        string id;
        using (var store = Storage.SurveyStore.Open(_survey.Path))
            id = store.ReadParticipants()[0].Id;
        foreach (var guess in new[] { id, id.PadRight(43, 'A'), new string('A', 43), "' OR '1'='1", "" })
        {
            attacker.Cookies.Add(_survey.Server.Address, new Cookie("ganbench-survey", Uri.EscapeDataString(guess), "/"));

            var response =
                await attacker.PostAsync("/question/1", ("choice", _survey.Candidates(1)[2]), ("choice", _survey.Candidates(1)[3]));

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            await attacker.GetAsync("/");
        }
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task Post_Replayed_AfterWithdrawal_IsRefused()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        var (token, session) = (browser.Token, browser.Session!);
        await browser.GetAsync("/withdraw");
        await browser.PostAsync("/withdraw");
        browser.Cookies.Add(_survey.Server.Address, new Cookie("ganbench-survey", session, "/"));

        var replay =
            await browser.PostAsync(token, "/question/1", ("choice", _survey.Candidates(1)[2]), ("choice", _survey.Candidates(1)[3]));

        Assert.Equal(HttpStatusCode.Forbidden, replay.StatusCode);
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM participants"));
    }

    [Theory]
    [InlineData("other question")]
    [InlineData("example")]
    [InlineData("'; DROP TABLE answers; --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Answer_WithForeignImage_IsRefused(string image)
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        var id = image switch
        {
            "other question" => _survey.Candidates(2)[2],
            "example" => _survey.Definition.Questions[0].GeneratedExamples[0],
            _ => image,
        };

        var response = await browser.AnswerAsync(1, _survey.Candidates(1)[2], id);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("<script>alert", browser.Page);
        Assert.Equal(0, _survey.Count("SELECT count(*) FROM answers"));
    }

    [Fact]
    public async Task Post_OversizedBody_IsRefused()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();

        var response = await browser.PostAsync("/question/1", ("choice", new string('x', 100_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Post_TooManyFieldsOrNoForm_IsRefused()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();

        var many = await browser.PostAsync("/question/1", [.. Enumerable.Range(0, 100).Select(i => ("f" + i, "x"))]);
        var json = await browser.Client.PostAsync("/question/1", new StringContent("{}", Encoding.UTF8, "application/json"));

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [many.StatusCode, json.StatusCode]);
    }

    [Theory]
    [InlineData("/image/../test.survey")]
    [InlineData("/image/%2e%2e%2ftest.survey")]
    [InlineData("/image/..%5c..%5ctest.survey")]
    [InlineData("/assets/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/..%2f..%2fetc%2fpasswd")]
    [InlineData("/test.survey")]
    [InlineData("/question/999999999999999999999")]
    [InlineData("/image/'%20OR%201=1")]
    public async Task Get_OutsideOfThePages_FindsNothing(string path)
    {
        using var browser = _survey.NewBrowser();

        var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("no such page", browser.Page);
    }

    [Fact]
    public async Task EveryPage_HasStrictHeadersAndNoInlineCode()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();
        foreach (var path in new[] { "/question/1", "/withdraw", "/declined", "/nowhere", "/admin" })
        {
            var response = await browser.GetAsync(path);

            Assert.Equal(SecurityHeaders.Policy, response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.False(response.Headers.Contains("Server"));
            Assert.DoesNotContain(" style=", browser.Page);
            Assert.DoesNotContain(" onclick", browser.Page);
            Assert.DoesNotContain("http://", browser.Page.Replace("http://www.w3.org", ""));
            Assert.DoesNotContain("https://", browser.Page);
        }
    }

    [Fact]
    public async Task Cookies_AreOutOfReachOfScriptsAndOtherSites()
    {
        using var client =
            new HttpClient(
            new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _survey.Server.Address };
        var page = await client.GetAsync("/");
        var form = page.Headers.GetValues("Set-Cookie").Single();
        var token = System.Text.RegularExpressions.Regex.Match(
            await page.Content.ReadAsStringAsync(), "name=\"token\" value=\"([^\"]*)\"").Groups[1].Value;
        var request = new HttpRequestMessage(HttpMethod.Post, "/start")
        {
            Content = new FormUrlEncodedContent([new("token", token), new("consent", "yes")]),
        };
        request.Headers.Add("Cookie", form.Split(';')[0]);

        var session = (await client.SendAsync(request)).Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", form);
        Assert.Contains("samesite=strict", form);
        Assert.Contains("httponly", session);
        Assert.Contains("samesite=lax", session);
        // Over plain http a Secure cookie would be lost.
        Assert.DoesNotContain("secure", session);
    }

    [Fact]
    public async Task Cookies_BehindATlsProxy_AreSecure()
    {
        await using var survey = await TestSurvey.StartAsync(o => o with { BehindProxy = true });
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = survey.Server.Address };
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var response = await client.GetAsync("/");

        Assert.Contains("secure", response.Headers.GetValues("Set-Cookie").Single());
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Images_OfOneQuestion_DoNotTellRealFromGenerated()
    {
        using var browser = _survey.NewBrowser();
        foreach (var question in _survey.Definition.Questions)
        {
            var seen = new HashSet<string>();
            foreach (var id in question.Candidates.Concat(question.RealExamples).Concat(question.GeneratedExamples))
            {
                var response = await browser.Client.GetAsync("/image/" + id);
                var png = await response.Content.ReadAsByteArrayAsync();
                response.Headers.Date = null;
                // Everything but the pixels: status, headers, length, and the file's structure up to the pixel data.
                seen.Add($"{response.StatusCode} {response.Headers} {response.Content.Headers} {png.Length} "
                    + $"{Convert.ToHexString(png.AsSpan(0, 48))}");
            }

            Assert.Single(seen);
        }
    }

    [Fact]
    public async Task Pages_DoNotNameModelsOrKinds()
    {
        using var browser = _survey.NewBrowser();
        await browser.StartAsync();

        Assert.DoesNotContain("dcgan", browser.Page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("mnist", browser.Page, StringComparison.OrdinalIgnoreCase);
        var form = browser.Page[browser.Page.IndexOf("<fieldset", StringComparison.Ordinal)..];
        Assert.DoesNotContain("real", form, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("generated", form, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Order_OfCandidates_DiffersBetweenParticipantsAndStaysForOne()
    {
        var orders = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            using var browser = _survey.NewBrowser();
            await browser.StartAsync();
            var first = string.Join(' ', browser.Choices);
            await browser.GetAsync("/question/1");
            Assert.Equal(first, string.Join(' ', browser.Choices));
            orders.Add(first);
        }

        // Twelve draws of 24 orders: the chance that all are equal is 24^-11.
        Assert.True(orders.Distinct().Count() > 1);
    }

    [Fact]
    public async Task Starts_FromOneAddress_AreLimited()
    {
        await using var survey = await TestSurvey.StartAsync(o => o with { StartsPerMinute = 3 });
        using var browser = survey.NewBrowser();
        await browser.GetAsync("/");
        var token = browser.Token;

        var codes = new List<HttpStatusCode>();
        HttpResponseMessage last = null!;
        for (var i = 0; i < 4; i++)
        {
            last = await browser.PostAsync(token, "/start", ("consent", "no"));
            codes.Add(last.StatusCode);
        }

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.TooManyRequests], codes);
        Assert.NotNull(last.Headers.RetryAfter);
        Assert.Contains("wait a minute", browser.Page);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("[::")]
    [InlineData("localhost:99999")]
    [InlineData("%00")]
    public void Get_HostThatIsNone_IsRefused(string host)
    {
        var request = Encoding.ASCII.GetBytes($"GET /admin HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        var refusal = Assert.Throws<DataException>(() => RawHttp.Send(_survey.Server.Address, request));

        Assert.Equal("Refused with 400.", refusal.Message);
    }

    [Fact]
    public async Task Admin_TokenGuessedAgainAndAgain_IsLimited()
    {
        using var browser = _survey.NewBrowser();
        await browser.GetAsync("/admin");
        var token = browser.Token;
        HttpResponseMessage last = null!;
        for (var i = 0; i < 21; i++)
            last = await browser.PostAsync(token, "/admin/login", ("key", new string('0', 32)));

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        // The right one, too, until the minute is over.
        last = await browser.PostAsync(token, "/admin/login", ("key", _survey.Server.AdminToken));
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
    }

    [Fact]
    public async Task Pages_TitleContactAndNamesWithMarkup_AreText()
    {
        using var folder = new TempFolder();
        Definition.SurveyBuilder.Create(folder["h.survey"], [new SyntheticModel("<script>alert(1)</script>", "<b onclick=x>")],
            new Definition.SurveyOptions
            {
                Examples = 1, Title = "<script>alert(2)</script>", Organiser = "<script>alert(3)</script>, a@example.org",
            });
        await using var survey = await TestSurvey.StartAsync(o => o with { Survey = folder["h.survey"] });
        using TestBrowser person = survey.NewBrowser(), admin = survey.NewBrowser();
        await person.StartAsync();
        var pages = person.Page;
        await person.GetAsync("/?lang=%3Cscript%3Ealert(4)%3C/script%3E");
        await admin.GetAsync("/admin");
        await admin.PostAsync("/admin/login", ("key", survey.Server.AdminToken));
        await admin.GetAsync("/admin");
        using var stranger = survey.NewBrowser();
        await stranger.GetAsync("/");
        pages += person.Page + admin.Page + stranger.Page;

        Assert.DoesNotContain("<script>alert", pages);
        Assert.DoesNotContain("<b onclick", pages);
        foreach (var number in new[] { 1, 2, 3 })
            Assert.Contains($"&lt;script&gt;alert({number})", pages);
    }

    [Fact]
    public async Task Admin_WithoutToken_ShowsNothing()
    {
        using var browser = _survey.NewBrowser();
        await browser.AnswerAllAsync(_survey);

        var overview = await browser.GetAsync("/admin");
        Assert.DoesNotContain("dcgan", browser.Page);
        var csv = await browser.GetAsync("/admin/answers.csv");
        Assert.DoesNotContain("dcgan", browser.Page);
        var wrong = await browser.PostAsync("/admin/login", ("key", new string('0', 32)));
        var close = await browser.PostAsync("/admin/close");

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized],
            [overview.StatusCode, csv.StatusCode, wrong.StatusCode, close.StatusCode]);
        Assert.Equal(1, _survey.Count("SELECT closed_at IS NULL FROM survey"));
    }

    [Fact]
    public async Task Admin_WithToken_ShowsRatesAndCloses()
    {
        using TestBrowser person = _survey.NewBrowser(), admin = _survey.NewBrowser();
        await person.AnswerAllAsync(_survey);
        await admin.GetAsync("/admin");

        var login = await admin.PostAsync("/admin/login", ("key", _survey.Server.AdminToken));
        await admin.GetAsync("/admin");
        Assert.Contains("<td>dcgan</td>", admin.Page);
        await admin.PostAsync("/admin/close");
        var csv = await admin.GetAsync("/admin/answers.csv");

        Assert.Equal("/admin", login.Headers.Location?.ToString());
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(1 + 3, admin.Page.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(0, _survey.Count("SELECT closed_at IS NULL FROM survey"));
    }

    [Fact]
    public async Task Database_HoldsNoAddressAndNoSecret()
    {
        using var browser = _survey.NewBrowser();
        browser.Client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("TellTaleAgent", "1.0"));
        await browser.AnswerAllAsync(_survey);
        var code = Participation.SecretToken.WithdrawalCode(browser.Session!);
        var text = "";
        foreach (var file in new[] { _survey.Path, _survey.Path + "-wal" })
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            text += new StreamReader(stream, Encoding.Latin1).ReadToEnd();
        }

        foreach (var secret in new[] { "127.0.0.1", "TellTaleAgent", browser.Session!, code })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}
