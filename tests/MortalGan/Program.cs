using GanBench.Cli;
using GanBench.Objectives;
using MortalGan;

// The ganbench command with an objective that can be made to end its process, to see what that does to a suite.
ObjectiveRegistry.All.Add(
    MortalObjective.ObjectiveName, recipe => new MortalObjective(ObjectiveRegistry.Create(recipe with { Objective = "non-saturating" })));
return await CommandLine.RunAsync(args);
