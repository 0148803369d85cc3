namespace GanBench.Engine;

/// <content>Chooses the system provider's backend.</content>
public static partial class TorchEngine
{
    static partial void UseProviderBackend(ref IEngineBackend backend) => backend = new SystemProvider.SystemBackend();
}
