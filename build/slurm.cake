// Job arrays on a real Slurm, and runs that are killed again and again: too long for every test run.

Task("TestSlurm")
    .Description(
        "Run a small suite on a Slurm started on this machine, requeue, time out and cancel elements, and compare the hashes with local "
        + "runs.")
    .IsDependentOn("Build")
    .Does(() =>
{
    RequireProgram("sbatch", "slurm-wlm");
    Run("bash", "tests/slurm/slurm-test.sh", Paths.CliAssembly);
});

Task("TestFaults")
    .Description(
        "Kill a suite and a report at 200 points (--kills=N), at random and at system calls, and compare how they end with undisturbed "
        + "ones.")
    .Takes("kills")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    System.Environment.SetEnvironmentVariable("GANBENCH_FAULT_KILLS", Argument("kills", "200"));
    Run("dotnet", "test", "tests/GanBench.Cli.Tests", "--configuration", "Release", "--no-build", "--nologo", "--filter",
        "FullyQualifiedName~FaultTests");
});
