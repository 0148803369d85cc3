using System.Diagnostics;
using System.Text.Json;
using GanBench.Testing;

namespace GanBench.Cli.Tests;

/// <summary>The command as a process of its own in native numerics, and with damaged native files: one line each, exit code 4.</summary>
public class EngineFaultTests
{
    private static readonly string Program = AppContext.BaseDirectory;

    private static readonly string Native = Path.Combine("runtimes", "linux-x64", "native");

    [Fact]
    public void Doctor_NativeNumerics_FindsConvolutionsRight()
    {
        var run = Run(Program, "doctor", "--json");

        Assert.Equal(0, run.ExitCode);
        using var report = JsonDocument.Parse(run.Output);
        Assert.InRange(report.RootElement.GetProperty("convolutionError").GetDouble(), 0, 1e-3);
        Assert.InRange(report.RootElement.GetProperty("matrixError").GetDouble(), 0, 1e-4);
    }

    [Fact]
    public void Train_CudaAskedOfACpuBuild_NamesTheProperty() =>
        Fails(Run(Program, "train", "-a", "gan", "-d", "glyphs", "--device", "cuda"), "TorchDevice=cuda");

    [Theory]
    [InlineData("libc10.so")]
    [InlineData("libtorch_cpu.so")]
    [InlineData("libLibTorchSharp.so")]
    public void Train_NativeFileCutOff_NamesItAndTheCure(string file)
    {
        using var folder = CopyOfTheProgram();
        var path = Path.Combine(folder.Path, Native, file);
        File.Delete(path);
        File.WriteAllBytes(path, [0x7f, (byte)'E', (byte)'L', (byte)'F']);

        Fails(Run(folder.Path, "train", "-a", "gan", "-d", "glyphs"), file, "damaged");
    }

    [Theory]
    [InlineData("libc10.so")]
    [InlineData("libtorch_cpu.so")]
    public void Train_NativeFileMissing_NamesIt(string file)
    {
        using var folder = CopyOfTheProgram();
        File.Delete(Path.Combine(folder.Path, Native, file));

        Fails(Run(folder.Path, "train", "-a", "gan", "-d", "glyphs"), file, "Build again");
    }

    [Fact]
    public void Doctor_AnotherLibtorchInTheSearchPath_IsNotTaken()
    {
        using var folder = new TempFolder();
        foreach (var file in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
            File.WriteAllText(folder[file], "not a library");

        var run = Run(Program, ["doctor", "--json"], ("LD_LIBRARY_PATH", folder.Path));

        Assert.Equal(0, run.ExitCode);
    }

    private static void Fails((int ExitCode, string Output, string Error) run, params string[] words)
    {
        Assert.Equal(4, run.ExitCode);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (var word in words)
            Assert.Contains(word, run.Error, StringComparison.Ordinal);
    }

    // Links to everything, so that one of them can be replaced.
    private static TempFolder CopyOfTheProgram()
    {
        var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Program).Concat(Directory.EnumerateFiles(Path.Combine(Program, Native))))
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(Program, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            // The host resolves links of assemblies, and would look beside their targets.
            if (Path.GetExtension(file) == ".so" || file.Contains(".so.", StringComparison.Ordinal))
                File.CreateSymbolicLink(copy, new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file);
            else
                File.Copy(file, copy);
        }
        return folder;
    }

    private static (int ExitCode, string Output, string Error) Run(string folder, params string[] args) => Run(folder, args, null);

    private static (int ExitCode, string Output, string Error) Run(string folder, string[] args, (string Name, string Value)? variable)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(folder, "GanBench.Cli.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (variable is { } set)
            start.Environment[set.Name] = set.Value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
