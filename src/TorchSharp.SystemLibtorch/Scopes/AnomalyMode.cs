namespace TorchSharp;

/// <summary>libtorch's anomaly detection in backward passes, until it is disposed.</summary>
public sealed class AnomalyMode : IDisposable
{
    private readonly bool before;
    private readonly bool checkedNan;

    public AnomalyMode(bool enabled, bool check_nan = true)
    {
        before = IsEnabled;
        checkedNan = ShouldCheckNaN;
        NativeMethods.gb_set_anomaly(enabled ? 1 : 0, check_nan ? 1 : 0);
    }

    public static bool IsEnabled => NativeMethods.gb_anomaly_enabled() != 0;

    public static bool ShouldCheckNaN => NativeMethods.gb_anomaly_check_nan() != 0;

    public void Dispose() => NativeMethods.gb_set_anomaly(before ? 1 : 0, checkedNan ? 1 : 0);
}
