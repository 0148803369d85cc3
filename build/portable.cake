// Portable numerics: the same bits on this processor and on an emulated Haswell, which has AVX2 and no AVX-512.

// The features that qemu's Haswell lacks are left out by name: it would warn of each at every start.
const string Haswell = "Haswell,-rtm,-hle,-pcid,-x2apic,-tsc-deadline,-invpcid";

Task("TestPortable")
    .Description("Repeat short trainings under qemu-user as a Haswell and compare the checkpoint hashes.")
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("qemu-x86_64", "qemu-user");
    var dotnet = Context.Tools.Resolve("dotnet").FullPath;
    CleanDirectory("artifacts/portable");
    foreach (var architecture in new[] { "gan", "dcgan" })
    {
        Information("{0} as this processor …", architecture);
        var here = TrainedHash("native", architecture, "dotnet");
        Information("{0} as a Haswell …", architecture);
        var haswell = TrainedHash("haswell", architecture, "qemu-x86_64", "-cpu", Haswell, dotnet);
        if (here != haswell)
            throw new CakeException(1, $"Portable numerics: {architecture} ended as {here} on this processor and as {haswell} on an emulated Haswell.");
        Information("{0} ended as {1} on both.", architecture, here);
    }
});

string TrainedHash(string place, string architecture, params string[] command)
{
    var runs = $"artifacts/portable/{place}";
    var arguments = command.Skip(1).Concat(new[]
    {
        Paths.CliAssembly, "train", "--architecture", architecture, "--dataset", "glyphs", "--steps", "20", "--batch-size", "8",
        "--set", "network.width=0.125", "--numerics", "portable", "--sample-interval", "0", "--runs-dir", runs,
    }).ToArray();
    // .NET under qemu-user crashes in one start of three, nearly always after its last line, when threads are shut down. Whether the run
    // is complete says more than the exit code, and a run that is not goes on where it stopped, to the same bits.
    for (var start = 1; start <= 3; start++)
    {
        var exitCode = Try(command[0], arguments);
        var run = GetFiles($"{runs}/{architecture}-*/run.json").SingleOrDefault();
        if (run is null)
            continue;
        var state = System.Text.Json.JsonDocument.Parse(System.IO.File.ReadAllText(run.FullPath)).RootElement;
        if (state.GetProperty("status").GetString() == "completed")
            return state.GetProperty("checkpointHash").GetString();
        Warning("Start {0} ended with exit code {1} before the run was complete.", start, exitCode);
    }
    throw new CakeException(1, $"Training {architecture} did not complete ({place}).");
}
