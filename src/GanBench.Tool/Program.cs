using GanBench.Cli;

return await CommandLine.RunAsync(args);
