// What a test has no time for: the same bits, step after step, while everything that can be freed is freed.

Task("Stress")
    .Description(
        "2,000 steps (--steps=N) of small trainings and evaluations beside a thread that collects garbage: no failure, the same bits; and "
        + "what happens to scalars that nothing holds.")
    .Takes("steps")
    .IsDependentOn("BuildAll")
    .Does(() => Run("dotnet", Paths.Microbenchmarks, "stress", Argument("steps", "2000")));
