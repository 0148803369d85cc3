using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using GanBench.Engine;
using GanBench.Runs;
using GanBench.Storage;

namespace GanBench.Scaling;

/// <summary>What numbers were measured on: values of different conditions are never put into one table.</summary>
/// <param name="Processor">The processor's model name.</param>
/// <param name="Cores">Cores available to the process.</param>
/// <param name="Memory">Memory of the machine in GiB.</param>
/// <param name="System">The operating system.</param>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Rounds">Processes for each point.</param>
/// <param name="Quick">Whether it is a quick run.</param>
internal sealed record ScalingConditions(
    string Processor, int Cores, int Memory, string System, string Libtorch, int Rounds, bool Quick)
{
    /// <summary>One sentence for captions.</summary>
    public string Caption => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor}, {Cores} cores, {Memory} GiB, {System}; libtorch {Libtorch}; {Rounds} {(Rounds == 1 ? "round" : "rounds")}");

    /// <summary>Describes this machine.</summary>
    /// <param name="libtorch">Version of libtorch, which this process does not load.</param>
    /// <param name="rounds">Processes for each point.</param>
    /// <param name="quick">Whether it is a quick run.</param>
    public static ScalingConditions Here(string libtorch, int rounds, bool quick) => new(
        Machine.Processor(), Environment.ProcessorCount,
        (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30)),
        RuntimeInformation.OSDescription, libtorch, rounds, quick);

    /// <summary>Reads a file; null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">It does not say what conditions were.</exception>
    public static ScalingConditions? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ScalingConditions>(File.ReadAllText(path), RunJson.Indented);
        }
        catch (JsonException e)
        {
            throw new DataException($"{path} cannot be read: {e.Message} --fresh measures everything again.", e);
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) =>
        AtomicFile.Write(path, stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Indented)));
}
