using System.Diagnostics;
using System.Globalization;
using TorchSharpPeer;
using static TorchSharp.torch;

// The networks of four of GanBench's architectures, trained as TorchSharp's tutorials train theirs, on the library's default settings:
//     TorchSharpPeer gan-28|dcgan-28|dcgan-64|wgan-gp-28 STEPS WARM-UP
// Prints what was trained, then the median milliseconds of a step.
if (args.Length != 3)
{
    Console.Error.WriteLine("usage: TorchSharpPeer gan-28|dcgan-28|dcgan-64|wgan-gp-28 STEPS WARM-UP");
    return 2;
}
ITraining training = args[0] switch
{
    "gan-28" => new GanTraining(Gan28.Generator(), Gan28.Discriminator(), batchSize: 128),
    "dcgan-28" => new GanTraining(Dcgan28.Generator(), Dcgan28.Discriminator(), batchSize: 128),
    "dcgan-64" => new GanTraining(Dcgan64.Generator(), Dcgan64.Discriminator(), batchSize: 64),
    "wgan-gp-28" => new WganGpTraining(WganGp28.Generator(), WganGp28.Critic(), batchSize: 128),
    _ => throw new ArgumentException($"There is no network '{args[0]}'."),
};
var (steps, warmUp) = (int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));

// Noise in place of images: a step takes as long on one as on the other.
var images = args[0] == "dcgan-64" ? rand(1024, 3, 64, 64) * 2 - 1 : rand(1024, 1, 28, 28) * 2 - 1;
var times = new List<double>();
for (var step = 0; step < warmUp + steps; step++)
{
    var clock = Stopwatch.StartNew();
    training.Step(images);
    if (step >= warmUp)
        times.Add(clock.Elapsed.TotalMilliseconds);
}
times.Sort();
Console.WriteLine(training.Describe(warmUp + steps));
Console.WriteLine(((times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2).ToString("R", CultureInfo.InvariantCulture));
return 0;
