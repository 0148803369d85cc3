namespace TorchSharpPeer;

/// <summary>The networks of GanBench's architectures by name and side.</summary>
internal static class Trainings
{
    public static readonly IReadOnlyDictionary<string, Func<int?, Training>> All = new Dictionary<string, Func<int?, Training>>
    {
        ["gan-28"] = batch => new GanTraining(Gan28.Generator(), Gan28.Discriminator(), batch ?? 128),
        ["dcgan-28"] = batch => new GanTraining(Dcgan28.Generator(), Dcgan28.Discriminator(), batch ?? 128),
        ["dcgan-64"] = batch => new GanTraining(Dcgan64.Generator(), Dcgan64.Discriminator(), batch ?? 64),
        ["wgan-28"] = batch => new WganTraining(Wgan28.Generator(), Wgan28.Critic(), batch ?? 128),
        ["wgan-gp-28"] = batch =>
            new WganGpTraining(Wgan28.Generator(), Wgan28.Critic(), 100, batch ?? 128, rate: 1e-4, epsilon: 1e-7, decays: false),
        ["wgan-gp-64"] = batch =>
            new WganGpTraining(Dcgan64.Generator(), WganGp64.Critic(), 100, batch ?? 64, rate: 1e-4, epsilon: 1e-7, decays: false),
        ["dcgan-faces-64"] = batch => new FacesTraining(Faces64.Generator(), Faces64.Discriminator(), batch ?? 128),
        ["sngan-32"] = batch => new HingeTraining(Residual32.Generator(256), Residual32.SpectralDiscriminator(), batch ?? 64),
        ["resnet-wgan-gp-32"] = batch =>
            new WganGpTraining(Residual32.Generator(128), Residual32.Critic(), 128, batch ?? 64, rate: 2e-4, epsilon: 1e-8, decays: true),
    };

    /// <summary>Makes networks in training.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="batch">Images per batch; null takes the study's.</param>
    public static Training Make(string name, int? batch = null) =>
        All.TryGetValue(name, out var make) ? make(batch) : throw new ArgumentException($"There are no networks '{name}'.");
}
