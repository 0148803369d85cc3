namespace GanBench.Build;

/// <summary>Says how large packages are, and refuses those that lack something or are too large for NuGet's public feed.</summary>
/// <param name="output">Where the table goes.</param>
internal sealed class PackagesTarget(TextWriter output)
{
    /// <summary>Checks the packages of a folder.</summary>
    public Outcome Run(string folder)
    {
        var problems = new List<string>();
        var packages = Directory.GetFiles(folder, "*.nupkg").Order(StringComparer.Ordinal).Select(file => new PackageFile(file)).ToList();
        if (packages.Count == 0)
            throw new TargetException($"There is no package in {folder}.", 3);
        output.WriteLine($"{"package",-36} {"MB",8} {"unpacked",8}");
        foreach (var package in packages)
        {
            var (unpacked, found) = package.Read();
            output.WriteLine($"{package.Name,-36} {package.Size / 1e6,8:F1} {unpacked / 1e6,8:F1}");
            problems.AddRange(found);
        }
        var largest = packages.MaxBy(package => package.Size)!;
        return new Outcome(
            $"{packages.Count} packages in {folder}, the largest {largest.Name} with {largest.Size / 1e6:F1} of "
            + $"{PackageFile.Limit / 1e6:F0} MB",
            problems.Count > 0 ? string.Join("; ", problems) + "." : null);
    }
}
