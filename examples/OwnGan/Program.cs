using GanBench.Architectures;
using GanBench.Cli;
using GanBench.Datasets;
using GanBench.Metrics;
using GanBench.Objectives;
using GanBench.Training.Optimizers;
using GanBench.Training.Steps;
using OwnGan;

ArchitectureRegistry.All.Add(new TinyGan());
ObjectiveRegistry.All.Add("least-absolute", new LeastAbsoluteOptions(), (_, options) => new LeastAbsolute(options));
OptimizerRegistry.All.Add("sign-descent", new SignDescentOptions(), (input, options) => new SignDescent(input, options));
LoggedQuantities.All.Add(LossGap.Quantity);
DatasetRegistry.All.Add(new StripesSource());
MetricRegistry.All.Add(new BrightnessMetric());

// From here on it is the ganbench command, with all its verbs.
return await CommandLine.RunAsync(args);
