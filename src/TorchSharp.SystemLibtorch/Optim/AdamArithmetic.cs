using TorchSharp.SystemLibtorch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The step that Adam and AdamW share, in PyTorch 1.13's order of operations, which decides the last bits.</summary>
internal static class AdamArithmetic
{
    /// <summary>Moves the parameter by lr m̂ / (√v̂ + eps), with v̂ the greatest so far for AMSGrad.</summary>
    public static void Step(Adam.State state, Adam.Options options, Parameter parameter, Tensor gradient, double weightDecay)
    {
        var lr = options.LearningRate!.Value;
        var beta1 = options.beta1!.Value;
        var beta2 = options.beta2!.Value;
        var eps = options.eps!.Value;
        var (average, squareAverage) = (state.exp_avg!, state.exp_avg_sq!);
        state.step++;
        if (!options.amsgrad!.Value && FusedStep.Fits(parameter, average, squareAverage))
        {
            Kernels.adam_step([parameter], [gradient], [average], [squareAverage], lr, beta1, beta2, eps, weightDecay, state.step);
            return;
        }

        if (weightDecay != 0)
            gradient = gradient.add(parameter, weightDecay);
        Op.CallVoid("aten::mul_.Scalar", average, beta1);
        Op.CallVoid("aten::add_.Tensor", average, gradient, 1 - beta1);
        Op.CallVoid("aten::mul_.Scalar", squareAverage, beta2);
        Op.CallVoid("aten::addcmul_", squareAverage, gradient, gradient, 1 - beta2);
        if (options.amsgrad.Value)
            Op.CallVoid("aten::maximum.out", state.max_exp_avg_sq, squareAverage, state.max_exp_avg_sq);

        using var denominator = Op.Call("aten::sqrt", options.amsgrad.Value ? state.max_exp_avg_sq : squareAverage);
        Op.CallVoid("aten::div_.Scalar", denominator, Math.Sqrt(1 - Math.Pow(beta2, state.step)));
        Op.CallVoid("aten::add_.Scalar", denominator, eps);
        Op.CallVoid("aten::addcdiv_", parameter, average, denominator, -(lr / (1 - Math.Pow(beta1, state.step))));
    }
}
