using GanBench.Engine;

namespace GanBench.Tests.Engine;

/// <summary>What is said when a native file cannot be loaded: the file, the reason and the cure, in one line.</summary>
public class LoadFailureTests
{
    private const string File = "/program/libLibTorchSharp.so";

    // As .NET reports it: many names that it tried, and the loader's words among them.
    private static string Report(string words) =>
        $"Unable to load shared library '{File}' or one of its dependencies. In order to help diagnose loading problems, consider using a "
        + $"tool like strace.\n{words}\n";

    [Theory]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /program/libLibTorchSharp.so)",
        "libstdc++ is older than GLIBCXX_3.4.32", "build again")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.28' not found (required by /program/libtorch_cpu.so)", "GLIBC_2.28",
        "glibc 2.28 or newer")]
    [InlineData("libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory", "libgomp-98b21ff3.so.1",
        "Install that library")]
    [InlineData("/program/libLibTorchSharp.so: file too short", "file too short", "The file is damaged")]
    [InlineData("/program/libLibTorchSharp.so: invalid ELF header", "invalid ELF header", "The file is damaged")]
    public void Explain_LoadersWords_NamesReasonAndCureInOneLine(string words, string reason, string cure)
    {
        var line = LoadFailure.Explain(File, Report(words), _ => null);

        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains(cure, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain("strace", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_UndefinedSymbol_BlamesTheSearchPathOnlyWhereThereIsOne()
    {
        const string Words = "/program/libLibTorchSharp.so: undefined symbol: _ZN2at4_ops3addE";

        Assert.Contains(
            "LD_LIBRARY_PATH is /opt/torch/lib", LoadFailure.Explain(File, Report(Words), _ => "/opt/torch/lib"), StringComparison.Ordinal);
        Assert.DoesNotContain("LD_LIBRARY_PATH", LoadFailure.Explain(File, Report(Words), _ => null), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_LinkWithoutTarget_NamesBothEnds()
    {
        using var folder = new GanBench.Testing.TempFolder();
        System.IO.File.CreateSymbolicLink(folder["libc10.so"], folder["cache/libc10.so"]);

        var line = LoadFailure.Missing("libc10.so", [folder.Path]);

        Assert.Contains($"{folder["libc10.so"]} points to {folder["cache/libc10.so"]}, which is gone", line, StringComparison.Ordinal);
    }
}
