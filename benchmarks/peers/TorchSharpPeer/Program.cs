using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TorchSharpPeer;
using static TorchSharp.torch;

// The networks of some of GanBench's architectures, trained as TorchSharp's tutorials train theirs, on the library's default settings:
//     TorchSharpPeer networks                      what each pair is, one a line
//     TorchSharpPeer train NETWORKS STEPS WARM-UP  the median milliseconds of a step
//     TorchSharpPeer sample NETWORKS BATCHES       images a second of the generator
//     TorchSharpPeer save NETWORKS FOLDER          megabytes a second of saving networks and optimisers
// The last line is JSON: the value, what was done, and whether all losses were finite.
switch (args)
{
    case ["networks"]:
        foreach (var name in Trainings.All.Keys)
            Console.WriteLine($"{name}: {Trainings.Make(name).Networks}");
        return 0;
    case ["train", var name, var steps, var warmUp]:
        Train(Trainings.Make(name), Images(name), Number(steps), Number(warmUp));
        return 0;
    case ["sample", var name, var batches]:
        Sample(Trainings.Make(name), Number(batches));
        return 0;
    case ["save", var name, var folder]:
        Save(Trainings.Make(name, batch: 2), Images(name), folder);
        return 0;
    default:
        Console.Error.WriteLine("usage: TorchSharpPeer networks | train NETWORKS STEPS WARM-UP | sample NETWORKS BATCHES | "
            + $"save NETWORKS FOLDER   NETWORKS: {string.Join(", ", Trainings.All.Keys)}");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

// Noise in place of images: a step takes as long on one as on the other.
static Tensor Images(string name)
{
    var side = Number(name.Split('-')[^1]);
    return rand(1024, side == 28 ? 1 : 3, side, side) * 2 - 1;
}

static void Train(Training training, Tensor images, int steps, int warmUp)
{
    var times = new List<double>();
    var finite = true;
    for (var step = 0; step < warmUp + steps; step++)
    {
        var clock = Stopwatch.StartNew();
        var (lossD, lossG) = training.Step(images);
        if (step >= warmUp)
            times.Add(clock.Elapsed.TotalMilliseconds);
        finite &= float.IsFinite(lossD) && float.IsFinite(lossG);
    }
    times.Sort();
    Print(
        (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2,
        $"{training.Networks}, {training.DiscriminatorUpdates / (warmUp + steps)} discriminator updates a step", finite);
}

static void Sample(Training training, int batches)
{
    training.Generator.eval();
    using var noGrad = no_grad();
    var images = 0L;
    var clock = new Stopwatch();
    // The first batch pays for loading kernels and filling the allocator.
    for (var batch = 0; batch < 1 + batches; batch++)
    {
        using var d = NewDisposeScope();
        var count = training.Generator.call(training.Latents()).shape[0];
        if (batch == 0)
            clock.Start();
        else
            images += count;
    }
    Print(images / clock.Elapsed.TotalSeconds, training.Networks);
}

static void Save(Training training, Tensor images, string folder)
{
    // Adam has its moments after a step.
    training.Step(images);
    var parameters = training.Generator.parameters().Concat(training.Discriminator.parameters()).Sum(p => p.numel());
    var clock = Stopwatch.StartNew();
    training.Generator.save(Path.Combine(folder, "generator.dat"));
    training.Discriminator.save(Path.Combine(folder, "discriminator.dat"));
    training.Optimizers[0].save_state_dict(Path.Combine(folder, "generator-optimizer.dat"));
    training.Optimizers[1].save_state_dict(Path.Combine(folder, "discriminator-optimizer.dat"));
    var seconds = clock.Elapsed.TotalSeconds;
    // Float32 weights with two moments each.
    Print(3 * sizeof(float) * parameters / seconds / 1e6, $"{parameters} parameters with two moments each");
}

static void Print(double value, string work, bool finite = true) =>
    Console.WriteLine(JsonSerializer.Serialize(new { value, work, finite }));
