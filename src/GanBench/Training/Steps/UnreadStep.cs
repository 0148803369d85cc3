using GanBench.Engine;
using GanBench.Objectives;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// A step that was taken and of whose numbers none was read: they are still on the device, which may not even have computed them. Reading
/// waits for the device, so steps are read when their numbers are needed (<see cref="UnreadSteps"/>).
/// </summary>
public sealed class UnreadStep : IDisposable
{
    private readonly StepParts _parts;
    private readonly DiscriminatorPass _pass;
    private readonly Tensor _lossG;

    /// <summary>Keeps what a scheme left, which the scope of the step would free.</summary>
    /// <param name="parts">The networks and what schemes share.</param>
    /// <param name="outcome">What the scheme left.</param>
    internal UnreadStep(StepParts parts, StepOutcome outcome)
    {
        _parts = parts;
        _pass = outcome.Pass.With(Keep);
        _lossG = Keep(outcome.LossG);

        static Tensor Keep(Tensor tensor) => tensor.detach().DetachFromDisposeScope();
    }

    private bool HasScores => _parts.Objective.Output is OutputKind.Logit or OutputKind.Target;

    /// <summary>Reads the step, which waits for the device.</summary>
    public StepResult Read()
    {
        using var quantities = Quantities();
        return ToResult(quantities.ToNumbers());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Losses())
            tensor.Dispose();
        _pass.LogitsReal.Dispose();
        _pass.LogitsFake.Dispose();
    }

    /// <summary>The losses alone, a vector that the caller frees: what decides whether the run goes on.</summary>
    internal Tensor LossVector()
    {
        using var scope = NewDisposeScope();
        return Vector(Losses()).MoveToOuterDisposeScope();
    }

    /// <summary>The losses and everything else that is measured, a vector for <see cref="ToResult"/> that the caller frees.</summary>
    internal Tensor Quantities()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        List<Tensor> values = [.. Losses(), _parts.Discrimination.Total(_pass)];
        if (HasScores)
        {
            var logit = _parts.Objective.Output == OutputKind.Logit;
            values.Add((logit ? _pass.LogitsReal.sigmoid() : _pass.LogitsReal).mean());
            values.Add((logit ? _pass.LogitsFake.sigmoid() : _pass.LogitsFake).mean());
        }
        values.Add(TakenForReal(_pass.LogitsReal));
        values.Add(TakenForReal(_pass.LogitsFake));
        return Vector(values).MoveToOuterDisposeScope();
    }

    /// <summary>The first loss that is not a finite number, or null.</summary>
    /// <param name="numbers">What <see cref="LossVector"/> or <see cref="Quantities"/> holds, whose first numbers are the losses.</param>
    internal string? NonFinite(ReadOnlySpan<double> numbers) => StepResult.FirstNonFinite(
        numbers[0], numbers[1], _pass.Penalty is null ? null : numbers[2], numbers[_pass.Penalty is null ? 2 : 3]);

    /// <summary>The step's numbers by name.</summary>
    /// <param name="numbers">What <see cref="Quantities"/> holds.</param>
    internal StepResult ToResult(ReadOnlySpan<double> numbers)
    {
        var hasPenalty = _pass.Penalty is not null;
        var rest = numbers[(hasPenalty ? 4 : 3)..];
        return new StepResult
        {
            LossDReal = numbers[0],
            LossDFake = numbers[1],
            Penalty = hasPenalty ? numbers[2] : null,
            LossG = numbers[hasPenalty ? 3 : 2],
            LossD = rest[0],
            ScoreReal = HasScores ? rest[1] : null,
            ScoreFake = HasScores ? rest[2] : null,
            TruePositives = rest[^2] / _pass.LogitsReal.numel(),
            FalsePositives = rest[^1] / _pass.LogitsFake.numel(),
            Weights = _pass.Weights,
        };
    }

    private IEnumerable<Tensor> Losses() => _pass.Penalty is null
        ? [_pass.LossReal, _pass.LossFake, _lossG]
        : [_pass.LossReal, _pass.LossFake, _pass.Penalty, _lossG];

    // float64 holds every loss and every count as it is.
    private static Tensor Vector(IEnumerable<Tensor> values) =>
        cat([.. values.Select(value => value.to(ScalarType.Float64).reshape(1))]);

    private Tensor TakenForReal(Tensor logits) => logits.gt(Scalars.Of(_parts.Objective.Threshold)).sum();
}
