using GanBench.Objectives;
using static TorchSharp.torch;

namespace MortalGan;

/// <summary>
/// Another objective, whose values it gives, until an evaluation at which it does to its process what the environment variable
/// <see cref="Variable"/> says, e.g. <c>abort:13</c>: its thirteenth evaluation of the generator's loss aborts.
/// </summary>
/// <param name="inner">The other objective.</param>
internal sealed class MortalObjective(Objective inner) : Objective
{
    public const string ObjectiveName = "mortal", Variable = "MORTAL_GAN";

    private readonly string[] _fate = (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } fate ? fate : "live:0").Split(':');
    private int _evaluations;

    public override OutputKind Output => inner.Output;

    public override bool HasSoftLabels => inner.HasSoftLabels;

    public override double Threshold => inner.Threshold;

    public override Tensor Discriminator(Tensor logits, double label) => inner.Discriminator(logits, label);

    // Evaluated once per step.
    public override Tensor Generator(Tensor logits)
    {
        if (++_evaluations >= int.Parse(_fate[1], System.Globalization.CultureInfo.InvariantCulture))
            Fate.Meet(_fate[0]);
        return inner.Generator(logits);
    }
}
