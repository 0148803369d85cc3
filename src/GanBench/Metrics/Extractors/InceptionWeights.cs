using System.Security.Cryptography;
using GanBench.Datasets;
using GanBench.Datasets.Fetching;
using GanBench.Metrics.Weights;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>The published weights of FID's Inception: found in the data directory, and verified each time.</summary>
public static class InceptionWeights
{
    /// <summary>Name of the release's file.</summary>
    public const string FileName = "pt_inception-2015-12-05-6726825d.pth";

    /// <summary>Where it is published.</summary>
    public const string Url = "https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/" + FileName;

    /// <summary>SHA-256 of the file; its first eight digits are in its name.</summary>
    public const string Sha256 = "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2";

    /// <summary>Size of the file.</summary>
    public const long Bytes = 95_628_359;

    private const string Folder = "inception";

    /// <summary>Whether the release's file is in the data directory; whether it is whole is seen when it is loaded.</summary>
    /// <param name="dataDirectory">The data directory; null takes the machine's.</param>
    public static bool ArePresent(string? dataDirectory) => File.Exists(Location(dataDirectory));

    /// <summary>Loads the weights, which are fetched where they are not there.</summary>
    /// <param name="options">Names the directories.</param>
    /// <param name="progress">Told about the work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Tensors by torchvision's names; the caller disposes them.</returns>
    /// <exception cref="DataException">The file is missing or altered.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(
        EvaluationOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var source = Location(options.DataDirectory);
        Fetch(source, options, progress, cancellationToken);
        Verify(source);
        return TorchCheckpoint.Load(source).ToDictionary(weight => weight.Name, SafeTensors.ToTensor, StringComparer.Ordinal);
    }

    private static string Location(string? dataDirectory) => Path.Combine(dataDirectory ?? DataDirectories.Data, Folder, FileName);

    /// <summary>Fetches the weights where there is a connection, without waiting long for one.</summary>
    /// <param name="options">Names the data directory.</param>
    /// <param name="progress">Told about fetching.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Why they could not be fetched; null when they are there.</returns>
    public static string? TryFetch(
        EvaluationOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var patience = new DownloadOptions { ConnectAttempts = 1, Attempts = 2 };
            Download(Location(options.DataDirectory), patience, progress, cancellationToken);
            return null;
        }
        catch (Exception e) when (e is DataException or EnvironmentException)
        {
            return e.Message;
        }
    }

    private static void Fetch(
        string source, EvaluationOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (File.Exists(source) || options.Offline)
            return;
        try
        {
            Download(source, DownloadOptions.Default, progress, cancellationToken);
        }
        catch (DataException e)
        {
            throw new DataException(
                $"{e.Message} Put the file at {source} by hand, or use --extractor resnet18, which needs no download.", e);
        }
    }

    private static void Download(
        string source, DownloadOptions patience, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        using var downloader = new Downloader(patience);
        downloader.FetchAsync(
            new RemoteFile(FileName, [Url], Bytes) { Sha256 = Sha256 },
            Path.GetDirectoryName(source)!,
            (done, total) => progress?.Report(new EvaluationProgress("Fetching Inception's weights", done, total ?? Bytes)),
            cancellationToken).GetAwaiter().GetResult();
    }

    private static void Verify(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataException(
                $"Inception's weights are not at {path}: fetch them from {Url} to there, or use --extractor resnet18, which needs no "
                + $"download.");
        }
        using var stream = InputFile.OpenRead(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (hash != Sha256)
            throw new DataException(
                $"{path} is not the published file: its SHA-256 is {hash}, not {Sha256}. Fetch it again from {Url}, or use --extractor "
                + $"resnet18, which needs no download.");
    }
}
