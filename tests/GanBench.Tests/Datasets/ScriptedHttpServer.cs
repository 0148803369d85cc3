using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GanBench.Tests.Datasets;

/// <summary>What a request asked for.</summary>
/// <param name="Number">0 for the first request to the server.</param>
/// <param name="Path">Path and query.</param>
/// <param name="From">First byte of the range; null without one.</param>
internal sealed record HttpRequestSeen(int Number, string Path, long? From);

/// <summary>What the server answers.</summary>
/// <param name="Status">The status line, e.g. "200 OK".</param>
/// <param name="Body">The bytes sent.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record HttpAnswer(string Status, byte[] Body, params string[] Headers)
{
    /// <summary>The length announced; null announces the body's own.</summary>
    public long? AnnouncedLength { get; init; }
}

/// <summary>An HTTP/1.1 server on loopback that answers as told, cuts connections included.</summary>
internal sealed class ScriptedHttpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<HttpRequestSeen, HttpAnswer> _answer;
    private readonly CancellationTokenSource _stop = new();

    public ScriptedHttpServer(Func<HttpRequestSeen, HttpAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<HttpRequestSeen> Requests { get; } = new();

    /// <summary>An answer with the part of the content that was asked for.</summary>
    public static HttpAnswer Ranged(byte[] content, HttpRequestSeen request) => request.From switch
    {
        null => new HttpAnswer("200 OK", content),
        { } from when from >= content.Length => new HttpAnswer("416 Range Not Satisfiable", [], $"Content-Range: bytes */{content.Length}"),
        { } from => new HttpAnswer("206 Partial Content", content[(int)from..],
            $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}"),
    };

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync())!.Split(' ')[1];
                long? from = null;
                for (string? line; (line = await reader.ReadLineAsync()) is { Length: > 0 };)
                {
                    if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                        from = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
                }
                HttpRequestSeen request;
                lock (Requests)
                {
                    request = new HttpRequestSeen(Requests.Count, path, from);
                    Requests.Enqueue(request);
                }
                var answer = _answer(request);
                var head = new StringBuilder($"HTTP/1.1 {answer.Status}\r\nConnection: close\r\n")
                    .Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.AnnouncedLength ?? answer.Body.Length}\r\n");
                foreach (var header in answer.Headers)
                    head.Append(header).Append("\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
                await stream.WriteAsync(answer.Body);
            }
            catch (IOException)
            {
                // The client went away.
            }
        }
    }
}
