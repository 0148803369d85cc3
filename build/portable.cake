// Portable numerics: the same bits on this processor and on an emulated Haswell (AVX2, no AVX-512).

Task("TestPortable")
    .Description("Repeat a short training under qemu-user as a Haswell and compare the checkpoint hashes.")
    .IsDependentOn("Build")
    .Does(() =>
{
    var runs = MakeAbsolute(Directory("artifacts/portable"));
    CleanDirectory(runs);
    string[] Train(string place) => new[]
    {
        Paths.CliAssembly, "train", "--architecture", "dcgan", "--dataset", "glyphs", "--steps", "3", "--batch-size", "4",
        "--set", "network.width=0.1", "--numerics", "portable", "--sample-interval", "0", "--runs-dir", $"{runs}/{place}",
    };
    // The JIT is told the processor's level too, so that .NET's own arithmetic runs as it would there.
    var quiet = new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = "1", ["DOTNET_EnableWriteXorExecute"] = "0" };
    var dotnet = Context.Tools.Resolve("dotnet").FullPath;
    Information("As this processor …");
    RunWith(quiet, dotnet, Train("native"));
    Information("As a Haswell under qemu-user, which takes some minutes …");
    RunWith(quiet, "qemu-x86_64", new[] { "-cpu", "Haswell", dotnet }.Concat(Train("haswell")).ToArray());
    string Hash(string place) => System.Text.Json.JsonDocument.Parse(
        System.IO.File.ReadAllText(GetFiles($"{runs}/{place}/*/run.json").Single().FullPath)).RootElement.GetProperty("checkpointHash").GetString();
    Information("this processor {0}", Hash("native"));
    Information("Haswell        {0}", Hash("haswell"));
    if (Hash("native") != Hash("haswell"))
        throw new CakeException("Portable numerics gave other bits on an emulated Haswell.");
});

void RunWith(IDictionary<string, string> environment, string program, string[] arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
        builder.AppendQuoted(argument);
    var exitCode = StartProcess(program, new ProcessSettings { Arguments = builder, EnvironmentVariables = environment });
    if (exitCode != 0)
        throw new CakeException(exitCode, $"{program} ended with exit code {exitCode}.");
}
