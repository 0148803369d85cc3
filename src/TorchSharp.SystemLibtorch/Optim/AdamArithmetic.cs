using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The operations that Adam and AdamW share, in PyTorch 1.13's order, which decides the last bits.</summary>
internal static class AdamArithmetic
{
    /// <summary>Decays both moving averages and adds the gradient and its square.</summary>
    public static void Moments(Tensor average, Tensor squareAverage, Tensor gradient, double beta1, double beta2)
    {
        Op.CallVoid("aten::mul_.Scalar", average, beta1);
        Op.CallVoid("aten::add_.Tensor", average, gradient, 1 - beta1);
        Op.CallVoid("aten::mul_.Scalar", squareAverage, beta2);
        Op.CallVoid("aten::addcmul_", squareAverage, gradient, gradient, 1 - beta2);
    }

    /// <summary>Moves the parameter by lr m̂ / (√v̂ + eps), with v̂ the greatest so far if <paramref name="greatest"/> is given.</summary>
    public static void Apply(
        Tensor parameter, Tensor average, Tensor squareAverage, Tensor? greatest, long step, double lr, double beta1, double beta2, double eps)
    {
        var correction1 = 1 - Math.Pow(beta1, step);
        var correction2 = 1 - Math.Pow(beta2, step);
        if (greatest is not null)
            Op.CallVoid("aten::maximum.out", greatest, squareAverage, greatest);
        using var denominator = Op.Call("aten::sqrt", greatest ?? squareAverage);
        Op.CallVoid("aten::div_.Scalar", denominator, Math.Sqrt(correction2));
        Op.CallVoid("aten::add_.Scalar", denominator, eps);
        Op.CallVoid("aten::addcdiv_", parameter, average, denominator, -(lr / correction1));
    }
}
