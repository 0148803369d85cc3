namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Tests of what the whole process shares run alone.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;
