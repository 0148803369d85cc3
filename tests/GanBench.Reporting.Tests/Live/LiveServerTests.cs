using System.Net;
using System.Net.Sockets;
using GanBench.Reporting.Live;
using GanBench.Runs;
using GanBench.Suites.Planning;

namespace GanBench.Reporting.Tests.Live;

public sealed class LiveServerTests : IAsyncLifetime
{
    private readonly FakeRuns _runs = new();
    private readonly HttpClient _client = new();
    private LiveServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _client.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _runs.Dispose();
    }

    [Fact]
    public async Task Page_NoFolder_SaysThatRunsWillAppear() => Assert.Contains("There are no runs yet", await _client.GetStringAsync("/"));

    [Fact]
    public async Task Page_Runs_AreListedAsTheyStand()
    {
        _runs.Add("done", minutes: 1);
        _runs.Add("alive", RunStatus.Running, logged: 40, minutes: 2, locked: true);
        _runs.Add("dead", RunStatus.Running, minutes: 3);
        _runs.Add("broke", RunStatus.Failed, minutes: 4);

        var page = await _client.GetStringAsync("/");

        // What runs comes first, then what started last.
        Assert.Equal(["alive", "broke", "dead", "done"], Rows(page));
        Assert.Equal(["running", "failed", "interrupted", "completed"], Standings(page));
        var numbers = page.Split("Steps of alive")[1].Split("<td class=\"n\">").Skip(1).Take(3).Select(part => part.Split('<')[0]);
        Assert.Equal(["40 / 100", "128", "15.0 s"], numbers);
        // Without a choice the first is shown closely.
        Assert.Contains("<h3 dir=\"auto\">alive</h3>", page);
        Assert.Contains("svg class=\"chart\"", page);
    }

    [Fact]
    public async Task Part_WhileARunGoesOn_ChangesOnlyThen()
    {
        var run = _runs.Add("run", RunStatus.Running, logged: 20, locked: true);
        using var first = await _client.GetAsync("/live");
        var tag = first.Headers.ETag!;

        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(tag.ToString())).StatusCode);
        FakeRuns.Log(run, 21, 60);
        await Task.Delay(300);
        using var next = await AskAsync(tag.ToString());

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Contains("60 / 100", await next.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Part_RunsComeAndGoAndResume_FollowsThem()
    {
        var run = _runs.Add("first", RunStatus.Interrupted, logged: 50);
        Assert.Contains("interrupted", await PartAsync());
        // A resume cuts the log back to its checkpoint.
        File.Delete(run.ProgressFile);
        FakeRuns.Log(run, 1, 30);
        FakeRuns.State(run, RunStatus.Running, 30);
        using var held = RunLock.Take(run);
        _runs.Add("second", minutes: 9);

        var both = await PartAsync();
        Assert.Equal(["first", "second"], Rows(both));
        Assert.Contains("30 / 100", both);
        Directory.Delete(run.Path, recursive: true);

        Assert.Equal(["second"], Rows(await PartAsync()));
    }

    [Fact]
    public async Task Page_SeveralRuns_AreLaidOverEachOtherAndCompared()
    {
        _runs.Add("one");
        _runs.Add("two", steps: 200);

        var page = await _client.GetStringAsync("/live?run=one&run=two&run=nothing");

        Assert.Contains("<h2>2 runs</h2>", page);
        Assert.Contains(">training.steps</td>", page);
        Assert.Equal(2, page.Split("checked").Length - 1);
        Assert.Equal(["two"], Rows(await _client.GetStringAsync("/live?q=TW")));
    }

    [Fact]
    public async Task Page_WithASuite_SaysWhatIsLeft()
    {
        var plan = Planner.Plan("smoke", Profile.Published);
        await using var server = await StartAsync(plan: plan);
        var run = new RunDirectory(Path.Combine(_runs.Folder, "of-the-suite"));
        Directory.CreateDirectory(run.Path);
        run.WriteSpec(plan.DistinctRuns[0].Spec);
        var steps = plan.DistinctRuns[0].Spec.Training.Steps;
        FakeRuns.State(run, RunStatus.Running, 0, steps);
        FakeRuns.Log(run, 1, 3);
        using var held = RunLock.Take(run);

        var page = await _client.GetStringAsync(server.Address);

        var count = plan.DistinctRuns.Count;
        Assert.Contains($"0 of {count} runs are trained, 1 is being trained, {count - 1} not begun.", page);
        Assert.Contains("of training left.", page);
        Assert.Equal(count - 1, page.Split(">waiting<").Length - 1);
    }

    [Fact]
    public async Task Sheet_OfARun_IsItsFile()
    {
        var run = _runs.Add("run");
        FakeRuns.Sheet(run, 40);

        using var sheet = await _client.GetAsync("/sheet?run=run&step=40");

        Assert.Equal("image/png", sheet.Content.Headers.ContentType!.MediaType);
        Assert.Equal(File.ReadAllBytes(run.SampleFile(40)), await sheet.Content.ReadAsByteArrayAsync());
        var page = await PartAsync();
        Assert.Contains("data-steps=\"0 40\" data-sheet=\"/sheet?run=run&amp;step=\"", page);
        Assert.Contains("<img src=\"/sheet?run=run&amp;step=40\"", page);
    }

    [Theory]
    [InlineData("/sheet?run=run&step=1")]
    [InlineData("/sheet?run=../run&step=0")]
    [InlineData("/sheet?run=..&step=0")]
    [InlineData("/sheet?run=run&step=../../secret")]
    [InlineData("/sheet?run=&step=0")]
    [InlineData("/sheet")]
    [InlineData("/assets/..%2f..%2frun.json")]
    [InlineData("/run/run.json")]
    [InlineData("/live.css")]
    public async Task Get_WhatIsNoSheet_IsNotServed(string path)
    {
        _runs.Add("run");

        Assert.True((int)(await _client.GetAsync(path)).StatusCode is 400 or 404, path);
    }

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("DELETE", "/sheet?run=run&step=0")]
    [InlineData("PUT", "/live")]
    public async Task Send_Anything_IsRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("192.168.1.7", false)]
    public async Task Get_UnderAnotherName_IsRefused(string host, bool served)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = $"{host}:{_server.Address.Port}";

        Assert.Equal(served ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public void OwnHosts_ListeningOnAll_AreAddressesAndTheMachine()
    {
        var hosts = new OwnHosts(IPAddress.Any);

        Assert.True(hosts.IsOwn("192.168.1.7") && hosts.IsOwn("[::1]") && hosts.IsOwn("localhost") && hosts.IsOwn(Dns.GetHostName()));
        Assert.False(hosts.IsOwn("evil.example") || hosts.IsOwn(""));
    }

    [Fact]
    public async Task Get_EveryAnswer_ForbidsWhatIsNotItsOwn()
    {
        foreach (var path in new[] { "/", "/live", "/assets/live.js", "/nothing" })
        {
            using var answer = await _client.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self';", policy);
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Start_PortInUse_SaysSoInALine()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var error = await Assert.ThrowsAsync<EnvironmentException>(() => LiveServer.StartAsync(new LiveServerOptions
        {
            RunsFolder = _runs.Folder, Port = ((IPEndPoint)taken.LocalEndpoint).Port,
        }));

        Assert.Contains("the port is in use by another program. Choose another with --port.", error.Message);
    }

    private static List<string> Rows(string page) => [.. page.Split("name=\"run\" value=\"").Skip(1).Select(part => part.Split('"')[0])];

    private static List<string> Standings(string page) =>
        [.. page.Split("<span class=\"standing\">").Skip(1).Select(part => part.Split('<')[0])];

    private Task<LiveServer> StartAsync(SuitePlan? plan = null) =>
        LiveServer.StartAsync(new LiveServerOptions { RunsFolder = _runs.Folder, Port = 0, Plan = plan });

    // Two looks within a quarter of a second are one.
    private async Task<string> PartAsync()
    {
        await Task.Delay(300);
        return await _client.GetStringAsync("/live");
    }

    private async Task<HttpResponseMessage> AskAsync(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await _client.SendAsync(request);
    }
}
