// dotnet cake [--target=NAME] [options]      dotnet cake --tree lists the targets
//
// One file per stage in build/; adding a stage is adding a file.
#load "build/*.cake"

RunAndExit(Argument("target", "QuickBenchmark"));
