using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Changes the learning rates of an optimizer's groups from epoch to epoch. Making it sets epoch 0's rates.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;
                private readonly double[] _baseRates;
                private readonly bool _verbose;

                /// <param name="optimizer">Whose rates to change.</param>
                /// <param name="last_epoch">The epoch to continue after; -1 starts anew, from the optimizer's present rates.</param>
                /// <param name="verbose">Whether to print every change.</param>
                private protected LRScheduler(Optimizer optimizer, int last_epoch, bool verbose)
                {
                    _groups = [.. optimizer.ParamGroups];
                    _verbose = verbose;
                    _last_epoch = last_epoch;
                    if (last_epoch < 0)
                        foreach (var group in _groups)
                            group.InitialLearningRate = group.LearningRate;
                    _baseRates = [.. _groups.Select(group => group.InitialLearningRate)];
                }

                protected int _last_epoch;

                /// <summary>The present rate of each group.</summary>
                public IEnumerable<double> get_last_lr() => _groups.Select(group => group.LearningRate);

                /// <summary>Goes on to the next epoch; call it after the optimizer's steps of an epoch.</summary>
                public virtual void step()
                {
                    _last_epoch++;
                    for (var i = 0; i < _groups.Length; i++)
                    {
                        _groups[i].LearningRate = NextRate(_groups[i].LearningRate, _baseRates[i]);
                        if (_verbose)
                            Console.WriteLine(
                                string.Create(CultureInfo.InvariantCulture, $"Learning rate of group {i} is {_groups[i].LearningRate}."));
                    }
                }

                /// <summary>The rate at <see cref="_last_epoch"/>, from that of the epoch before and that at the start.</summary>
                private protected abstract double NextRate(double rate, double baseRate);
            }
        }
    }
}
