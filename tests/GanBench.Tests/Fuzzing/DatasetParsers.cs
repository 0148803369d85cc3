using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GanBench.Datasets;
using GanBench.Datasets.Fetching;
using GanBench.Imaging;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;
using GanBench.Tests.Imaging;

namespace GanBench.Tests.Fuzzing;

/// <summary>Readers of what datasets are made from, of their cache, and of what servers answer.</summary>
public static class DatasetParsers
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    private static readonly Lazy<byte[]> Face = new(() => PictureBytes.Jpeg(new RasterImage(178, 218, 3)));

    private static readonly Uri PageAddress = new("https://files.example/download?id=1");

    private static readonly string Page =
        """
        <!DOCTYPE html><html><head><title>Warning</title></head><body><b>Too large to scan.</b>
        <form id="download-form" action="https://files.example/download?x" method="get">
        <input type="hidden" name="id" value="1&amp;2"><input type="hidden" name="confirm" value="t"></form></body></html>
        """;

    /// <summary>One for each format.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        new("cifar", new(() => [[7, .. new byte[3072]], [3, .. new byte[3072], 9, .. new byte[3072]]]), (bytes, folder) =>
            OpenDataset("cifar-10", bytes, folder, "cifar-10-batches-bin", "data_batch_1.bin")),
        new("celeba-attributes", new(() =>
        [
            "2\nBald Male Smiling\n000001.jpg -1 1 -1\n000002.jpg 1 -1 1\n"u8.ToArray(),
        ]), (bytes, folder) =>
        {
            Directory.CreateDirectory(folder["data", "celeba", "img_align_celeba"]);
            foreach (var number in new[] { 1, 2 })
                File.WriteAllBytes(folder["data", "celeba", "img_align_celeba", $"00000{number}.jpg"], Face.Value);
            OpenDataset("celeba", bytes, folder, "list_attr_celeba.txt");
        }),
        new("dataset-cache", new(() => [Cache()]), (bytes, folder) =>
        {
            Directory.CreateDirectory(folder["cache"]);
            File.WriteAllBytes(folder["cache", "glyphs.safetensors"], bytes);
            var isMadeAgain = false;
            using var dataset = OpenCache(folder, () => isMadeAgain = true);
            if (dataset.Count != 2 || dataset.GetImage(1)[5] != 5 || dataset.Labels[1] != 1)
                throw new InvalidOperationException("A damaged cache passes for the dataset.");
            if (isMadeAgain)
                throw new DataException("It is made again.");
        }),
        new("confirmation-page", new(() => [Encoding.UTF8.GetBytes(Page)]), (bytes, _) =>
        {
            var html = Encoding.UTF8.GetString(bytes);
            ConfirmationPage.IsHtml(bytes);
            ConfirmationPage.Describe(html);
            if ((ConfirmationPage.FormTarget(html, PageAddress) ?? throw new DataException("It has no form.")) is not { Scheme: "https" })
                throw new InvalidOperationException("The form leads away from https.");
        }),
        new("http-answer", new(() =>
        [
            [.. "HTTP/1.1 200 OK\r\nContent-Length: 300\r\nContent-Type: application/gzip\r\n\r\n"u8, .. Content],
            [.. "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12c\r\n"u8, .. Content, .. "\r\n0\r\n\r\n"u8],
            [
                .. "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 100-299/300\r\nContent-Length: 200\r\n\r\n"u8,
                .. Content.AsSpan(100),
            ],
        ]), Download),
    ];

    private static void OpenDataset(string name, byte[] bytes, TempFolder folder, params string[] path)
    {
        var file = folder[["data", name, .. path]];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        try
        {
            DatasetRegistry.Open(new DatasetRequest
            {
                Name = name, DataDirectory = folder["data"], CacheDirectory = folder["cache"], Offline = true,
            }).Dispose();
        }
        finally
        {
            if (Directory.Exists(folder["cache"]))
                Directory.Delete(folder["cache"], recursive: true);
        }
    }

    private static byte[] Cache()
    {
        using var folder = new TempFolder();
        OpenCache(folder, () => { }).Dispose();
        return File.ReadAllBytes(folder["cache", "glyphs.safetensors"]);
    }

    private static Dataset OpenCache(TempFolder folder, Action built)
    {
        var info = DatasetRegistry.Find("glyphs").Info;
        var plan = new DatasetPlan(info, new SampleShape(1, 4, 4), "fuzzed", [], builder =>
        {
            built();
            builder.Add([.. Enumerable.Range(0, 32).Select(i => (byte)(i % 16))], [0, 1]);
        });
        return DatasetCache.OpenOrBuild(
            folder["cache", "glyphs.safetensors"], "key", new DatasetRequest { Name = "glyphs" }, plan, null, CancellationToken.None);
    }

    // A server that says anything. 100 bytes are there from a try before.
    private static void Download(byte[] answer, TempFolder folder)
    {
        var path = folder["file.bin"];
        File.Delete(path);
        File.WriteAllBytes(path + Downloader.PartialSuffix, Content[..100]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var file = new RemoteFile(
            "file.bin", [$"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file"], Content.Length,
            Convert.ToHexStringLower(MD5.HashData(Content)));
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(listener, answer, stop.Token);
        using var downloader = new Downloader(new DownloadOptions
        {
            Attempts = 1, ConnectAttempts = 1, FirstDelay = TimeSpan.Zero, StallTimeout = TimeSpan.FromSeconds(2),
        });
        try
        {
            downloader.FetchAsync(file, folder.Path).GetAwaiter().GetResult();
            if (!File.ReadAllBytes(path).SequenceEqual(Content))
                throw new InvalidOperationException("Another file is taken for the right one.");
        }
        finally
        {
            stop.Cancel();
            serving.GetAwaiter().GetResult();
        }
    }

    private static async Task ServeAsync(TcpListener listener, byte[] answer, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[4096], stop);
                await stream.WriteAsync(answer, stop);
                client.Client.Shutdown(SocketShutdown.Send);
                // Until the other side has read it.
                _ = await stream.ReadAsync(new byte[4096], stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The file is there, or the other side has gone away.
        }
    }
}
