using GanBench.Training;

namespace GanBench.Tests.Training;

public class PeakMemoryTests
{
    // The operating system's peak is that of the whole process: without starting anew it would still hold the array.
    [Fact]
    public void Above_AfterMemoryWasGivenBack_ForgetsIt()
    {
        if (!OperatingSystem.IsLinux())
            return;
        const int bytes = 400 << 20;
        var withBlock = Holding(bytes);

        var after = PeakMemory.Start().Above(null)!.Value;

        Assert.True(after < withBlock - (bytes / 2), $"{withBlock} then {after}");
        Assert.Equal(long.MaxValue, PeakMemory.Start().Above(long.MaxValue));
    }

    private static long Holding(int bytes)
    {
        // Mapped by itself, so that freeing it gives it back to the system whatever the C library keeps.
        using var map = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateNew(null, bytes);
        using var view = map.CreateViewAccessor();
        for (var at = 0L; at < bytes; at += 4096)
            view.Write(at, (byte)1);
        return PeakMemory.Start().Above(null)!.Value;
    }
}
