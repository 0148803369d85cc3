using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class RMSProp
{
    /// <summary>Moving averages of the squared gradient and, where the variant needs them, of the gradient and of the step.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor? square_avg;
        /// <summary>Null without momentum.</summary>
        public Tensor? momentum_buffer;
        /// <summary>Null unless centered.</summary>
        public Tensor? grad_avg;

        public State(Parameter parameter) : base(parameter) { }

        public void Dispose()
        {
            square_avg?.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
        }

        public override void Initialize(OptimizerOptions options)
        {
            var settings = (Options)options;
            step = 0;
            Replace(ref square_avg, Zeros());
            Replace(ref momentum_buffer, settings.momentum!.Value > 0 ? Zeros() : null);
            Replace(ref grad_avg, settings.centered!.Value ? Zeros() : null);
        }

        public override void to(Device device)
        {
            MoveState(ref square_avg, device);
            MoveState(ref momentum_buffer, device);
            MoveState(ref grad_avg, device);
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            square_avg!.Save(writer);
            SaveConditionalStateTensor(writer, momentum_buffer);
            SaveConditionalStateTensor(writer, grad_avg);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            Replace(ref square_avg, LoadStateTensor(reader, _parameter.device));
            LoadConditionalStateTensor(reader, ref momentum_buffer, _parameter.device);
            LoadConditionalStateTensor(reader, ref grad_avg, _parameter.device);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            step = other.step;
            CopyState(ref square_avg, other.square_avg);
            CopyState(ref momentum_buffer, other.momentum_buffer);
            CopyState(ref grad_avg, other.grad_avg);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state && step == state.step && Same(square_avg, state.square_avg)
            && Same(momentum_buffer, state.momentum_buffer) && Same(grad_avg, state.grad_avg);
    }

    public class Options : OptimizerOptions
    {
        public bool? maximize;
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(maximize!.Value);
            writer.Write(momentum!.Value);
            writer.Write(alpha!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(centered!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            maximize = reader.ReadBoolean();
            momentum = reader.ReadDouble();
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            centered = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var other = (Options)source;
            (alpha, eps, weight_decay, momentum) = (other.alpha, other.eps, other.weight_decay, other.momentum);
            (centered, maximize) = (other.centered, other.maximize);
        }

        internal void FillFrom(Options defaults)
        {
            FillRate(defaults);
            alpha ??= defaults.alpha;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            momentum ??= defaults.momentum;
            centered ??= defaults.centered;
            maximize ??= defaults.maximize;
        }
    }
}
