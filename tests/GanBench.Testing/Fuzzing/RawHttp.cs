using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GanBench.Testing.Fuzzing;

/// <summary>Sends bytes to a web server, be they a request or not, and judges the answer.</summary>
public static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private static int _sent;

    /// <summary>Sends bytes and reads the answer until the server ends it.</summary>
    /// <param name="server">The server, on loopback.</param>
    /// <param name="request">What is sent.</param>
    /// <returns>The answer; empty where the server closed the connection without one.</returns>
    /// <exception cref="DataException">The server refused it, in words that fit.</exception>
    /// <exception cref="InvalidOperationException">The server failed, or tells what is nobody's business.</exception>
    public static string Send(Uri server, byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // Another address each time, of the millions that loopback has on Linux: rates are limited by address.
        if (OperatingSystem.IsLinux() && Interlocked.Increment(ref _sent) is var number)
            socket.Bind(new IPEndPoint(new IPAddress([127, (byte)(1 + ((number >> 16) & 0x7F)), (byte)(number >> 8), (byte)number]), 0));
        socket.ReceiveTimeout = 8_000;
        socket.Connect(IPAddress.Loopback, server.Port);
        var answer = new MemoryStream();
        try
        {
            socket.Send(request);
            // What waits for the rest of a request, or for the next one, is told that there is none. At once, nothing would be answered.
            var isOver = false;
            var buffer = new byte[1 << 14];
            while (true)
            {
                if (!isOver && !socket.Poll(Patience, SelectMode.SelectRead))
                {
                    socket.Shutdown(SocketShutdown.Send);
                    isOver = true;
                }
                var read = socket.Receive(buffer);
                if (read == 0)
                    break;
                answer.Write(buffer, 0, read);
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // It had enough; what it said before counts.
        }
        return Judged(Encoding.UTF8.GetString(answer.ToArray()));
    }

    private static string Judged(string answer)
    {
        if (answer.Length == 0)
            throw new DataException("The connection was closed.");
        if (answer.Split(' ') is not ["HTTP/1.1", var code, ..] || !int.TryParse(code, out var status))
            throw new InvalidOperationException("What was answered is no HTTP: " + answer);
        // 505: another version of HTTP was asked for.
        if ((status >= 500 && status != 505) || answer.Contains("Exception", StringComparison.Ordinal))
            throw new InvalidOperationException("The server failed: " + answer);
        // 422: the same page again, which says what is wrong with the form.
        return status is < 400 or 422 ? answer : throw new DataException($"Refused with {status}.");
    }
}
