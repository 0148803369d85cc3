using TorchSharp.SystemLibtorch;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent, with momentum and Nesterov's variant (Sutskever et al., 2013).</summary>
public partial class SGD : OptimizerHelper, IMomentum
{
    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <exception cref="ArgumentException">A hyperparameter out of its range, or Nesterov without momentum or with dampening.</exception>
    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        Check.NotNegative(lr, nameof(SGD), nameof(lr));
        Check.NotNegative(momentum, nameof(SGD), nameof(momentum));
        Check.NotNegative(weight_decay, nameof(SGD), nameof(weight_decay));
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentException(
                FormattableString.Invariant($"SGD: nesterov needs momentum and no dampening (momentum was {momentum}, dampening {dampening})."));
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
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
        var momentum = options.momentum!.Value;
        var weightDecay = options.weight_decay!.Value;
        foreach (var parameter in group.ParameterArray)
        {
            var gradient = parameter.grad;
            if (gradient is null)
                continue;
            if (options.maximize!.Value)
                gradient = -gradient;

            var state = (State)_state[parameter.Handle];
            if (FusedStep.Fits(parameter, state.momentum_buffer))
            {
                var first = momentum != 0 && state.momentum_buffer is null;
                if (first)
                    state.momentum_buffer = empty_like(parameter).DetachFromDisposeScope();
                Kernels.sgd_step(
                    [parameter], [gradient], momentum != 0 ? [state.momentum_buffer!] : null, options.LearningRate!.Value, momentum,
                    options.dampening!.Value, weightDecay, options.nesterov!.Value, first);
                continue;
            }

            if (weightDecay != 0)
                gradient = gradient.add(parameter, weightDecay);
            if (momentum != 0)
            {
                var buffer = Accumulate(state, gradient, momentum, options.dampening!.Value);
                gradient = options.nesterov!.Value ? gradient.add(buffer, momentum) : buffer;
            }
            Op.CallVoid("aten::add_.Tensor", parameter, gradient, -options.LearningRate!.Value);
        }
    }

    private static Tensor Accumulate(State state, Tensor gradient, double momentum, double dampening)
    {
        // The first gradient enters undamped, as in PyTorch.
        if (state.momentum_buffer is null)
            return state.momentum_buffer = gradient.clone().DetachFromDisposeScope();
        Op.CallVoid("aten::mul_.Scalar", state.momentum_buffer, momentum);
        Op.CallVoid("aten::add_.Tensor", state.momentum_buffer, gradient, 1 - dampening);
        return state.momentum_buffer;
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    momentum = momentum,
                    dampening = dampening,
                    weight_decay = weight_decay,
                    nesterov = nesterov,
                    maximize = maximize,
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
