using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using GanBench.Datasets;
using GanBench.Datasets.Fetching;
using GanBench.Testing;

namespace GanBench.Tests.Datasets;

public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)((i * 7) + (i >> 8)))];

    private static readonly DownloadOptions Quick = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(5),
    };

    private readonly TempFolder _folder = new();

    private string Target => _folder["file.bin"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_PlainServer_WritesTheFileAndReportsProgress()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));
        long last = 0;

        using var downloader = new Downloader(Quick);
        var path = await downloader.FetchAsync(File(server.Address), _folder.Path, (done, total) =>
        {
            Assert.True(done > last);
            Assert.Equal(Content.Length, total);
            last = done;
        });

        Assert.Equal(Target, path);
        Assert.Equal(Content.Length, last);
        AssertFetched();
    }

    [Fact]
    public async Task Fetch_FileThatIsThere_AsksNobody()
    {
        await System.IO.File.WriteAllTextAsync(Target, "mine");
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));

        await Fetch(File(server.Address));

        Assert.Empty(server.Requests);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(Target));
    }

    [Fact]
    public async Task Fetch_PartialFileLeft_GoesOnWhereItEnded()
    {
        await System.IO.File.WriteAllBytesAsync(Target + Downloader.PartialSuffix, Content[..100_000]);
        using var server = new ScriptedHttpServer(r => ScriptedHttpServer.Ranged(Content, r));

        await Fetch(File(server.Address));

        Assert.Equal(100_000, server.Requests.Single().From);
        AssertFetched();
    }

    [Fact]
    public async Task Fetch_PartialFileOfAnotherVersion_StartsAgainOnce()
    {
        await System.IO.File.WriteAllBytesAsync(Target + Downloader.PartialSuffix, new byte[100_000]);
        using var server = new ScriptedHttpServer(r => ScriptedHttpServer.Ranged(Content, r));

        await Fetch(File(server.Address));

        Assert.Equal([100_000, null], server.Requests.Select(r => r.From));
        AssertFetched();
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(300_001)]
    [InlineData(400_000)]
    public async Task Fetch_PartialFileAsLongOrLonger_IsCheckedOrFetchedAgain(int length)
    {
        var partial = new byte[length];
        Content.CopyTo(partial, 0);
        await System.IO.File.WriteAllBytesAsync(Target + Downloader.PartialSuffix, partial);
        using var server = new ScriptedHttpServer(r => ScriptedHttpServer.Ranged(Content, r));

        await Fetch(File(server.Address));

        AssertFetched();
    }

    [Fact]
    public async Task Fetch_ServerWithoutRanges_StartsAgain()
    {
        await System.IO.File.WriteAllBytesAsync(Target + Downloader.PartialSuffix, Content[..100_000]);
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));

        await Fetch(File(server.Address));

        AssertFetched();
    }

    [Fact]
    public async Task Fetch_Redirect_IsFollowed()
    {
        using var server = new ScriptedHttpServer(r => r.Path == "/file.bin"
            ? new HttpAnswer("302 Found", [], "Location: /elsewhere")
            : new HttpAnswer("200 OK", Content));

        await Fetch(File(server.Address));

        Assert.Equal(["/file.bin", "/elsewhere"], server.Requests.Select(r => r.Path));
        AssertFetched();
    }

    [Theory]
    [InlineData("403 Forbidden", "HTTP 403 Forbidden")]
    [InlineData("404 Not Found", "HTTP 404 NotFound")]
    public async Task Fetch_Refusal_IsNotRepeated(string status, string expected)
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer(status, []));

        var error = await Fails(File(server.Address));

        Assert.Contains($"127.0.0.1: {expected}", error.Message, StringComparison.Ordinal);
        Assert.Contains("file.bin", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Fetch_RefusalThenMirror_TakesTheMirror()
    {
        using var broken = new ScriptedHttpServer(_ => new HttpAnswer("404 Not Found", []));
        using var mirror = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));

        await Fetch(File(broken.Address, mirror.Address));

        AssertFetched();
    }

    [Fact]
    public async Task Fetch_BusyServer_IsAskedAgain()
    {
        using var server = new ScriptedHttpServer(r => r.Number < 2
            ? new HttpAnswer("503 Service Unavailable", [])
            : new HttpAnswer("200 OK", Content));

        await Fetch(File(server.Address));

        Assert.Equal(3, server.Requests.Count);
        AssertFetched();
    }

    [Fact]
    public async Task Fetch_ServerThatStaysBusy_IsGivenUp()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("503 Service Unavailable", []));

        var error = await Fails(File(server.Address));

        Assert.Contains("HTTP 503", error.Message, StringComparison.Ordinal);
        Assert.Equal(Quick.Attempts, server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_WrongLength_IsRefused()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content[..^1]));
        var error = await Fails(File(server.Address));
        Assert.Contains("announces 299999 bytes instead of 300000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_WrongChecksum_IsRefused()
    {
        var damaged = Content.ToArray();
        damaged[1234] ^= 1;
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", damaged));

        var error = await Fails(File(server.Address));

        Assert.Contains("MD5", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Content-Type: text/html; charset=utf-8")]
    [InlineData("Content-Type: application/octet-stream")]
    public async Task Fetch_PageInsteadOfTheFile_IsRefusedWithItsTitle(string type)
    {
        var page = Encoding.UTF8.GetBytes("<!DOCTYPE html><html><head><title>Please log in</title></head></html>");
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", page, type));
        var error = await Fails(File(server.Address) with { Bytes = null });
        Assert.Contains("a web page titled 'Please log in' came instead", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ConfirmationForm_IsAnswered()
    {
        const string Page = """
            <html><head><title>Google Drive - Virus scan warning</title></head><body>
            <form id="download-form" action="/download" method="get"><input type="submit" value="Download anyway"/>
            <input type="hidden" name="id" value="abc"><input type="hidden" name="confirm" value="t&amp;1"></form></body></html>
            """;
        using var server = new ScriptedHttpServer(r => r.Path.StartsWith("/download", StringComparison.Ordinal)
            ? new HttpAnswer("200 OK", Content)
            : new HttpAnswer("200 OK", Encoding.UTF8.GetBytes(Page), "Content-Type: text/html"));

        await Fetch(File(server.Address) with { ConfirmsDownload = true });

        Assert.Equal("/download?id=abc&confirm=t%261", server.Requests.Last().Path);
        AssertFetched();
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://127.0.0.1/file")]
    public async Task Fetch_ConfirmationFormThatLeadsElsewhere_IsNotAnswered(string action)
    {
        var page = Encoding.UTF8.GetBytes(
            $"<html><head><title>Warning</title></head><body><form id=\"download-form\" action=\"{action}\"></form></body></html>");
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", page, "Content-Type: text/html"));

        var error = await Fails(File(server.Address) with { ConfirmsDownload = true });

        Assert.Contains("a web page titled 'Warning' came instead", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void FormTarget_SecurePage_IsNotLeftForAnInsecureOne() => Assert.Null(ConfirmationPage.FormTarget(
        "<form id=download-form action=http://files.example/x></form>", new Uri("https://files.example/")));

    // Nothing but opened elements, as deep and as crossed as they can be, and more than is read.
    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<table><td>")]
    [InlineData("<svg>")]
    [InlineData("<a>")]
    public void ConfirmationPage_NestedWithoutEnd_IsRead(string element)
    {
        var page = string.Concat(Enumerable.Repeat(element, (1 << 18) / element.Length));

        Assert.Null(ConfirmationPage.FormTarget(page, new Uri("https://files.example/")));
        Assert.Contains("a web page came", ConfirmationPage.Describe(page), StringComparison.Ordinal);
    }

    // The time that it costs grows with the square of what is read.
    [Fact]
    public void ConfirmationPage_LongerThanAnyIs_IsReadToTheLimit()
    {
        var filling = new string(' ', ConfirmationPage.MaximumLength);
        const string Form = "<title>late</title><form id=download-form action=/x></form>";

        Assert.NotNull(ConfirmationPage.FormTarget(Form + filling, new Uri("https://files.example/")));
        Assert.Null(ConfirmationPage.FormTarget(filling + Form, new Uri("https://files.example/")));
        Assert.DoesNotContain("late", ConfirmationPage.Describe(filling + Form), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_FileOfUnknownSizeWithoutEnd_IsGivenUp()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));
        using var downloader = new Downloader(Quick with { MostBytes = 1000 });

        var error = await Assert.ThrowsAsync<DataException>(
            () => downloader.FetchAsync(File(server.Address) with { Bytes = null, Md5 = null }, _folder.Path));

        Assert.Contains("more than 1000 bytes came", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Fetch_QuotaPage_SaysSo()
    {
        var page = Encoding.UTF8.GetBytes("<html><head><title>Google Drive - Quota exceeded</title></head></html>");
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", page, "Content-Type: text/html"));
        var error = await Fails(File(server.Address) with { ConfirmsDownload = true });
        Assert.Contains("quota of this file is used up", error.Message, StringComparison.Ordinal);
    }

    // Twenty places: the very start, inside, and one byte before the end. The first connection of each is cut there.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fetch_ConnectionCutAnywhere_GetsThereInTheEnd(bool ranges)
    {
        for (var place = 0; place < 20; place++)
        {
            var cut = place == 19 ? Content.Length - 1 : place * Content.Length / 20;
            using var server = new ScriptedHttpServer(r =>
            {
                var whole = ranges ? ScriptedHttpServer.Ranged(Content, r) : new HttpAnswer("200 OK", Content);
                return r.Number == 0 ? whole with { Body = whole.Body[..cut], AnnouncedLength = whole.Body.Length } : whole;
            });

            await Fetch(File(server.Address));

            AssertFetched();
            System.IO.File.Delete(Target);
        }
    }

    [Fact]
    public async Task Fetch_EveryConnectionCutAfterAWhile_GetsThereInTheEnd()
    {
        using var server = new ScriptedHttpServer(r =>
        {
            var whole = ScriptedHttpServer.Ranged(Content, r);
            return whole with { Body = whole.Body[..Math.Min(20_000, whole.Body.Length)], AnnouncedLength = whole.Body.Length };
        });

        await Fetch(File(server.Address));

        AssertFetched();
    }

    [Fact]
    public async Task Fetch_ConnectionCutForGood_KeepsThePartialFileAndNoOther()
    {
        using var server = new ScriptedHttpServer(r => ScriptedHttpServer.Ranged(Content, r) with
        {
            Body = r.From is null ? Content[..5_000] : [], AnnouncedLength = r.From is null ? Content.Length : Content.Length - r.From,
        });

        var error = await Fails(File(server.Address));

        Assert.Contains("127.0.0.1: the connection ", error.Message, StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(Target + Downloader.PartialSuffix).Length);
    }

    [Fact]
    public async Task Fetch_NobodyListens_FailsSoonAndNamesTheHost()
    {
        string address;
        using (var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", [])))
            address = server.Address;
        var watch = Stopwatch.StartNew();

        var error = await Fails(File(address));

        Assert.Contains("127.0.0.1: ", error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Equal(3, error.ExitCode);
    }

    [Fact]
    public async Task Fetch_HostThatCannotBeReached_IsNotWaitedForAgain()
    {
        using var release = new ManualResetEventSlim();
        using var server = new ScriptedHttpServer(_ =>
        {
            release.Wait(TimeSpan.FromSeconds(20));
            return new HttpAnswer("200 OK", Content);
        });
        using var downloader = new Downloader(Quick with { StallTimeout = TimeSpan.FromMilliseconds(100) });

        var first = await Assert.ThrowsAsync<DataException>(() => downloader.FetchAsync(File(server.Address), _folder.Path));
        var second = await Assert.ThrowsAsync<DataException>(
            () => downloader.FetchAsync(File(server.Address + "/other") with { Name = "other.bin" }, _folder.Path));
        release.Set();

        // A request for the first file may be read late, by a server that is busy; one for the second must never come.
        Assert.DoesNotContain(server.Requests, request => request.Path.StartsWith("/other", StringComparison.Ordinal));
        Assert.Contains("file.bin (127.0.0.1: no answer in time)", first.Message, StringComparison.Ordinal);
        Assert.Contains("other.bin (127.0.0.1: no answer in time)", second.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Fetch_ServerThatStalls_IsGivenUp()
    {
        using var release = new ManualResetEventSlim();
        using var server = new ScriptedHttpServer(_ =>
        {
            release.Wait(TimeSpan.FromSeconds(20));
            return new HttpAnswer("200 OK", Content);
        });
        using var downloader = new Downloader(Quick with { StallTimeout = TimeSpan.FromMilliseconds(100) });

        var error = await Assert.ThrowsAsync<DataException>(() => downloader.FetchAsync(File(server.Address), _folder.Path));
        release.Set();

        Assert.Contains("no answer in time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_TooLittleSpace_FailsBeforeAsking()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));
        using var downloader = new Downloader(Quick with { FreeBytes = _ => 1 << 20 });

        var error = await Assert.ThrowsAsync<EnvironmentException>(() => downloader.FetchAsync(File(server.Address), _folder.Path));

        Assert.Contains("1 MiB are free", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Fetch_DiskFullOnTheWay_SaysSoAndLeavesNoFile()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));
        using var downloader = new Downloader(Quick with { OpenPartial = path => new FullDisk(path) });

        var error = await Assert.ThrowsAsync<EnvironmentException>(() => downloader.FetchAsync(File(server.Address), _folder.Path));

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Target));
    }

    [Fact]
    public async Task Fetch_TwoAtOnce_OneFetchesAndBothHaveIt()
    {
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));
        var file = File(server.Address);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Fetch(file))));

        Assert.Single(server.Requests);
        AssertFetched();
    }

    [ToolFact("flock")]
    public async Task Fetch_AnotherProcessIsFetching_WaitsForIt()
    {
        var partial = Target + Downloader.PartialSuffix;
        await System.IO.File.WriteAllBytesAsync(partial, []);
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content));
        using var other = Process.Start(new ProcessStartInfo("flock", ["-x", partial, "-c", "echo locked; read -r _"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await other.StandardOutput.ReadLineAsync();

        var fetch = Task.Run(() => Fetch(File(server.Address)));
        await Task.Delay(300);
        Assert.Empty(server.Requests);
        other.StandardInput.Close();
        await fetch;

        AssertFetched();
    }

    [Fact]
    public async Task Fetch_Cancelled_StopsAndKeepsNoFinalFile()
    {
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedHttpServer(_ => new HttpAnswer("200 OK", Content[..1000]) { AnnouncedLength = Content.Length });
        using var downloader = new Downloader(Quick with { FirstDelay = TimeSpan.FromMinutes(1) });

        var fetch = downloader.FetchAsync(File(server.Address), _folder.Path, (_, _) => stop.Cancel(), stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.False(System.IO.File.Exists(Target));
    }

    private static RemoteFile File(params string[] addresses) =>
        new("file.bin", [.. addresses.Select(a => a + "/file.bin")], Content.Length, Convert.ToHexStringLower(MD5.HashData(Content)));

    private async Task Fetch(RemoteFile file)
    {
        using var downloader = new Downloader(Quick);
        await downloader.FetchAsync(file, _folder.Path);
    }

    private async Task<DataException> Fails(RemoteFile file)
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Fetch(file));
        Assert.False(System.IO.File.Exists(Target));
        return error;
    }

    private void AssertFetched()
    {
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder.Path));
    }

    private sealed class FullDisk(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
