namespace TorchSharp.Modules;

/// <summary>Range checks of hyperparameters.</summary>
internal static class Check
{
    public static void NotNegative(double value, string optimizer, string name)
    {
        if (!(value >= 0))
            throw new ArgumentException(FormattableString.Invariant($"{optimizer}: {name} must be at least 0 (was {value})."));
    }

    public static void Decay(double value, string optimizer, string name)
    {
        if (value is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"{optimizer}: {name} must be at least 0 and less than 1 (was {value})."));
    }
}
