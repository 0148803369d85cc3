using System.Text.RegularExpressions;
using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>Arguments of the build script: those that nothing reads are refused, with the nearest that there is.</summary>
public sealed partial class CakeArgumentsTests : IDisposable
{
    // The compiled script is kept apart from the checkout's: Cake writes it in place, and one that starts meanwhile would load half of it.
    private readonly TempFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    // Nothing is built: they are refused before any task runs.
    [Fact]
    public void Cake_ArgumentOrTargetMistyped_IsRefusedWithTheNearest()
    {
        Assert.Equal(0, Run("dotnet", ["tool", "restore"]).ExitCode);

        var argument = Run("dotnet", ["cake", "--target=FullBenchmark", "--suit=chen-2019", "--dry-run"]);
        var property = Run("dotnet", ["cake", "--target=FullBenchmark", "--dry-run"],
            "dotnet build cake.csproj -t:FullBenchmark -p:Sead=7 -p:DryRun=true");
        var target = Run("dotnet", ["cake", "--target=FullBenchmrk", "--dry-run"]);

        Assert.Contains("FullBenchmark takes no --suit. Did you mean --suite?", argument.Output, StringComparison.Ordinal);
        Assert.Contains("FullBenchmark takes no --sead. Did you mean --seed?", property.Output, StringComparison.Ordinal);
        Assert.Contains("There is no target FullBenchmrk. Did you mean FullBenchmark?", target.Output, StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (argument.ExitCode, property.ExitCode, target.ExitCode));
    }

    [Fact]
    public void Scripts_EveryArgumentThatIsRead_IsTakenBySomeTarget()
    {
        var text = string.Concat(
            Directory.GetFiles(Repository.PathOf("build"), "*.cake").Append(Repository.PathOf("build.cake")).Select(File.ReadAllText));
        var taken = Names(Taken().Matches(text)).Append("target").ToHashSet();

        Assert.All(Names(Read().Matches(text)), name => Assert.Contains(name, taken));
        Assert.Contains("runs-dir", taken);
    }

    private static IEnumerable<string> Names(IEnumerable<Match> matches) =>
        matches.SelectMany(match => Quoted().Matches(match.Value)).Select(name => name.Groups[1].Value);

    private ProgramResult Run(string program, string[] arguments, string? msbuild = null) =>
        Programs.Run(new ProgramStart(program, arguments)
        {
            Folder = Repository.Root,
            Quiet = true,
            // The first one compiles it.
            Limit = TimeSpan.FromMinutes(5),
            Variables = new Dictionary<string, string?>
            {
                ["NO_COLOR"] = "1", ["GANBENCH_MSBUILD"] = msbuild, ["CAKE_PATHS_CACHE"] = _cache.Path,
            },
        });

    [GeneratedRegex(@"\.Takes\([^)]*\)|Arguments => \[[^\]]*\]")]
    private static partial Regex Taken();

    [GeneratedRegex(@"(?:\bArguments?(?:<string>)?|HasArgument)\(""[a-z-]+""|HandThrough\(""[^)]*")]
    private static partial Regex Read();

    [GeneratedRegex(@"""([a-z-]+)""")]
    private static partial Regex Quoted();
}
