using GanBench.Engine;
using GanBench.Objectives;
using GanBench.Random;
using GanBench.Recipes;
using GanBench.Training.Optimizers;
using GanBench.Training.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace GanBench.Training.Steps;

/// <summary>
/// One training step: the recipe's discriminator updates and one generator update. Everything random in it is a function of
/// (seed, step), so a step can be repeated.
/// </summary>
/// <param name="model">The networks; changed in place.</param>
/// <param name="recipe">How they are trained.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="steps">Steps of the whole run, for schedules.</param>
public sealed class GanStep(GanModel model, Recipe recipe, ulong seed, int steps)
{
    private readonly Objective _objective = ObjectiveRegistry.Create(recipe);

    /// <summary>Takes a step.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="realBatch">Returns the real samples of the step's discriminator update 0, 1, … as N×C×H×W in [-1, 1].</param>
    public StepResult Take(int step, Func<int, Tensor> realBatch)
    {
        model.GeneratorNoise.Begin(step);
        model.DiscriminatorNoise.Begin(step);
        var rateD = recipe.Discriminator.Optimizer.LinearDecay ? Remaining(step) : 1;
        var rateG = recipe.Generator.Optimizer.LinearDecay ? Remaining(step) : 1;

        using var scope = NewDisposeScope();
        if (recipe.Scheme == UpdateScheme.Simultaneous)
            return Simultaneous(step, realBatch(0), rateD, rateG);

        StepResult? result = null;
        Tensor? fake = null;
        for (var k = 0; k < recipe.Discriminator.Steps; k++)
        {
            using var updateScope = NewDisposeScope();
            var last = k == recipe.Discriminator.Steps - 1;
            var real = realBatch(k);
            fake = DiscriminatorFakes(Latents(step, k, (int)real.shape[0]), last && KeepsFakes);
            result = UpdateDiscriminator(step, k, real, fake.detach(), rateD, last);
            if (last)
                fake.MoveToOuterDisposeScope();
        }
        if (!KeepsFakes)
            fake = Generate(Latents(step, ReusesLatents ? recipe.Discriminator.Steps - 1 : recipe.Discriminator.Steps, (int)fake!.shape[0]));
        var lossG = _objective.Generator(Discriminate(fake!, step, 2 * recipe.Discriminator.Steps));
        model.GeneratorOptimizer.Step(Gradients(lossG, model.GeneratorOptimizer), rateG);
        model.UpdateAverage();
        return result! with { LossG = lossG.ToNumber() };
    }

    private bool ReusesLatents => recipe.Generator.Latents == GeneratorLatents.Reused;

    // The generator does not change between the discriminator's last update and its own, so the same graph serves both.
    private bool KeepsFakes => ReusesLatents && !recipe.Discriminator.FakesInEvaluationMode;

    private double Remaining(int step) => 1 - ((step - 1) / (double)steps);

    private Tensor Latents(int step, int draw, int count) =>
        model.Latents("latent/training", ((long)step * (recipe.Discriminator.Steps + 1)) + draw, count);

    private Tensor Generate(Tensor latents) => model.Generator.call(latents);

    private Tensor DiscriminatorFakes(Tensor latents, bool keepGraph)
    {
        if (keepGraph)
            return Generate(latents);
        using var noGrad = no_grad();
        if (!recipe.Discriminator.FakesInEvaluationMode)
            return Generate(latents);
        model.Generator.eval();
        try
        {
            return Generate(latents);
        }
        finally
        {
            model.Generator.train();
        }
    }

    private Tensor Discriminate(Tensor samples, int step, int draw) => model.Discriminator.call(WithInstanceNoise(samples, step, draw));

