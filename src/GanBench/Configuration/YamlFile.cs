using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GanBench.Configuration;

/// <summary>Loads a YAML file whose root is a mapping.</summary>
public static class YamlFile
{
    private const long MaximumBytes = 1 << 20;

    /// <summary>Reads the mapping.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="UsageException">The file is missing, over 1 MiB, not YAML, or not a mapping.</exception>
    public static YamlMappingNode Load(string file)
    {
        if (!File.Exists(file))
            throw new UsageException($"{file} does not exist.");
        if (new FileInfo(file).Length > MaximumBytes)
            throw new UsageException($"{file} is over 1 MiB: that is no configuration file.");
        return Parse(File.ReadAllText(file), file);
    }

    /// <summary>Parses the mapping from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name for messages.</param>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static YamlMappingNode Parse(string text, string file)
    {
        YamlDepth.Check(text, file);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new UsageException(FormattableString.Invariant($"{file}:{e.Start.Line}: not valid YAML: {e.Message}"), e);
        }
        catch (Exception e) when (
            e is InvalidOperationException or ArgumentException or FormatException or NullReferenceException or IndexOutOfRangeException)
        {
            // What YamlDotNet throws on some malformed input in place of its own exception.
            throw new UsageException($"{file}: not valid YAML: {e.Message}", e);
        }
        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root
            ? root
            : throw new UsageException($"{file} must hold keys and values (key: value).");
    }
}
