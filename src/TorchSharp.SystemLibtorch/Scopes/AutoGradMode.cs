namespace TorchSharp;

/// <summary>Turns the recording of gradients on or off for this thread until it is disposed.</summary>
public sealed class AutoGradMode : IDisposable
{
    private readonly bool before;

    public AutoGradMode(bool enabled)
    {
        before = IsEnabled;
        NativeMethods.gb_set_grad_enabled(enabled ? 1 : 0);
    }

    /// <summary>Whether operators on this thread record gradients.</summary>
    public static bool IsEnabled => NativeMethods.gb_grad_enabled() != 0;

    public void Dispose() => Dispose(true);

    public void Dispose(bool disposing)
    {
        if (disposing)
        {
            NativeMethods.gb_set_grad_enabled(before ? 1 : 0);
        }
    }
}