    private StepResult? UpdateDiscriminator(int step, int k, Tensor real, Tensor fake, double rate, bool measure)
    {
        var optimizer = model.DiscriminatorOptimizer;
        var (labelReal, labelFake) = Labels(step, k);
        Tensor logitsReal, logitsFake, lossReal, lossFake;
        Tensor? penalty = null;
        (double, double)? weights = null;
        if (recipe.Discriminator.Batches == DiscriminatorBatches.SeparateSteps)
        {
            logitsReal = Discriminate(real, step, 2 * k);
            lossReal = _objective.Discriminator(logitsReal, labelReal);
            optimizer.Step(Gradients(lossReal, optimizer), rate);
            logitsFake = Discriminate(fake, step, (2 * k) + 1);
            lossFake = _objective.Discriminator(logitsFake, labelFake);
            optimizer.Step(Gradients(lossFake, optimizer), rate);
        }
        else
        {
            (logitsReal, logitsFake) = BothLogits(real, fake, step, k);
            lossReal = _objective.Discriminator(logitsReal, labelReal);
            lossFake = _objective.Discriminator(logitsFake, labelFake);
            penalty = Penalties.Compute(recipe.Regularizer, model.Discriminator, real, fake,
                new RandomStream(seed, "penalty", ((long)step * recipe.Discriminator.Steps) + k));
            if (recipe.Weighting == Weighting.Equal)
                optimizer.Step(Gradients(Total(lossReal, lossFake, penalty), optimizer), rate);
            else
                weights = WeightedStep(logitsReal, logitsFake, lossReal, lossFake, penalty, rate);
        }
        if (recipe.Regularizer.Clip > 0)
            WeightClipping.Apply(optimizer.Parameters, recipe.Regularizer.Clip);
        // Reading a number waits for the device, so only what is reported is read: the step's last update.
        return measure ? Measure(logitsReal, logitsFake, lossReal, lossFake, penalty) with { Weights = weights } : null;
    }

    private StepResult Simultaneous(int step, Tensor real, double rateD, double rateG)
    {
        var fake = Generate(Latents(step, 0, (int)real.shape[0]));
        var logitsReal = Discriminate(real, step, 0);
        var logitsFake = Discriminate(fake, step, 1);
        var (labelReal, labelFake) = Labels(step, 0);
        var lossReal = _objective.Discriminator(logitsReal, labelReal);
        var lossFake = _objective.Discriminator(logitsFake, labelFake);
        var lossG = _objective.Generator(logitsFake);
        var penalty = Penalties.Compute(recipe.Regularizer, model.Discriminator, real, fake.detach(), new RandomStream(seed, "penalty", step));
        var gradientsG = Gradients(lossG, model.GeneratorOptimizer, retainGraph: true);
        var gradientsD = Gradients(Total(lossReal, lossFake, penalty), model.DiscriminatorOptimizer);
        model.GeneratorOptimizer.Step(gradientsG, rateG);
        model.DiscriminatorOptimizer.Step(gradientsD, rateD);
        if (recipe.Regularizer.Clip > 0)
            WeightClipping.Apply(model.DiscriminatorOptimizer.Parameters, recipe.Regularizer.Clip);
        model.UpdateAverage();
        return Measure(logitsReal, logitsFake, lossReal, lossFake, penalty) with { LossG = lossG.ToNumber() };
    }

    private (Tensor Real, Tensor Fake) BothLogits(Tensor real, Tensor fake, int step, int k)
    {
        if (recipe.Discriminator.Batches != DiscriminatorBatches.Joint)
            return (Discriminate(real, step, 2 * k), Discriminate(fake, step, (2 * k) + 1));
        var logits = Discriminate(cat([real, fake], 0), step, 2 * k);
        var count = real.shape[0];
        return (logits.narrow(0, 0, count), logits.narrow(0, count, fake.shape[0]));
    }

