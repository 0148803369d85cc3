using GanBench.Datasets;
using GanBench.Imaging;
using GanBench.Random;
using static TorchSharp.torch;

namespace GanBench.Training;

/// <summary>The pictures that a run leaves: what its generator makes as it learns, and what it learns from.</summary>
internal static class RunPictures
{
    /// <summary>
    /// A grid of samples after a step, of the same latent vectors throughout the run; none where the samples are no images.
    /// </summary>
    /// <param name="request">The run.</param>
    /// <param name="model">Its networks.</param>
    /// <param name="step">The step.</param>
    public static void WriteSamples(RunRequest request, GanModel model, int step)
    {
        using var scope = NewDisposeScope();
        using var latents = model.Latents(Streams.LatentSamples, 0, request.Spec.Training.SampleCount);
        var images = model.Sample(latents).cpu();
        if (request.Data.Kind == SampleKind.Image)
            ImageGrid.Save(request.Directory.SampleFile(step), model.Shape, images.contiguous().data<float>().ToArray());
    }

    /// <summary>What generated images are looked at beside: the same ones for all runs on the same data.</summary>
    /// <param name="request">The run.</param>
    public static void WriteReal(RunRequest request)
    {
        if (request.Data.Kind == SampleKind.Image && !File.Exists(request.Directory.RealFile))
            DatasetPreview.Write(request.Directory.RealFile, request.Data, request.Spec.Training.SampleCount);
    }
}
