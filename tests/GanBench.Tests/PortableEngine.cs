using System.Runtime.CompilerServices;
using GanBench.Engine;

namespace GanBench.Tests;

/// <summary>
/// All tests compute in portable numerics, chosen before any of them can load libtorch: exact values then hold on every machine.
/// </summary>
internal static class PortableEngine
{
#pragma warning disable CA2255 // A process has one engine, and this assembly is the program that chooses it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Start() => TorchEngine.Start(new EngineOptions { Numerics = Numerics.Portable });
}
