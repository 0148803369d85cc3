// Benchmarks beside a peer in the same run: ratios, never bare times.

Task("Measure")
    .Description("Time the engine, the datasets and the metrics beside PyTorch: --name=training, datasets or metrics; ring and normal-1d measure learning.")
    .IsDependentOn("BuildAll")
    .Does(() =>
{
    const string program = "benchmarks/GanBench.Microbenchmarks/bin/Release/net10.0/GanBench.Microbenchmarks.dll";
    foreach (var name in Arguments<string>("name", "training"))
        Run("dotnet", program, name);
});
