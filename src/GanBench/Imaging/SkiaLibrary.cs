using System.Runtime.InteropServices;
using SkiaSharp;

namespace GanBench.Imaging;

/// <summary>Turns a native library that is missing into an error with a name, whichever call comes first.</summary>
internal static class SkiaLibrary
{
    private static readonly Exception? Problem = Probe();

    /// <summary>Makes sure that Skia can be called.</summary>
    /// <exception cref="EnvironmentException">It cannot.</exception>
    public static void Require()
    {
        if (Problem is not { } cause)
            return;
        throw new EnvironmentException(
            $"Pictures need libSkiaSharp for {RuntimeInformation.RuntimeIdentifier}, which cannot be loaded. Build GanBench on this "
            + $"platform, or for it.", cause);
    }

    private static Exception? Probe()
    {
        try
        {
            _ = SKImageInfo.PlatformColorType;
            return null;
        }
        // In the shell of a static constructor that failed there is what the loader says.
        catch (TypeInitializationException e)
        {
            return e.GetBaseException();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return e;
        }
    }
}
