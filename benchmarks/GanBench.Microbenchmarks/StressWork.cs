using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Metrics.Extractors;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Storage;
using GanBench.Training;
using GanBench.Training.Steps;
using static TorchSharp.torch;

namespace GanBench.Microbenchmarks;

/// <summary>
/// Small work of each kind that GanBench does step by step, whose result may not depend on when garbage is collected: every number is a
/// function of the seed.
/// </summary>
/// <param name="Name">What works.</param>
/// <param name="Run">Takes so many steps and counts the failures; returns a checksum of the result.</param>
internal sealed record StressWork(string Name, Func<int, StressResult> Run)
{
    private const double Width = 0.05;
    private const int BatchSize = 4;

    /// <summary>All kinds of work.</summary>
    public static IReadOnlyList<StressWork> All { get; } =
    [
        new("dcgan", steps => Train("dcgan", steps)),
        new("wgan-gp", steps => Train("wgan-gp", steps)),
        new("inception", Evaluate),
    ];

    /// <summary>The work of a name.</summary>
    /// <param name="name">Its name.</param>
    public static StressWork Find(string name) => All.Single(work => work.Name == name);

    private static StressResult Train(string name, int steps)
    {
        var architecture = ArchitectureRegistry.All.Find(name);
        using var data = DatasetRegistry.Open(new DatasetRequest { Name = "glyphs" });
        var recipe = architecture.DefaultRecipe(data.Shape) with { Network = new NetworkOptions { Width = Width } };
        using var model = new GanModel(architecture, data.Shape, recipe, 1, CPU);
        using var batches = new BatchSource(data, recipe.Data, BatchSize, 1, CPU);
        var stepper = new GanStep(model, recipe, 1, steps);
        var failures = 0;
        for (var step = 1; step <= steps; step++)
            failures += Fails(() => stepper.Take(step, k => batches.Read(((step - 1) * recipe.Discriminator.Steps) + k)));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var network in new[] { model.Generator, model.Discriminator })
        {
            foreach (var (key, value) in network.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
                hash.AppendData(SafeTensors.ToBytes(key, value).Bytes.Span);
        }
        foreach (var (key, value) in model.GeneratorOptimizer.State.Concat(model.DiscriminatorOptimizer.State))
            hash.AppendData(SafeTensors.ToBytes(key, value).Bytes.Span);
        return new StressResult(failures, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // FID's network over single images, with random weights: features and logits of all of them.
    private static StressResult Evaluate(int steps)
    {
        var weights = RandomInception.Make();
        using var extractor = new InceptionExtractor(weights, "random", ResizeMode.PyTorch, InceptionExtractor.DefaultLayer, CPU);
        foreach (var weight in weights.Values)
            weight.Dispose();
        var random = new RandomStream(1, "images");
        var pixels = new byte[3 * 32 * 32];
        var failures = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var step = 0; step < steps; step++)
        {
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)random.NextUInt32();
            failures += Fails(() =>
            {
                using var scope = NewDisposeScope();
                var batch = extractor.Extract(tensor(pixels, [1, 3, 32, 32], dtype: uint8));
                hash.AppendData(MemoryMarshal.AsBytes<float>(batch.Features.data<float>().ToArray()));
                hash.AppendData(MemoryMarshal.AsBytes<float>(batch.Logits!.data<float>().ToArray()));
            });
        }
        return new StressResult(failures, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // What libtorch throws when it reads freed memory; the next step goes on, so that all failures are counted.
    private static int Fails(Action step)
    {
        try
        {
            step();
            return 0;
        }
        catch (Exception e) when (e is ExternalException or InvalidOperationException or ArgumentException)
        {
            Console.Error.WriteLine(e.Message.Split('\n')[0]);
            return 1;
        }
    }
}

/// <summary>What work came to.</summary>
/// <param name="Failures">Steps that threw.</param>
/// <param name="Checksum">Of every number of the result.</param>
internal sealed record StressResult(int Failures, string Checksum);
