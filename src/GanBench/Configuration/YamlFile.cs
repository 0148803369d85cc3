using GanBench.Storage;
using YamlDotNet.RepresentationModel;

namespace GanBench.Configuration;

/// <summary>Loads a YAML file whose root is a mapping.</summary>
public static class YamlFile
{
    private const long MaximumBytes = 1 << 20;

    /// <summary>Reads the mapping.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="UsageException">The file is missing, over 1 MiB, not YAML, not a mapping, or holds several.</exception>
    public static YamlMappingNode Load(string file)
    {
        if (!File.Exists(file))
            throw new UsageException($"{file} does not exist.");
        if (new FileInfo(file).Length > MaximumBytes)
            throw new UsageException($"{file} is over 1 MiB: that is no configuration file.");
        return Parse(ReadText(file), file);
    }

    private static string ReadText(string file)
    {
        try
        {
            return InputFile.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read {file}: {e.Message}", e);
        }
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
        catch (Exception e) when (YamlMistake.IsOfTheParser(e))
        {
            throw new UsageException(YamlMistake.Explain(text, file, e), e);
        }
        if (stream.Documents.Count > 1)
            throw new UsageException(
                $"{SettingsBinder.At(stream.Documents[1].RootNode, file)}: a second document begins here (---); a file holds one.");
        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root
            ? root
            : throw new UsageException($"{file} must hold keys and values (key: value).");
    }
}
