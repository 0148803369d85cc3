using System.Text.Json;

namespace GanBench.Build;

/// <summary>Portable numerics: the same bits on this processor and on an emulated Haswell, which has AVX2 and no AVX-512.</summary>
/// <param name="program">Assembly of the ganbench command.</param>
/// <param name="dotnet">Full path of dotnet.</param>
/// <param name="folder">An empty folder for the runs.</param>
/// <param name="run">Runs a program.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class PortableTarget(string program, string dotnet, string folder, RunProgram run, TextWriter output)
{
    // The features that qemu's Haswell lacks are left out by name: it would warn of each at every start.
    private const string Haswell = "Haswell,-rtm,-hle,-pcid,-x2apic,-tsc-deadline,-invpcid";

    private const int Starts = 3;

    // A step of wgan takes the emulator a minute; with its five of the critic it is enough for RMSprop and samples in evaluation mode.
    private static readonly (string Architecture, int Steps)[] Trainings = [("gan", 20), ("dcgan", 20), ("wgan", 1)];

    /// <summary>Trains both ways and compares the checkpoints' hashes.</summary>
    /// <exception cref="TargetException">A training did not complete.</exception>
    public Outcome Run()
    {
        foreach (var (architecture, steps) in Trainings)
        {
            output.WriteLine($"{architecture} as this processor …");
            var here = TrainedHash("native", architecture, steps, dotnet);
            output.WriteLine($"{architecture} as a Haswell …");
            var haswell = TrainedHash("haswell", architecture, steps, "qemu-x86_64", "-cpu", Haswell, dotnet);
            if (here != haswell)
            {
                var ends = $"{architecture} ended as {here} on this processor and as {haswell} on an emulated Haswell";
                return new Outcome(Problem: $"Portable numerics: {ends}.");
            }
            output.WriteLine($"{architecture} ended as {here} on both.");
        }
        return new Outcome();
    }

    private string TrainedHash(string place, string architecture, int steps, params string[] command)
    {
        var runs = Path.Combine(folder, place);
        var training = new ProgramStart(command[0],
        [
            .. command[1..], program, "train", "--architecture", architecture, "--dataset", "glyphs", "--steps", $"{steps}", "--batch-size",
            "8", "--set", "network.width=0.125", "--numerics", "portable", "--sample-interval", "0", "--runs-dir", runs,
        ]);
        // .NET under qemu-user crashes in one start of three, nearly always after its last line, when threads are shut down. Whether the
        // run is complete says more than the exit code, and a run that is not goes on where it stopped, to the same bits.
        for (var start = 1; start <= Starts; start++)
        {
            var exitCode = run(training).ExitCode;
            if (State(runs, architecture) is not { } state)
                continue;
            if (state.GetProperty("status").GetString() == "completed")
                return state.GetProperty("checkpointHash").GetString()!;
            output.WriteLine($"Start {start} ended with exit code {exitCode} before the run was complete.");
        }
        throw new TargetException($"Training {architecture} did not complete ({place}).");
    }

    private static JsonElement? State(string runs, string architecture)
    {
        var folder = Directory.Exists(runs) ? Directory.GetDirectories(runs, $"{architecture}-*").SingleOrDefault() : null;
        var file = folder is null ? null : Path.Combine(folder, "run.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement : null;
    }
}
