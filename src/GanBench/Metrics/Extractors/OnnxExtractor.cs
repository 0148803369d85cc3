using System.Globalization;
using System.Security.Cryptography;
using GanBench.Configuration;
using GanBench.Engine;
using GanBench.Storage;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace GanBench.Metrics.Extractors;

/// <summary>
/// Features of any network in an ONNX file, through ONNX Runtime on the CPU: <c>onnx:FILE</c> takes the graph's first output,
/// <c>onnx:FILE#OUTPUT</c> another one. Outputs with positions (N×C×H×W) are averaged over them. <see cref="OnnxSettings"/> beside the file
/// say how pictures are prepared.
/// </summary>
public sealed class OnnxExtractor : IFeatureExtractor
{
    /// <summary>Name in the registry; in settings a colon and the file follow.</summary>
    public const string ExtractorName = "onnx";

    private static readonly float[] Luma = [0.299f, 0.587f, 0.114f];

    private readonly InferenceSession _session;
    private readonly SquareResize _resize;
    private readonly OnnxSettings _settings;
    private readonly string _input, _output;
    private readonly int _batch;

    private OnnxExtractor(string name, InferenceSession session, OnnxSettings settings, string output, string checksum)
    {
        (Name, _session, _settings, _output) = (name, session, settings, output);
        var (input, shape) = (session.InputMetadata.First().Key, session.InputMetadata.First().Value.Dimensions);
        _input = input;
        // Graphs that were exported for one picture take one at a time.
        _batch = shape[0] > 0 ? shape[0] : int.MaxValue;
        _resize = new SquareResize(settings.Resize == OnnxResize.Bicubic ? ResizeMode.Clean : ResizeMode.PyTorch, settings.Size);
        using var probe = Run(zeros([1, Channels, settings.Size, settings.Size]));
        Dimension = (int)probe.shape[1];
        Protocol = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["extractor"] = name,
            ["extractorChecksum"] = checksum,
            ["layer"] = output,
            ["resize"] = FormattableString.Invariant($"{settings.Resize.ToString().ToLowerInvariant()} to {settings.Size}"),
            ["input"] = FormattableString.Invariant(
                $"({settings.Channels.ToString().ToLowerInvariant()} / {settings.Scale} - {Text(settings.Mean)}) / {Text(settings.Std)}"),
        };
    }

    /// <summary>How it stands in the registry.</summary>
    internal static Extractor Entry { get; } = new(ExtractorName, Open) { Argument = "FILE[#OUTPUT]", Title = "an ONNX network" };

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Protocol { get; }

    private int Channels => _settings.Channels == ChannelOrder.Grey ? 1 : 3;

    /// <summary>Opens a network.</summary>
    /// <param name="file">The ONNX file; settings are looked for beside it, in a file of the same name that ends in .yaml.</param>
    /// <param name="output">Name of the output; null for the first.</param>
    /// <exception cref="UsageException">There is no such output, or the settings are wrong.</exception>
    /// <exception cref="DataException">The file is missing, or no network that takes pictures.</exception>
    public static OnnxExtractor Open(string file, string? output = null)
    {
        if (!InputFile.Exists(file))
            throw new DataException($"There is no file {file}.");
        var checksum = Convert.ToHexStringLower(SHA256.HashData(InputFile.ReadAllBytes(file)))[..16];
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions
            {
                IntraOpNumThreads = get_num_threads(), LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            session = new InferenceSession(file, options);
            var outputs = session.OutputMetadata.Keys.ToList();
            if (output is not null && !outputs.Contains(output))
                throw new UsageException($"{file} has no output '{output}'; it has {string.Join(", ", outputs)}.");
            return new OnnxExtractor(
                $"{ExtractorName}:{Path.GetFileName(file)}{(output is null ? "" : "#" + output)}", session, Settings(file, session),
                output ?? outputs[0], checksum);
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw new DataException($"Cannot use {file} as an ONNX network: {Problem(e)}", e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ExtractedBatch Extract(Tensor images) => Extract([images]);

    /// <inheritdoc/>
    public ExtractedBatch Extract(IReadOnlyList<Tensor> groups)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var input = cat([.. groups.Select(Prepare)], 0);
        var parts = new List<Tensor>();
        for (var first = 0L; first < input.shape[0]; first += _batch)
            parts.Add(Run(input.narrow(0, first, Math.Min(_batch, input.shape[0] - first))));
        return new ExtractedBatch(cat([.. parts], 0).MoveToOuterDisposeScope(), null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _resize.Dispose();
    }

    private static OnnxExtractor Open(ExtractorRequest request)
    {
        var text = request.Options.Extractor;
        var parts = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('#', 2);
        if (request.Options.Precision != FeaturePrecision.Float32)
            throw new UsageException("An ONNX network computes in the numbers it was exported with; --precision does not apply to it.");
        return Open(parts[0], request.Options.Layer ?? (parts.Length == 2 ? parts[1] : null));
    }

    private static OnnxSettings Settings(string file, InferenceSession session)
    {
        if (session.InputMetadata.Count != 1
            || session.InputMetadata.First().Value is not { Dimensions: [_, var channels, var rows, var columns] } input
            || input.ElementType != typeof(float) || channels is not (1 or 3 or <= 0))
            throw new DataException($"{file} does not take float32 pictures: its input must be N×3×H×W or N×1×H×W.");
        var settings = new OnnxSettings { Channels = channels == 1 ? ChannelOrder.Grey : ChannelOrder.Rgb };
        var sidecar = Path.ChangeExtension(file, ".yaml");
        if (File.Exists(sidecar))
        {
            var problems = new List<string>();
            settings = SettingsBinder.Bind(settings, YamlFile.Load(sidecar), sidecar, problems);
            problems.AddRange(OptionRules.Problems(settings));
            if (problems.Count > 0)
                throw new UsageException(sidecar, problems);
        }
        var size = settings.Size > 0 ? settings.Size : rows == columns ? rows : 0;
        if (size <= 0)
            throw new UsageException($"{file} takes pictures of any size: write the one to use to {sidecar}, e.g. \"size: 224\".");
        if (rows > 0 && (rows != size || columns != size))
            throw new UsageException($"{file} takes pictures of {rows}×{columns}, and {sidecar} says size: {size}.");
        if (channels > 0 && channels != (settings.Channels == ChannelOrder.Grey ? 1 : 3))
            throw new UsageException($"{file} takes {channels} channels, and {sidecar} says channels: {settings.Channels}.");
        return settings with { Size = size };
    }

    private static string Text(IReadOnlyList<double> values) =>
        string.Join(" ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    // The runtime says why it cannot run a network; of a damaged file it names its own parser.
    private static string Problem(OnnxRuntimeException error)
    {
        var text = error.Message.Split('\n')[0];
        return text.StartsWith("[ErrorCode:InvalidProtobuf]", StringComparison.Ordinal)
            ? "it is no ONNX file, or damaged." : text[(text.IndexOf(']', StringComparison.Ordinal) + 1)..].Trim();
    }

    private Tensor Prepare(Tensor images)
    {
        var x = SquareResize.ToColour(images.to(float32));
        if (_settings.Channels == ChannelOrder.Grey)
            x = images.shape[1] == 1 ? images.to(float32) : (x * tensor(Luma, [1, 3, 1, 1])).sum(dim: 1, keepdim: true);
        x = _resize.Apply(x);
        if (_settings.Channels == ChannelOrder.Bgr)
            x = x.flip([1]);
        return (x.Over(_settings.Scale) - ByChannel(_settings.Mean)) / ByChannel(_settings.Std);
    }

    private static Tensor ByChannel(IReadOnlyList<double> values) =>
        tensor([.. values.Select(value => (float)value)], [1, values.Count, 1, 1]);

    private Tensor Run(Tensor input)
    {
        using var plain = input.contiguous();
        using var value = OrtValue.CreateTensorValueFromMemory(plain.data<float>().ToArray(), plain.shape);
        using var run = new RunOptions();
        using var results = _session.Run(run, [_input], [value], [_output]);
        var shape = results[0].GetTensorTypeAndShape().Shape;
        if (shape.Length < 2)
            throw new DataException($"The output '{_output}' of {Name} is {string.Join('×', shape)}: features are N×d or N×C×H×W.");
        var output = tensor(results[0].GetTensorDataAsSpan<float>().ToArray(), shape);
        // Features with positions are averaged over them, as pooling does.
        return shape.Length == 2 ? output : output.flatten(2).mean([2]);
    }
}
