using System.Diagnostics;
using GanBench.Engine;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Random;
using GanBench.Recipes;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>
/// Times bfloat16 against float32 on the layers that a run spends most of its arithmetic in: of both networks the convolution and the
/// product with the most, each standing for all of its kind. At most a second in all.
/// </summary>
internal static class PrecisionTiming
{
    // Of a forward pass, and of both passes in bfloat16: little enough for a dozen to be a part of a second, where bfloat16 is slow too.
    private const double MostOperations = 0.3e9, MostMilliseconds = 100;

    private const int MostRounds = 7;

    private static readonly TimeSpan TimeOfPart = TimeSpan.FromSeconds(0.4);

    /// <summary>Measures.</summary>
    /// <param name="request">The run.</param>
    public static PrecisionTimes Measure(RunRequest request)
    {
        var (shape, recipe) = (request.Data.Shape, request.Spec.Recipe);
        var architecture = request.Architecture;
        var parts = PartsOf(architecture.Generator(shape, recipe.Network))
            .Concat(PartsOf(architecture.Discriminator(shape, recipe.Network))).ToList();
        var (float32, bf16) = (0.0, 0.0);
        var titles = new List<string>();
        foreach (var kind in parts.GroupBy(part => part.IsProduct))
        {
            var largest = kind.MaxBy(part => part.Operations)!;
            var batch = (int)Math.Clamp(MostOperations / largest.Operations, 1, request.Spec.Training.BatchSize);
            var times = Time(largest, ref batch);
            var share = kind.Sum(part => part.Operations) / largest.Operations;
            (float32, bf16) = (float32 + (share * times.Float32), bf16 + (share * times.Bf16));
            titles.Add(FormattableString.Invariant($"{largest.Layers[^1].Title} on {largest.Input} (batch {batch})"));
        }
        return new PrecisionTimes(float32, bf16, string.Join(" with ", titles));
    }

    // The layers with weights, but those of batch norm; upsampling belongs to the convolution after it.
    private static IEnumerable<Part> PartsOf(Network network)
    {
        var (before, input) = ((Layer?)null, network.Input);
        var inputOfBefore = input;
        foreach (var (layer, row) in network.Layers.Zip(network.Summary))
        {
            if (row.Parameters.Trainable > 0 && layer is not BatchNorm)
            {
                var places = layer is ConvTranspose ? input : row.Output;
                var operations = 2.0 * row.Parameters.Trainable * (places.IsVector ? 1 : places.Height * places.Width);
                yield return before is Upsample
                    ? new Part([before, layer], inputOfBefore, layer is Dense, operations)
                    : new Part([layer], input, layer is Dense, operations);
            }
            (before, inputOfBefore, input) = (layer, input, row.Output);
        }
    }

    // Medians of passes that alternate, so that both meet the same load of the machine; of a smaller batch where it is slow.
    private static (double Float32, double Bf16) Time(Part part, ref int batch)
    {
        using var scope = NewDisposeScope();
        using var module = LayerSequence.Build(part.Layers, part.Input, new BuildContext(new DropoutNoise(1, nameof(PrecisionTiming))));
        using (no_grad())
        {
            foreach (var parameter in module.parameters())
                parameter.fill_(Scalars.Of(0.01));
        }
        var sample = part.Input;
        long[] shape = sample.IsVector ? [batch, sample.Length] : [batch, sample.Channels, sample.Height, sample.Width];
        var points = TensorMemory.Create(shape, new RandomStream(1, nameof(PrecisionTiming)).FillUniform).requires_grad_();
        var parameters = module.parameters().ToArray();
        var (float32, bf16) = (new List<double>(), new List<double>());
        var clock = Stopwatch.StartNew();
        // Where bfloat16 is emulated a batch may take seconds: one image says so. The first pass of a size loads its kernels.
        var images = 1;
        Pass(Precision.Bf16);
        var one = Math.Min(Pass(Precision.Bf16), Pass(Precision.Bf16));
        images = batch = (int)Math.Clamp(MostMilliseconds / one, 1, batch);
        Pass(Precision.Float32);
        Pass(Precision.Bf16);
        while (float32.Count == 0 || (float32.Count < MostRounds && clock.Elapsed < TimeOfPart))
        {
            float32.Add(Pass(Precision.Float32));
            bf16.Add(Pass(Precision.Bf16));
        }
        return (Median(float32), Median(bf16));

        double Pass(Precision precision)
        {
            using var pass = NewDisposeScope();
            using var products = MixedPrecision.Use(precision);
            var input = points.narrow(0, 0, images);
            var start = Stopwatch.GetTimestamp();
            var output = module.call(input);
            _ = autograd.grad([output], [input, .. parameters], [ones_like(output)]);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Layers that are timed as one.</summary>
    /// <param name="Layers">The layers.</param>
    /// <param name="Input">Shape of one input.</param>
    /// <param name="IsProduct">Whether it is a product; else a convolution or a block of them.</param>
    /// <param name="Operations">Floating-point operations of one input's forward pass.</param>
    private sealed record Part(IReadOnlyList<Layer> Layers, TensorShape Input, bool IsProduct, double Operations);
}
