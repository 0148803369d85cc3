using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using GanBench.Survey.Definition;
using GanBench.Survey.Participation;
using GanBench.Survey.Storage;
using GanBench.Testing;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace GanBench.Survey.Tests;

/// <summary>
/// Many participants at once against a server process of its own, which is killed under load and started again, or whose disk is full
/// for a while. In the suite it is short; <c>GANBENCH_SURVEY_LOAD_SECONDS=60 GANBENCH_SURVEY_LOAD_PARTICIPANTS=200</c> gives the full test.
/// </summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private static readonly int Seconds = Setting("GANBENCH_SURVEY_LOAD_SECONDS", 6);
    private static readonly int Concurrency = Setting("GANBENCH_SURVEY_LOAD_PARTICIPANTS", 24);

    [Fact]
    [Trait("Category", "Load")]
    public async Task Load_WithKill_LosesAndDoublesNoAnswer()
    {
        using var folder = new TempFolder();
        var path = folder["load.survey"];
        var definition = SurveyBuilder.Create(
            path, SyntheticModel.Study(), new SurveyOptions { Examples = 2, Organiser = TestSurvey.Contact });
        var (process, address) = await ServeAsync(path, 0);
        var load = new Load(definition, address);
        var clock = Stopwatch.StartNew();
        var people = Task.WhenAll(Enumerable.Range(0, Concurrency).Select(i => Task.Run(() => load.RunAsync(i))));

        await Task.Delay(TimeSpan.FromSeconds(Seconds / 2.0));
        await MoreThanAsync(load, 0);
        process.Kill();
        await process.WaitForExitAsync();
        var atKill = load.Acknowledged.ToArray();
        var (checkedAtKill, _) = Check(path, definition, atKill);
        (process, _) = await ServeAsync(path, address.Port);
        await Task.Delay(TimeSpan.FromSeconds(Seconds / 2.0));
        await MoreThanAsync(load, atKill.Length);
        load.Stop();
        await people;
        process.Kill();
        await process.WaitForExitAsync();

        var (answers, finished) = Check(path, definition, [.. load.Acknowledged]);
        Assert.True(atKill.Length > 0, "nothing was acknowledged before the kill");
        Assert.True(load.Acknowledged.Count > atKill.Length, "nothing was acknowledged after the restart");
        Assert.True(finished >= load.Finished, $"{load.Finished} participants saw the thank-you page, {finished} are finished in the file");
        Assert.Empty(load.Problems);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Concurrency} at once for {clock.Elapsed.TotalSeconds:0} s: {load.Requests} requests, {load.Acknowledged.Count} answers "
            + $"acknowledged ({checkedAtKill} checked after kill -9), {answers} in the file, {finished} finished; answer time median "
            + $"{load.Milliseconds(0.5):0} ms, 99 % {load.Milliseconds(0.99):0} ms"));
    }

    [MountFact]
    [Trait("Category", "Load")]
    public async Task Load_WithAFullDisk_LosesNoAnswerAndGoesOnWhenThereIsSpace()
    {
        using var folder = new TempFolder();
        Assert.Equal(0, ExternalTool.Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder.Path).ExitCode);
        try
        {
            var path = folder["load.survey"];
            var definition = SurveyBuilder.Create(
                path, SyntheticModel.Study(), new SurveyOptions { Examples = 2, Organiser = TestSurvey.Contact });
            var (process, address) = await ServeAsync(path, 0);
            var load = new Load(definition, address);
            var people = Task.WhenAll(Enumerable.Range(0, Concurrency).Select(i => Task.Run(() => load.RunAsync(i))));
            await MoreThanAsync(load, 0);

            Fill(folder["filler"]);
            // Until what SQLite still had in hand is used up.
            for (var waited = 0; load.Refusals == 0 && waited < 600; waited++)
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromSeconds(Seconds / 6.0));
            var (duringOutage, _) = Check(path, definition, [.. load.Acknowledged]);
            File.Delete(folder["filler"]);
            var before = load.Acknowledged.Count;
            await MoreThanAsync(load, before);
            await Task.Delay(TimeSpan.FromSeconds(Seconds / 6.0));
            load.Stop();
            await people;
            process.Kill();
            await process.WaitForExitAsync();

            var (answers, finished) = Check(path, definition, [.. load.Acknowledged]);
            Assert.True(load.Refusals > 0, "no answer was refused: the disk was not full");
            Assert.True(load.Acknowledged.Count > before, "nothing was acknowledged after there was space again");
            Assert.True(finished >= load.Finished, $"{load.Finished} participants saw the thank-you page, {finished} are finished");
            Assert.Empty(load.Problems);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Concurrency} at once, the disk full for {Seconds / 6.0:0.#} s: {load.Requests} requests, {load.Refusals} of them "
                + $"refused (503), {load.Acknowledged.Count} answers acknowledged ({duringOutage} checked while it was full), {answers} in "
                + $"the file, {finished} finished"));
        }
        finally
        {
            ExternalTool.Run("umount", "-l", folder.Path);
        }
    }

    private static void Fill(string file)
    {
        using var filler = File.Create(file);
        try
        {
            for (var block = new byte[4096]; ;)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full: what was wanted.
        }
    }

    // On a busy machine the first answers take longer than the load was meant to last.
    private static async Task MoreThanAsync(Load load, int count)
    {
        for (var waited = 0; load.Acknowledged.Count <= count && waited < 600; waited++)
            await Task.Delay(TimeSpan.FromMilliseconds(100));
    }

    // Every acknowledged answer is there as it was sent last, and no participant has more answers than questions.
    private static (int Answers, int Finished) Check(
        string path, SurveyDefinition definition, IReadOnlyCollection<KeyValuePair<(string Session, int Question), SlotPair>> acknowledged)
    {
        using var connection = SurveyDatabase.Open(path, SqliteOpenMode.ReadWrite, pooled: false);
        Assert.Equal("ok", SurveyDatabase.Scalar<string>(connection, "PRAGMA integrity_check"));
        var stored = SurveyDatabase.Query(connection,
            "SELECT hex(session_hash), question, slot_a, slot_b FROM answers JOIN participants ON id = participant",
            r => (Key: (r.GetString(0), r.GetInt32(1)), Slots: new SlotPair(r.GetInt32(2), r.GetInt32(3))))
                .ToDictionary(a => a.Key, a => a.Slots);
        foreach (var ((session, question), slots) in acknowledged)
            Assert.Equal(slots, stored[(Convert.ToHexString(SecretToken.Hash(session)), question)]);
        Assert.All(stored.Keys.GroupBy(k => k.Item1), p => Assert.InRange(p.Count(), 1, definition.Questions.Count));
        return (stored.Count, (int)SurveyDatabase.Scalar<long>(connection, "SELECT count(*) FROM participants WHERE finished = 1"));
    }

    private static async Task<(Process Process, Uri Address)> ServeAsync(string survey, int port)
    {
        var process =
            Process.Start(
            new ProcessStartInfo("dotnet", [typeof(LoadTests).Assembly.Location, survey, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync();
        return (process, new Uri(line ?? throw new InvalidOperationException("The server did not start.")));
    }

    private static int Setting(string name, int value) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : value;

    private sealed class Load(SurveyDefinition definition, Uri address)
    {
        private readonly ConcurrentBag<double> _times = [];
        private volatile bool _stop;
        private int _requests, _finished, _refusals;

        /// <summary>What the server said is stored.</summary>
        public ConcurrentDictionary<(string Session, int Question), SlotPair> Acknowledged { get; } = new();

        public ConcurrentQueue<string> Problems { get; } = new();

        public int Requests => _requests;

        public int Finished => _finished;

        /// <summary>Answers that the server said it cannot take now.</summary>
        public int Refusals => _refusals;

        public void Stop() => _stop = true;

        public double Milliseconds(double p) => Measures.Quantile.Of(_times, p);

        public async Task RunAsync(int seed)
        {
            var random = new Random.RandomStream(11, "load", seed);
            while (!_stop)
            {
                using var browser = new TestBrowser(address);
                await RetryAsync(() => browser.GetAsync("/"));
                var token = browser.Token;
                await RetryAsync(() => browser.PostAsync(token, "/start", ("consent", "yes")));
                for (var n = 1; n <= definition.Questions.Count && !_stop; n++)
                    await AnswerAsync(browser, n, random);
                if (!_stop && (await RetryAsync(() => browser.GetAsync("/done")))?.StatusCode == System.Net.HttpStatusCode.OK)
                    Interlocked.Increment(ref _finished);
            }
        }

        private async Task AnswerAsync(TestBrowser browser, int number, Random.RandomStream random)
        {
            await RetryAsync(() => browser.GetAsync($"/question/{number}"));
            var order = random.Permutation(4);
            var slots = SlotPair.Of(order[0], order[1]);
            var candidates = definition.Questions[number - 1].Candidates;
            (string, string)[] fields = [("choice", candidates[slots.First]), ("choice", candidates[slots.Second])];
            // Some people click twice.
            var twice = random.NextInt32(10) == 0;
            var clock = Stopwatch.StartNew();
            // Reloading sends the same form again, with the token of its page.
            var token = browser.Token;
            var sends = Enumerable.Range(0, twice ? 2 : 1)
                .Select(_ => RetryAsync(() => browser.PostAsync(token, $"/question/{number}", fields))).ToList();
            foreach (var response in await Task.WhenAll(sends))
            {
                var next = response?.Headers.Location?.ToString();
                if (next == $"/question/{number + 1}" || next == "/done")
                    Acknowledged[(browser.Session!, number)] = slots;
                else if (!_stop && response?.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable)
                    Problems.Enqueue($"question {number}: {response?.StatusCode} {next}");
            }
            _times.Add(clock.Elapsed.TotalMilliseconds);
        }

        // While the server is down, or says that it is busy, people press reload.
        private async Task<HttpResponseMessage?> RetryAsync(Func<Task<HttpResponseMessage>> request)
        {
            while (true)
            {
                try
                {
                    Interlocked.Increment(ref _requests);
                    var response = await request();
                    if (response.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable || _stop)
                        return response;
                    Interlocked.Increment(ref _refusals);
                    await Task.Delay(100);
                }
                catch (HttpRequestException) when (!_stop)
                {
                    await Task.Delay(100);
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            }
        }
    }
}
