namespace GanBench.Tests.Imaging;

public sealed class SkiaLibraryTests
{
    // The packages hold it for seventeen platforms.
    [Fact]
    public void OutputFolder_HasTheLibraryOfOnePlatform() =>
        Assert.Single(Directory.EnumerateFiles(AppContext.BaseDirectory, "libSkiaSharp.*", SearchOption.AllDirectories));
}
