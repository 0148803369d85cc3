Task("TestPortable")
    .Description("Repeat short trainings under qemu-user as a Haswell and compare the checkpoint hashes.")
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("qemu-x86_64", "qemu-user");
    CleanDirectory("artifacts/portable");
    Tools("portable", "--program=" + Paths.CliAssembly, "--dotnet=" + Context.Tools.Resolve("dotnet").FullPath,
        "--folder=artifacts/portable");
});
