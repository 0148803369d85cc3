using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers. Their arithmetic is that of PyTorch 1.13's single-tensor implementations, operation by operation.</summary>
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            /// <param name="handle">Unused: there is no native optimizer.</param>
            protected Optimizer(IntPtr handle) { }

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) { }

            public abstract void zero_grad();

            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Updates every parameter that has a gradient.</summary>
            /// <param name="closure">Computes the loss anew; optional.</param>
            /// <returns>The closure's loss, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            public abstract IEnumerable<Parameter> parameters();

            /// <summary>An optimizer's options by group and state by parameter.</summary>
            public class StateDictionary
            {
                internal StateDictionary() { }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];
            }
        }

        /// <summary>What a learning rate schedule changes.</summary>
        public interface ILearningRateController
        {
            public double LearningRate { get; set; }

            public double InitialLearningRate { get; set; }
        }

        /// <summary>An optimizer or group with momentum.</summary>
        public interface IMomentum
        {
            public double Momentum { get; set; }
        }

        /// <summary>An optimizer or group with two decay rates.</summary>
        public interface IBetas
        {
            public (double, double) Betas { get; set; }
        }
    }
}
