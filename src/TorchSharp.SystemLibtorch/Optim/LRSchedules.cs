namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rate schedules, computed by PyTorch's recurrences.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Times gamma every step_size epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Recurrence(optimizer, (epoch, rate, _) => epoch == 0 || epoch % step_size != 0 ? rate : rate * gamma, last_epoch, verbose);

            /// <summary>The initial rate times a function of the epoch.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Recurrence(optimizer, (epoch, _, baseRate) => baseRate * lr_lambda(epoch), last_epoch, verbose);

            /// <summary>Times gamma every epoch.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new Recurrence(optimizer, (epoch, rate, _) => epoch == 0 ? rate : rate * gamma, last_epoch, verbose);

            /// <summary>A factor that goes from start_factor to end_factor in total_iters epochs and stays there.</summary>
            public static LRScheduler LinearLR(
                Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1,
                bool verbose = false)
            {
                var rise = end_factor - start_factor;
                return new Recurrence(
                    optimizer,
                    (epoch, rate, _) => epoch switch
                    {
                        0 => rate * start_factor,
                        _ when epoch > total_iters => rate,
                        _ => rate * (1.0 + (rise / ((total_iters * start_factor) + ((epoch - 1) * rise)))),
                    },
                    last_epoch,
                    verbose);
            }

            /// <summary>Half a cosine from the initial rate down to eta_min in T_max epochs, and up again (arXiv:1608.03983, without restarts).</summary>
            public static LRScheduler CosineAnnealingLR(
                Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new Recurrence(
                    optimizer,
                    (epoch, rate, baseRate) => epoch switch
                    {
                        0 => rate,
                        // One epoch after the bottom the recurrence would divide zero by zero.
                        _ when (epoch - 1 - T_max) % (2 * T_max) == 0 => rate + ((baseRate - eta_min) * (1 - Math.Cos(Math.PI / T_max)) / 2),
                        _ => ((1 + Math.Cos(Math.PI * epoch / T_max)) / (1 + Math.Cos(Math.PI * (epoch - 1) / T_max)) * (rate - eta_min)) + eta_min,
                    },
                    last_epoch,
                    verbose);

            private sealed class Recurrence : LRScheduler
            {
                private readonly Func<int, double, double, double> _next;

                public Recurrence(Optimizer optimizer, Func<int, double, double, double> next, int last_epoch, bool verbose)
                    : base(optimizer, last_epoch, verbose)
                {
                    _next = next;
                    step();
                }

                private protected override double NextRate(double rate, double baseRate) => _next(_last_epoch, rate, baseRate);
            }
        }
    }
}
