using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>
/// Which packages are referenced, by platform and device. Most of them can not be restored or run on the machine that tests.
/// </summary>
public sealed class TorchPropsTests
{
    private static readonly string Props = Repository.PathOf("build", "Torch.props");
    private static readonly string Program = Repository.PathOf("src", "GanBench.Cli", "GanBench.Cli.csproj");

    // The file is a project of its own: evaluating it takes half as long as a program with its SDK.
    [Theory]
    [InlineData("linux-x64", "cpu", "libtorch-cpu-linux-x64")]
    [InlineData("win-x64", "cpu", "libtorch-cpu-win-x64")]
    [InlineData("win-arm64", "cpu", "libtorch-cpu-win-arm64")]
    [InlineData("osx-arm64", "cpu", "libtorch-cpu-osx-arm64")]
    [InlineData("linux-arm64", "cpu", null)]
    [InlineData("linux-x64", "cuda", "TorchSharp-cuda-linux")]
    [InlineData("win-x64", "cuda", "TorchSharp-cuda-windows")]
    public void References_OfAPlatformAndDevice_AreTorchSharpAndItsLibtorch(string platform, string device, string? libtorch)
    {
        var items = MSBuild.Items(Props, "PackageReference", $"-p:RuntimeIdentifier={platform}", $"-p:TorchDevice={device}");

        Assert.Equal(new[] { "TorchSharp", libtorch }.OfType<string>(), items["PackageReference"].Select(item => item["Identity"]));
    }

    [Fact]
    public void References_OfAProgramWithNothingNamed_AreThoseOfTheCpuHere()
    {
        var items = MSBuild.Items(Program, "PackageReference,PackageVersion");

        // This assembly runs libtorch in other tests, so there is one for this platform.
        var references = items["PackageReference"].Select(item => item["Identity"])
            .Where(name => name.Contains("torch", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.Equal("TorchSharp", references[0]);
        Assert.StartsWith("libtorch-cpu-", Assert.Single(references[1..]), StringComparison.Ordinal);
        var versions = items["PackageVersion"].ToDictionary(item => item["Identity"], item => item["Version"]);
        Assert.All(["linux-x64", "win-x64", "win-arm64", "osx-arm64"],
            platform => Assert.Equal("2.10.0", versions["libtorch-cpu-" + platform]));
        Assert.All(["TorchSharp", "TorchSharp-cuda-linux", "TorchSharp-cuda-windows"],
            package => Assert.Equal("0.107.0", versions[package]));
    }

    [Theory]
    [InlineData("rocm", "linux-x64", "TorchDevice is 'rocm': there are cpu and cuda.")]
    [InlineData("cuda", "osx-arm64", "there is no libtorch with CUDA for osx-arm64, only for linux-x64, win-x64.")]
    public void Build_DeviceThatIsNot_EndsWithOneLine(string device, string platform, string message)
    {
        var (exitCode, output) = MSBuild.Run(Props, "-t:CheckTorchDevice", $"-p:TorchDevice={device}", $"-p:RuntimeIdentifier={platform}");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, Assert.Single(output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_PlatformWithoutLibtorch_SaysSoAndGoesOn()
    {
        var (exitCode, output) = MSBuild.Run(Program, "-t:SayWhereLibtorchIsMissing", "-p:RuntimeIdentifier=linux-arm64");

        Assert.True(exitCode == 0, output);
        Assert.Contains(
            "there is no libtorch for linux-arm64, only for linux-x64, win-x64, win-arm64, osx-arm64", output, StringComparison.Ordinal);
    }
}
