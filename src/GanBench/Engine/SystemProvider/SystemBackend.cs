using GanBench.Runs;
using TorchSharp;
using TorchSharp.SystemLibtorch;
using static TorchSharp.torch;

namespace GanBench.Engine.SystemProvider;

/// <summary>The backend of the system provider: sets the machine up before libtorch loads, and takes optimiser steps and dropout masks in one fused pass.</summary>
internal sealed class SystemBackend : PlainBackend
{
    /// <inheritdoc/>
    public override string Name => "system";

    /// <inheritdoc/>
    public override void Configure(EngineOptions options) =>
        EngineSetup.Apply(new EngineSettings { Portable = options.Numerics == Numerics.Portable, Threads = options.Threads });

    /// <inheritdoc/>
    public override EngineReport Describe()
    {
        var found = EngineSetup.Describe();
        var settings = new Dictionary<string, string>
        {
            ["libtorch path"] = found.LibtorchPath,
            ["BLAS"] = found.BlasPath ?? "built into libtorch",
            ["BLAS core type"] = found.BlasCore ?? "not OpenBLAS",
            ["SIMD level"] = found.CpuCapability,
            ["allocator"] = found.Allocator,
        };
        foreach (var variable in found.Variables)
            settings[variable.Name] = $"{variable.Value} ({(variable.Chosen ? "chosen" : "set by the user")})";
        return new EngineReport(found.LibtorchVersion, found.Threads, found.CudaDevices, settings);
    }

    /// <inheritdoc/>
    public override Tensor DropoutMask(long[] shape, double rate, ulong key, ulong counter, Device device)
    {
        var mask = Kernels.dropout_mask(shape, rate, key, counter);
        if (device.type == DeviceType.CPU)
            return mask;
        using (mask)
            return mask.to(device);
    }

    /// <inheritdoc/>
    public override void AdamStep(OptimizerTensors state, AdamRates rates)
    {
        if (!CanFuse(state))
        {
            base.AdamStep(state, rates);
            return;
        }
        using var scope = NewDisposeScope();
        Kernels.adam_step(
            state.Parameters, Dense(state.Gradients), state.First, state.Second, rates.LearningRate, rates.Beta1, rates.Beta2, rates.Epsilon, 0, rates.Step);
    }

    /// <inheritdoc/>
    public override void RmsPropStep(OptimizerTensors state, RmsPropRates rates)
    {
        if (!CanFuse(state))
        {
            base.RmsPropStep(state, rates);
            return;
        }
        using var scope = NewDisposeScope();
        Kernels.rmsprop_step(
            state.Parameters, Dense(state.Gradients), state.Second, rates.Momentum > 0 ? state.First : null, rates.LearningRate, rates.Decay,
            rates.Epsilon, 0, rates.Momentum);
    }

    // The kernels are for dense float32 on the CPU; anything else takes the plain steps.
    private static bool CanFuse(OptimizerTensors state) =>
        state.Parameters.All(p => p.device_type == DeviceType.CPU && p.dtype == ScalarType.Float32 && p.is_contiguous());

    private static Tensor[] Dense(Tensor[] gradients) => [.. gradients.Select(g => g.is_contiguous() ? g : g.contiguous())];
}
