using GanBench.Engine;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>What the build does with the files of TorchSharp and libtorch, on a project that only has their lists.</summary>
public sealed class TorchTargetsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Original => _folder["package", "libLibTorchSharp.so"];

    private string Copy => _folder["obj", "torchsharp-0.107.0", "libLibTorchSharp.so"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResolvePackageAssets_ListsOfFiles_HaveTheWeakCopyAndNothingUnused()
    {
        var project = Project(SmallElf.Bytes());

        var lists = MSBuild.Items(project, "NativeCopyLocalItems,RuntimeTargetsCopyLocalItems", "-t:ResolvePackageAssets");

        Assert.Equal(2, lists.Count);
        Assert.All(lists, list =>
        {
            var copy = list.Last();
            Assert.Equal(
                ["libtorch_cpu.so", "libtorch_python.dll", "libLibTorchSharp.so"], list.Select(item => Path.GetFileName(item["FullPath"])));
            Assert.Equal(
                (Copy, "0.107.0", "runtimes/linux-x64/native/"), (
                copy["FullPath"], copy["NuGetPackageVersion"], copy["DestinationSubDirectory"]));
        });
        Assert.Equal(VersionNeed.Weak, ElfVersionNeeds.Find(File.ReadAllBytes(Copy), SmallElf.Version));
        Assert.Equal(SmallElf.Bytes(), File.ReadAllBytes(Original));
    }

    [Fact]
    public void ResolvePackageAssets_CopyIsThere_IsMadeAgainOnlyForAnotherOriginal()
    {
        var project = Project(SmallElf.Bytes());
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        File.WriteAllText(Copy, "an older copy");

        Assert.Equal(0, MSBuild.Run(project, "-t:ResolvePackageAssets").ExitCode);
        Assert.Equal("an older copy", File.ReadAllText(Copy));

        File.SetLastWriteTimeUtc(Original, File.GetLastWriteTimeUtc(Copy).AddSeconds(1));
        Assert.Equal(0, MSBuild.Run(project, "-t:ResolvePackageAssets").ExitCode);
        Assert.Equal(VersionNeed.Weak, ElfVersionNeeds.Find(File.ReadAllBytes(Copy), SmallElf.Version));
    }

    [Fact]
    public void ResolvePackageAssets_CutOffFile_EndsWithOneLineAndNoCopy()
    {
        var project = Project(SmallElf.Bytes()[..200]);

        var (exitCode, output) = MSBuild.Run(project, "-t:ResolvePackageAssets");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            $"{Original} is an ELF file that is cut off", Assert.Single(output.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "libLibTorchSharp.so*", SearchOption.AllDirectories).Except([Original]));
    }

    private string Project(byte[] library)
    {
        Directory.CreateDirectory(_folder["package"]);
        File.WriteAllBytes(Original, library);
        return _folder.Write("test.proj", $"""
            <Project>
              <PropertyGroup>
                <CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
              </PropertyGroup>
              <Target Name="ResolvePackageAssets">
                <ItemGroup>
                  <NativeCopyLocalItems Include="package/libtorch_cpu.so;package/libtorch_python.so;package/libtorch_python.dll;package/libLibTorchSharp.so"
                    NuGetPackageVersion="0.107.0" DestinationSubDirectory="runtimes/linux-x64/native/" />
                  <RuntimeTargetsCopyLocalItems Include="@(NativeCopyLocalItems)" />
                </ItemGroup>
              </Target>
              <Import Project="{Repository.Root}/build/Torch.targets" />
            </Project>
            """);
    }
}
