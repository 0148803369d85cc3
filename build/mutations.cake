// Are the guards awake? build/tools/Mutation.cs has the list, docs/regressions.md the reason.

Task("Mutations")
    .Description(
        "Break formulas one by one in a copy of the sources and name the snapshots that notice; fails when one survives. --only=Adam "
        + "picks.")
    .Takes("only")
    .IsDependentOn("Build")
    .Does(() => Tools("mutations", "--folder=artifacts/mutations", "--only=" + Argument("only", "")));
