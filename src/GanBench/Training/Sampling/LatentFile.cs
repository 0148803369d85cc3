using System.Runtime.InteropServices;
using GanBench.Imaging;
using GanBench.Metrics.Numpy;
using GanBench.Storage;
using static TorchSharp.torch;

namespace GanBench.Training.Sampling;

/// <summary>
/// Latent vectors in files that NumPy (.npy) or PyTorch (.safetensors, tensor "latents") write and read: N×d numbers.
/// </summary>
public static class LatentFile
{
    private const string TensorName = "latents", NumPy = ".npy", SafeTensorsEnding = ".safetensors";

    /// <summary>Refuses a name that ends in neither.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It does.</exception>
    public static void Require(string path)
    {
        if (!IsNumPy(path) && !path.EndsWith(SafeTensorsEnding, StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Latent vectors are kept in files that end in {NumPy} or {SafeTensorsEnding} (was '{path}').");
    }

    /// <summary>Reads vectors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimension">Numbers per vector that the generator takes.</param>
    /// <exception cref="UsageException">The file's name ends in neither.</exception>
    /// <exception cref="DataException">
    /// The file is missing or damaged, has no N×<paramref name="dimension"/> numbers, or some that are not finite.
    /// </exception>
    public static LatentSet Load(string path, int dimension)
    {
        Require(path);
        var (shape, values) = IsNumPy(path) ? LoadNumPy(path) : LoadSafeTensors(path);
        if (shape.Count != 2 || shape[1] != dimension || shape[0] < 1)
        {
            var held = shape.Count == 0 ? "a single number" : string.Join('×', shape) + " numbers";
            throw new DataException($"{path} holds {held}; this generator takes latent vectors N×{dimension}.");
        }
        var bad = Array.FindIndex(values, value => !float.IsFinite(value));
        return bad < 0 ? new LatentSet(dimension, values)
            : throw new DataException(
                $"{path} holds {values[bad]} in row {bad / dimension}, column {bad % dimension}: not a finite number.");
    }

    /// <summary>Writes vectors as float32.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="latents">The vectors.</param>
    /// <exception cref="UsageException">The file's name ends in neither.</exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(string path, LatentSet latents)
    {
        Require(path);
        if (IsNumPy(path))
            AtomicFile.Write(path, stream => NpyFormat.Write(stream, [latents.Count, latents.Dimension], latents.Values));
        else
            SafeTensors.Save(path,
            [
                new TensorBytes(
                    TensorName, SafeTensorType.F32, [latents.Count, latents.Dimension],
                    MemoryMarshal.AsBytes<float>(latents.Values).ToArray()),
            ]);
    }

    private static bool IsNumPy(string path) => path.EndsWith(NumPy, StringComparison.OrdinalIgnoreCase);

    private static (IReadOnlyList<long> Shape, float[] Values) LoadNumPy(string path)
    {
        var array = NpyFormat.Read(ImageFile.ReadBytes(path), path);
        return ([.. array.Shape.Select(side => (long)side)], Array.ConvertAll(array.Values, value => (float)value));
    }

    private static (IReadOnlyList<long> Shape, float[] Values) LoadSafeTensors(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        using var scope = NewDisposeScope();
        // A file with one tensor may call it anything.
        var tensor = SafeTensors.ToTensor(file, file.Entry(file.Entries is [var only] ? only.Name : TensorName));
        return (tensor.shape, tensor.to(float32).data<float>().ToArray());
    }
}