    private (double, double) WeightedStep(
        Tensor logitsReal, Tensor logitsFake, Tensor lossReal, Tensor lossFake, Tensor? penalty, double rate)
    {
        var optimizer = model.DiscriminatorOptimizer;
        // A joint batch shares one graph, so the first pass must keep it.
        var gradientsReal = Gradients(lossReal, optimizer, retainGraph: recipe.Discriminator.Batches == DiscriminatorBatches.Joint);
        var gradientsFake = Gradients(lossFake, optimizer);
        var weights = AdaptiveWeights.Choose(
            logitsReal.sigmoid().mean().ToNumber(), logitsFake.sigmoid().mean().ToNumber(),
            Math.Sqrt(Dot(gradientsReal, gradientsReal)), Math.Sqrt(Dot(gradientsFake, gradientsFake)), Dot(gradientsReal, gradientsFake),
            recipe.Weighting);
        // The paper does not treat a third term: a penalty keeps weight 1.
        var gradientsPenalty = penalty is null ? null : Gradients(penalty, optimizer);
        using Scalar weightReal = Scalars.Create(weights.Real), weightFake = Scalars.Create(weights.Fake);
        var combined = gradientsReal.Select((g, i) =>
        {
            var sum = (g * weightReal).Plus(gradientsFake[i] * weightFake);
            return gradientsPenalty is null ? sum : sum.Plus(gradientsPenalty[i]);
        });
        optimizer.Step([.. combined], rate);
        return weights;
    }

    private static double Dot(Tensor[] left, Tensor[] right) =>
        stack([.. left.Zip(right).Select(pair => (pair.First * pair.Second).sum().to(ScalarType.Float64))]).sum().ToNumber();

    private Tensor Total(Tensor real, Tensor fake, Tensor? penalty)
    {
        var sum = recipe.Discriminator.AverageParts ? real.Plus(fake).Times(0.5) : real.Plus(fake);
        return penalty is null ? sum : sum.Plus(penalty);
    }

    private static Tensor[] Gradients(Tensor loss, Optimizer optimizer, bool retainGraph = false)
    {
        // A parameter that the loss does not reach (the last bias of a critic under a penalty) has the gradient zero.
        var gradients = autograd.grad([loss], [.. optimizer.Parameters], retain_graph: retainGraph, allow_unused: true);
        return [.. gradients.Select((g, i) => g is null || g.IsInvalid ? zeros_like(optimizer.Parameters[i]) : g)];
    }

    private (double Real, double Fake) Labels(int step, int k)
    {
        var labels = recipe.Labels;
        var (real, fake) = (1 - labels.SmoothReal, labels.SmoothFake);
        var flipped = labels.Flip > 0
            && new RandomStream(seed, "label-flip", ((long)step * recipe.Discriminator.Steps) + k).NextDouble() < labels.Flip;
        return flipped ? (fake, real) : (real, fake);
    }

    private Tensor WithInstanceNoise(Tensor samples, int step, int draw)
    {
        var deviation = recipe.Discriminator.InstanceNoise * Remaining(step);
        if (deviation <= 0)
            return samples;
        var noise = TensorMemory.Create(samples.shape, new RandomStream(seed, "instance-noise", ((long)step << 8) + draw).FillNormal);
        using var scale = Scalars.Create(deviation);
        return samples.Plus(noise.MoveTo(samples.device, samples.dtype) * scale);
    }

    private StepResult Measure(Tensor logitsReal, Tensor logitsFake, Tensor lossReal, Tensor lossFake, Tensor? penalty)
    {
        using var noGrad = no_grad();
        double? scoreReal = null, scoreFake = null, truePositives = null, falsePositives = null;
        if (_objective.Output != OutputKind.Score)
        {
            truePositives = logitsReal.gt(Scalars.Of(_objective.Threshold)).sum().ToNumber() / (double)logitsReal.numel();
            falsePositives = logitsFake.gt(Scalars.Of(_objective.Threshold)).sum().ToNumber() / (double)logitsFake.numel();
        }
        if (_objective.Output is OutputKind.Logit or OutputKind.Target)
        {
            var logit = _objective.Output == OutputKind.Logit;
            scoreReal = (logit ? logitsReal.sigmoid() : logitsReal).mean().ToNumber();
            scoreFake = (logit ? logitsFake.sigmoid() : logitsFake).mean().ToNumber();
        }
        return new StepResult
        {
            LossD = Total(lossReal, lossFake, penalty).ToNumber(),
            LossDReal = lossReal.ToNumber(),
            LossDFake = lossFake.ToNumber(),
            LossG = 0,
            Penalty = penalty?.ToNumber(),
            ScoreReal = scoreReal,
            ScoreFake = scoreFake,
            TruePositives = truePositives,
            FalsePositives = falsePositives,
        };
    }
}
