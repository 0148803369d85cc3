using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using GanBench.Storage;

namespace GanBench.Datasets.Fetching;

/// <summary>
/// Fetches files over HTTP: resumes what an earlier try left, tries again with growing pauses, goes through the mirrors, and lets
/// a file appear under its name only when its size and checksum are right. A host that cannot be reached is not tried again for further
/// files. Several processes may fetch one file; one does the
/// work and the others wait.
/// </summary>
/// <param name="options">How patient it is.</param>
public sealed class Downloader(DownloadOptions? options = null) : IDisposable
{
    /// <summary>What the name of an incomplete file ends with. It is kept for resuming.</summary>
    public const string PartialSuffix = ".part";

    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    // Space that stays free beside the file itself.
    private const long SpareBytes = 64L << 20;

    // Hosts that could not be connected to, and why: the next file does not wait for them again.
    private readonly Dictionary<string, string> _unreachable = [];

    private readonly DownloadOptions _options = options ?? DownloadOptions.Default;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectTimeout = (options ?? DownloadOptions.Default).ConnectTimeout,
        AutomaticDecompression = DecompressionMethods.None,
        MaxAutomaticRedirections = 10,
    })
    {
        // Stalls are timed per read: a large file may take hours.
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "ganbench" } },
    };

    /// <summary>Fetches a file, unless it is there already.</summary>
    /// <param name="file">What and where from.</param>
    /// <param name="folder">The folder it goes to; made when missing.</param>
    /// <param name="progress">Told the bytes so far and the bytes in all, when known.</param>
    /// <param name="cancellationToken">Stops; what came so far is kept for resuming.</param>
    /// <returns>The path of the complete file.</returns>
    /// <exception cref="DataException">No address gave the file; the message has the reason for each.</exception>
    /// <exception cref="EnvironmentException">The disk is full or the folder cannot be written.</exception>
    public async Task<string> FetchAsync(
        RemoteFile file, string folder, Action<long, long?>? progress = null, CancellationToken cancellationToken = default)
    {
        var target = Path.Combine(folder, file.Name);
        try
        {
            Directory.CreateDirectory(folder);
            await using var partial = await LockAsync(target, cancellationToken);
            if (partial is null)
                return target;
            CheckSpace(file, folder, partial.Length);
            await FetchFromMirrorsAsync(file, partial, target, progress, cancellationToken);
            return target;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot write {target}: {e.Message}", e);
        }
    }

    /// <summary>Closes idle connections.</summary>
    public void Dispose() => _client.Dispose();

    // The open partial file is the lock: null when another process has finished the file meanwhile.
    private async Task<FileStream?> LockAsync(string target, CancellationToken cancellationToken)
    {
        while (!File.Exists(target))
        {
            try
            {
                var partial = _options.OpenPartial(target + PartialSuffix);
                // Between the question and the lock another process may have finished and renamed the file.
                if (!File.Exists(target))
                    return partial;
                await partial.DisposeAsync();
                File.Delete(target + PartialSuffix);
            }
            catch (IOException e) when (IsLocked(e))
            {
                await Task.Delay(LockPoll, cancellationToken);
            }
        }
        return null;
    }

    // EAGAIN of flock on Linux and macOS, and Windows' sharing violation.
    private static bool IsLocked(IOException e) =>
        e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 11 or 35 or 32;

    private void CheckSpace(RemoteFile file, string folder, long done)
    {
        var free = _options.FreeBytes(Path.GetFullPath(folder));
        if (file.Bytes is { } bytes && free < bytes - done + SpareBytes)
            throw new EnvironmentException(
                $"{file.Name} needs {(bytes - done + SpareBytes) >> 20} MiB in {folder}, where {free >> 20} MiB are free.");
    }

    private async Task FetchFromMirrorsAsync(
        RemoteFile file, FileStream partial, string target, Action<long, long?>? progress, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var address in file.Urls)
        {
            var url = new Uri(address);
            if (_unreachable.TryGetValue(url.Authority, out var before))
            {
                reasons.Add($"{url.Host}: {before}");
                continue;
            }
            try
            {
                await FetchFromAsync(url, file, partial, progress, cancellationToken);
                partial.Flush(flushToDisk: true);
                AtomicFile.Publish(target + PartialSuffix, target);
                return;
            }
            catch (DownloadFailure failure)
            {
                reasons.Add($"{url.Host}: {failure.Message}");
                if (failure.Next == DownloadFailure.Remedy.RetryConnection)
                    _unreachable[url.Authority] = failure.Message;
            }
        }
        // Nothing to resume: no trace is left.
        if (partial.Length == 0)
            AtomicFile.TryDelete(target + PartialSuffix);
        throw new DataException($"Cannot fetch {file.Name} ({string.Join("; ", reasons)}).");
    }

    // Tries one address until the file is complete and right, or the address is given up.
    private async Task FetchFromAsync(
        Uri url, RemoteFile file, FileStream partial, Action<long, long?>? progress, CancellationToken cancellationToken)
    {
        var (failures, furthest, restarted) = (0, partial.Length, false);
        while (true)
        {
            try
            {
                await TransferAsync(url, file, partial, progress, cancellationToken);
                if (Verify(file, partial, cancellationToken) is not { } difference)
                    return;
                partial.SetLength(0);
                // What was resumed may have been another version of the file: once, it is fetched from the start.
                if (furthest == 0 || restarted)
                    throw new DownloadFailure(difference, DownloadFailure.Remedy.NextMirror);
                (restarted, furthest) = (true, 0);
            }
            catch (DownloadFailure failure) when (failure.Next != DownloadFailure.Remedy.NextMirror)
            {
                // Only tries that brought nothing new count, so a bad line gets there in the end.
                failures = partial.Length > furthest ? 1 : failures + 1;
                furthest = Math.Max(furthest, partial.Length);
                if (failures >= (failure.Next == DownloadFailure.Remedy.Retry ? _options.Attempts : _options.ConnectAttempts))
                    throw;
                await Task.Delay(_options.FirstDelay * (1 << (failures - 1)), cancellationToken);
            }
        }
    }

    private static string? Verify(RemoteFile file, FileStream partial, CancellationToken cancellationToken)
    {
        partial.Flush();
        partial.Position = 0;
        return FileChecksum.Difference(partial, file, cancellationToken);
    }

    private async Task TransferAsync(
        Uri url, RemoteFile file, FileStream partial, Action<long, long?>? progress, CancellationToken cancellationToken)
    {
        for (var page = 0; ; page++)
        {
            using var response = await SendAsync(url, partial.Length, cancellationToken);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // What is there is longer than the file, or complete: the checksum will tell, from the start if need be.
                if (response.Content.Headers.ContentRange?.Length == partial.Length)
                    return;
                partial.SetLength(0);
                throw new DownloadFailure("the server refuses to go on where the last try ended", DownloadFailure.Remedy.Retry);
            }
            if (DownloadFailure.FromStatus(response.StatusCode) is { } failure)
                throw failure;
            if (await IsPageAsync(response, url, file, page, cancellationToken) is { } next)
            {
                url = next;
                continue;
            }
            await CopyAsync(response, file, partial, progress, cancellationToken);
            return;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri url, long from, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_options.StallTimeout);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token);
        }
        catch (HttpRequestException e)
        {
            var noConnection = e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                || e.InnerException is SocketException;
            throw new DownloadFailure(
                e.HttpRequestError == HttpRequestError.NameResolutionError ? "the name cannot be resolved" : Reason(e),
                noConnection ? DownloadFailure.Remedy.RetryConnection : DownloadFailure.Remedy.Retry, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DownloadFailure("no answer in time", DownloadFailure.Remedy.RetryConnection, e);
        }
    }

    // Google Drive's form is answered once; any other page is a failure.
    private async Task<Uri?> IsPageAsync(
        HttpResponseMessage response, Uri url, RemoteFile file, int page, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/html" || file.Name.EndsWith(".html", StringComparison.Ordinal))
            return null;
        var html = await ReadTextAsync(response, cancellationToken);
        if (file.ConfirmsDownload && page == 0 && ConfirmationPage.FormTarget(html, url) is { } target)
            return target;
        throw new DownloadFailure(ConfirmationPage.Describe(html), DownloadFailure.Remedy.NextMirror);
    }

    private async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = new byte[ConfirmationPage.MaximumLength];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = 0;
        for (int read; length < bytes.Length && (read = await ReadAsync(stream, bytes.AsMemory(length), cancellationToken)) > 0;)
            length += read;
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async Task CopyAsync(
        HttpResponseMessage response, RemoteFile file, FileStream partial, Action<long, long?>? progress,
        CancellationToken cancellationToken)
    {
        var range = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange : null;
        // A server without ranges answers 200 with the whole file.
        if (range?.From != partial.Length)
            partial.SetLength(0);
        if (range is not null && range.From != partial.Length)
            throw new DownloadFailure("the server answers with another range than asked for", DownloadFailure.Remedy.Retry);
        partial.Position = partial.Length;
        var total = range?.Length ?? (response.Content.Headers.ContentLength is { } rest ? partial.Length + rest : null);
        if (total is { } announced && file.Bytes is { } expected && announced != expected)
        {
            partial.SetLength(0);
            throw new DownloadFailure($"the server announces {announced} bytes instead of {expected}", DownloadFailure.Remedy.NextMirror);
        }
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 17];
        var start = partial.Position == 0;
        for (int read; (read = await ReadAsync(stream, buffer, cancellationToken)) > 0;)
        {
            if (start && ConfirmationPage.IsHtml(buffer.AsSpan(0, read)))
                throw new DownloadFailure(
                    ConfirmationPage.Describe(Encoding.UTF8.GetString(buffer, 0, read)), DownloadFailure.Remedy.NextMirror);
            start = false;
            partial.Write(buffer, 0, read);
            if (partial.Position > (file.Bytes ?? _options.MostBytes))
            {
                partial.SetLength(0);
                throw new DownloadFailure(
                    file.Bytes is { } limit ? $"more than the {limit} bytes of the file came"
                    : $"more than {_options.MostBytes} bytes came, which no file of a dataset has", DownloadFailure.Remedy.NextMirror);
            }
            progress?.Invoke(partial.Position, total ?? file.Bytes);
        }
        partial.Flush();
        if ((total ?? file.Bytes) is { } needed && partial.Length < needed)
            throw new DownloadFailure($"the connection ended after {partial.Length} of {needed} bytes", DownloadFailure.Remedy.Retry);
    }

    private async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_options.StallTimeout);
        try
        {
            return await stream.ReadAsync(buffer, stall.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new DownloadFailure($"the connection broke ({Reason(e)})", DownloadFailure.Remedy.Retry, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DownloadFailure("the connection stalled", DownloadFailure.Remedy.Retry, e);
        }
    }

    private static string Reason(Exception e) => (e.InnerException ?? e).Message.ReplaceLineEndings(" ").TrimEnd('.');
}
