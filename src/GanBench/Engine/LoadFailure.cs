using System.Text.RegularExpressions;

namespace GanBench.Engine;

/// <summary>Says in one line why a native file could not be loaded and what to do about it.</summary>
internal static partial class LoadFailure
{
    private const string OldestGlibc = "2.28";

    private const string Again =
        "Build again (dotnet build); if the file stays as it is, delete its package from the NuGet cache first (dotnet nuget locals "
        + "global-packages --list says where that is).";

    /// <summary>The line about a file that is nowhere.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="folders">Where it was looked for.</param>
    public static string Missing(string file, IEnumerable<string> folders)
    {
        // A link whose target is gone: the NuGet cache was cleared after the build.
        var link = folders.Select(folder => new FileInfo(Path.Combine(folder, file))).FirstOrDefault(info => info.LinkTarget is not null);
        return link is not null
            ? $"libtorch cannot be loaded: {link.FullName} points to {link.LinkTarget}, which is gone. {Again}"
            : $"libtorch cannot be loaded: {file} is not among this program's files. {Again}";
    }

    /// <summary>The line about a file that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">What the loader said, many lines.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string Explain(string path, string error, Func<string, string?> variable)
    {
        var reason = Reason(path, error);
        return $"libtorch cannot be loaded: {reason}. {Cure(reason, variable)}";
    }

    private static string Cure(string reason, Func<string, string?> variable)
    {
        if (NeededGlibc().Match(reason) is { Success: true })
            return $"This system's C library is too old: libtorch needs glibc {OldestGlibc} or newer (Debian 10, Ubuntu 20.04, RHEL 8 and "
                + $"later).";
        if (NeededLibstdcxx().Match(reason) is { Success: true } version)
            return $"This system's libstdc++ is older than {version.Value}. The build makes a copy of the file that does without it: "
                + $"build again (dotnet build), and start the program from the folder that was built.";
        if (reason.Contains("cannot open shared object file", StringComparison.Ordinal))
            return $"Install that library with the system's package manager; if it is one of libtorch's own: "
                + $"{char.ToLowerInvariant(Again[0])}{Again[1..]}";
        if (reason.Contains("undefined symbol", StringComparison.Ordinal))
        {
            return variable("LD_LIBRARY_PATH") is { Length: > 0 } folders
                ? $"A library of another version is in the way: LD_LIBRARY_PATH is {folders}; start again without it."
                : Again;
        }
        return $"The file is damaged. {Again}";
    }

    // .NET lists every name it tried; the loader's own words about a file of ours, or about what it needs, are the reason.
    private static string Reason(string path, string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (lines.FirstOrDefault(line => LoaderWords().IsMatch(line)) ?? $"{path}: {lines.FirstOrDefault() ?? "no reason was given"}")
            .TrimEnd('.');
    }

    [GeneratedRegex(
        "not found \\(required|cannot open shared object|undefined symbol|file too short|invalid ELF|ELF file|wrong ELF|cannot "
        + "apply|failed to map|no such file", RegexOptions.IgnoreCase)]
    private static partial Regex LoaderWords();

    [GeneratedRegex("GLIBC_[0-9.]+")]
    private static partial Regex NeededGlibc();

    [GeneratedRegex("(GLIBCXX|CXXABI)_[0-9.]+")]
    private static partial Regex NeededLibstdcxx();
}
