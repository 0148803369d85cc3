// Damaged files by the million.

Task("Fuzz")
    .Description(
        "Damage files of every format that is read and see that each is read or refused in words that fit: --cases=1000000 for each of "
        + "the parsers, or --minutes=60 in all, --parser=NAME for one, --start=N for other cases.")
    .Takes("cases", "minutes", "parser", "start")
    .IsDependentOn("BuildAll")
    .Does(() => Run("dotnet", new[] { Paths.Fuzzing, $"--folder={Paths.Artifacts}/fuzz" }
        .Concat(HandThrough("cases", "minutes", "parser", "start")).ToArray()));
