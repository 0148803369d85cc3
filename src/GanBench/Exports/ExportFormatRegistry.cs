using GanBench.Configuration;
using GanBench.Exports.Onnx;
using GanBench.Exports.TorchScript;

namespace GanBench.Exports;

/// <summary>All formats of exports. One line each.</summary>
public static class ExportFormatRegistry
{
    /// <summary>The formats.</summary>
    public static Registry<ExportFormat> All { get; } = new("export format", format => format.Name)
    {
        new OnnxFormat(),
        new SafeTensorsFormat(),
        new TorchScriptFormat(),
    };

    /// <summary>The format that a file's name asks for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">No format's files end so.</exception>
    public static ExportFormat OfFile(string path) =>
        All.FirstOrDefault(format => path.EndsWith(format.Extension, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(
            $"'{path}' does not say its format: use --format {string.Join(" or ", All.Names)}, or a name that ends in "
            + $"{string.Join(" or ", All.Select(format => format.Extension))}.");
}
