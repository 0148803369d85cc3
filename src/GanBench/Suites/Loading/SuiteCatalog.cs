using System.Reflection;
using GanBench.Storage;
using GanBench.Text;

namespace GanBench.Suites.Loading;

/// <summary>The suites that come with GanBench; they are part of the program, so they are there wherever it runs.</summary>
public static class SuiteCatalog
{
    private const string Prefix = "suites/", Extension = ".yaml";

    private static readonly Assembly Assembly = typeof(SuiteCatalog).Assembly;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Extension, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal)];

    /// <summary>Finds a suite: a path of a file, or the name of a suite that comes with GanBench.</summary>
    /// <param name="name">The name or path.</param>
    /// <param name="folder">Folder that relative paths start from.</param>
    /// <returns>The name for messages and the YAML text.</returns>
    /// <exception cref="UsageException">There is neither.</exception>
    public static (string File, string Text) Read(string name, string folder)
    {
        var path = Path.Combine(folder, name);
        if (Directory.Exists(path) && !Names.Contains(name))
            throw new UsageException($"{name} is a folder; a suite is a YAML file or one of {string.Join(", ", Names)}.");
        if (File.Exists(path))
            return (name, ReadFile(path, name));
        // A name is looked up as a resource; a resource's own includes are names too.
        if (Names.Contains(name))
        {
            using var reader = new StreamReader(Assembly.GetManifestResourceStream(Prefix + name + Extension)!);
            return (name + Extension, reader.ReadToEnd());
        }
        throw name.EndsWith(Extension, StringComparison.Ordinal) || name.Contains('/')
            ? new UsageException($"There is no suite file {name}. Suites that come with GanBench: {string.Join(", ", Names)}.")
            : new UsageException(NearestName.Unknown("suite", name, Names));
    }

    private static string ReadFile(string path, string name)
    {
        const long maximum = 1 << 20;
        if (new FileInfo(path).Length > maximum)
            throw new UsageException($"{name} is over 1 MiB: that is no suite file.");
        try
        {
            return InputFile.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read the suite {name}: {e.Message}", e);
        }
    }
}
