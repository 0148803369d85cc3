using TorchSharp.SystemLibtorch;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RMSprop (Hinton's lecture 6e), with momentum and the centered variant of Graves (arXiv:1308.0850).</summary>
public partial class RMSProp : OptimizerHelper, IMomentum
{
    public RMSProp(
        IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    /// <exception cref="ArgumentException">A hyperparameter out of its range.</exception>
    public RMSProp(
        IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
    {
        Check.NotNegative(lr, nameof(RMSProp), nameof(lr));
        Check.NotNegative(alpha, nameof(RMSProp), nameof(alpha));
        Check.NotNegative(eps, nameof(RMSProp), nameof(eps));
        Check.NotNegative(momentum, nameof(RMSProp), nameof(momentum));
        Check.NotNegative(weight_decay, nameof(RMSProp), nameof(weight_decay));
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            momentum = momentum,
            centered = centered,
            maximize = maximize,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    public double Momentum
    {
        get => Defaults.momentum!.Value;
        set => Defaults.momentum = value;
    }

    private Options Defaults => (Options)_defaults;

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var options = (Options)(param_group.Options ??= new Options());
        options.FillFrom(Defaults);
        base.add_param_group(param_group);
    }

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private void Update(ParamGroup group)
    {
        var options = group.Options;
        var lr = options.LearningRate!.Value;
        var alpha = options.alpha!.Value;
        var weightDecay = options.weight_decay!.Value;
        var momentum = options.momentum!.Value;
        foreach (var parameter in group.ParameterArray)
        {
            var gradient = parameter.grad;
            if (gradient is null)
                continue;
            if (options.maximize!.Value)
                gradient = -gradient;

            var state = (State)_state[parameter.Handle];
            state.step++;
            if (!options.centered!.Value && FusedStep.Fits(parameter, state.square_avg, state.momentum_buffer))
            {
                Kernels.rmsprop_step(
                    [parameter], [gradient], [state.square_avg!], momentum > 0 ? [state.momentum_buffer!] : null, lr, alpha,
                    options.eps!.Value, weightDecay, momentum);
                continue;
            }

            if (weightDecay != 0)
                gradient = gradient.add(parameter, weightDecay);
            Op.CallVoid("aten::mul_.Scalar", state.square_avg, alpha);
            Op.CallVoid("aten::addcmul_", state.square_avg, gradient, gradient, 1 - alpha);
            using var deviation = Deviation(state, gradient, alpha, options.centered.Value);
            Op.CallVoid("aten::add_.Scalar", deviation, options.eps!.Value);

            if (momentum > 0)
            {
                Op.CallVoid("aten::mul_.Scalar", state.momentum_buffer, momentum);
                Op.CallVoid("aten::addcdiv_", state.momentum_buffer, gradient, deviation);
                Op.CallVoid("aten::add_.Tensor", parameter, state.momentum_buffer, -lr);
            }
            else
            {
                Op.CallVoid("aten::addcdiv_", parameter, gradient, deviation, -lr);
            }
        }
    }

    private static Tensor Deviation(State state, Tensor gradient, double alpha, bool centered)
    {
        if (!centered)
            return Op.Call("aten::sqrt", state.square_avg);
        Op.CallVoid("aten::mul_.Scalar", state.grad_avg, alpha);
        Op.CallVoid("aten::add_.Tensor", state.grad_avg, gradient, 1 - alpha);
        var variance = Op.Call("aten::addcmul", state.square_avg, state.grad_avg, state.grad_avg, -1.0);
        Op.CallVoid("aten::sqrt_", variance);
        return variance;
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
            double momentum = 0, bool centered = false)
            : base(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    eps = eps,
                    alpha = alpha,
                    weight_decay = weight_decay,
                    momentum = momentum,
                    centered = centered,
                })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
