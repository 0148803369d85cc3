using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// Steps that were taken and not read yet, and one transfer that reads them all. A GPU is read every <see cref="OnGpu"/> steps at the
/// latest, since it stands still while its numbers are fetched and the next step is prepared; a CPU after each step, where reading costs
/// nothing. What is read does not depend on when.
/// </summary>
/// <param name="atMost">Steps that may wait.</param>
internal sealed class UnreadSteps(int atMost) : IDisposable
{
    /// <summary>Steps that may wait on a GPU.</summary>
    public const int OnGpu = 20;

    private readonly List<(int Number, bool IsLogged, UnreadStep Step, Tensor Numbers)> _waiting = [];

    /// <summary>Steps that may wait on a device.</summary>
    /// <param name="device">The device.</param>
    public static int AtMost(Device device) => device.type == TorchSharp.DeviceType.CPU ? 1 : OnGpu;

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether no other may be added before they are read.</summary>
    public bool IsFull => _waiting.Count >= atMost;

    /// <summary>Adds a step, which belongs to this from now on.</summary>
    /// <param name="number">Number of the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="isLogged">Whether all its numbers are wanted; else only whether its losses are finite.</param>
    public void Add(int number, UnreadStep step, bool isLogged) =>
        _waiting.Add((number, isLogged, step, (isLogged ? step.Quantities() : step.LossVector()).DetachFromDisposeScope()));

    /// <summary>
    /// Reads the steps in their order and forgets them. A step with a loss that is not finite is the last of them: nothing that came
    /// after it is worth a word.
    /// </summary>
    /// <returns>The steps that are logged, and one that is not finite whether it is or not.</returns>
    public IReadOnlyList<(int Number, StepResult Result)> Read()
    {
        if (_waiting.Count == 0)
            return [];
        try
        {
            var numbers = Numbers();
            var (read, at) = (new List<(int, StepResult)>(), 0);
            foreach (var (number, isLogged, step, vector) in _waiting)
            {
                var own = numbers.AsSpan(at, (int)vector.numel());
                at += own.Length;
                var isFinite = step.NonFinite(own) is null;
                if (isLogged || !isFinite)
                    read.Add((number, isLogged ? step.ToResult(own) : step.Read()));
                if (!isFinite)
                    break;
            }
            return read;
        }
        finally
        {
            Forget();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private double[] Numbers()
    {
        if (_waiting.Count == 1)
            return _waiting[0].Numbers.ToNumbers();
        using var all = cat([.. _waiting.Select(waiting => waiting.Numbers)]);
        return all.ToNumbers();
    }

    private void Forget()
    {
        foreach (var (_, _, step, numbers) in _waiting)
        {
            step.Dispose();
            numbers.Dispose();
        }
        _waiting.Clear();
    }
}
