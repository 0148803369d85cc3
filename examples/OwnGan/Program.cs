using GanBench.Architectures;
using GanBench.Cli;
using GanBench.Metrics;
using GanBench.Objectives;
using OwnGan;

ArchitectureRegistry.All.Add(new TinyGan());
ObjectiveRegistry.All.Add("least-absolute", _ => new LeastAbsolute());
MetricRegistry.All.Add(new BrightnessMetric());

// From here on it is the ganbench command, with all its verbs.
return await CommandLine.RunAsync(args);
