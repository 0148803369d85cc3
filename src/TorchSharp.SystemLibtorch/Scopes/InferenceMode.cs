namespace TorchSharp;

/// <summary>
/// libtorch's inference mode on this thread until it is disposed: no gradients, no version counting. Modes are left in the reverse
/// order of entering, on the thread that entered.
/// </summary>
public sealed class InferenceMode : IDisposable
{
    private nint guard;

    public InferenceMode(bool mode) => guard = NativeError.Check(NativeMethods.gb_inference_enter(mode ? 1 : 0));

    public static bool IsEnabled => NativeMethods.gb_inference_enabled() != 0;

    public void Dispose() => Dispose(true);

    public void Dispose(bool disposing)
    {
        // Thread-local state: a finalizer's thread could not restore it, so there is no finalizer.
        var owned = Interlocked.Exchange(ref guard, 0);
        if (disposing && owned != 0)
        {
            NativeMethods.gb_inference_leave(owned);
        }
    }
}
