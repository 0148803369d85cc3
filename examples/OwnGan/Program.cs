using GanBench.Architectures;
using GanBench.Cli;
using GanBench.Metrics;
using GanBench.Objectives;
using OwnGan;

ArchitectureRegistry.Register(new TinyGan());
ObjectiveRegistry.Register("least-absolute", _ => new LeastAbsolute());
MetricRegistry.Register(new BrightnessMetric());

// From here on it is the ganbench command, with all its verbs.
return await CommandLine.RunAsync(args);
