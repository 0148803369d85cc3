using GanBench.Architectures;
using GanBench.Datasets;
using GanBench.Networks;
using GanBench.Networks.Layers;
using GanBench.Objectives;
using GanBench.Training;
using GanBench.Training.Optimizers;

namespace GanBench.Recipes;

/// <summary>Finds everything that would keep a recipe from working, before any memory is taken.</summary>
public static class RecipeValidator
{
    /// <summary>Throws when anything is wrong; all problems are in one message.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="shape">Shape of the dataset's samples.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="training">The budget.</param>
    /// <exception cref="UsageException">At least one problem.</exception>
    public static void Check(Architecture architecture, SampleShape shape, Recipe recipe, TrainingOptions training)
    {
        var problems = Problems(architecture, shape, recipe, training);
        if (problems.Count > 0)
            throw new UsageException($"The recipe of {architecture.Name} on {shape} images", problems);
    }

    /// <summary>All problems, one sentence each.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public static IReadOnlyList<string> Problems(Architecture architecture, SampleShape shape, Recipe recipe, TrainingOptions training)
    {
        var problems = new List<string>();
        void Require(bool valid, string rule, object value)
        {
            if (!valid)
                problems.Add(FormattableString.Invariant($"{rule} (was {value})."));
        }

        CheckTraining(training, Require);
        CheckNetwork(recipe.Network, Require);
        foreach (var (key, optimizer) in new[] { ("discriminator.optimizer", recipe.Discriminator.Optimizer), ("generator.optimizer", recipe.Generator.Optimizer) })
        {
            if (!OptimizerRegistry.Names.Contains(optimizer.Name))
                problems.Add($"{key}.name: {Text.NearestName.Unknown("optimizer", optimizer.Name, OptimizerRegistry.Names)}");
            CheckOptimizer(key, optimizer, Require);
        }
        CheckRanges(recipe, Require);
        if (!ObjectiveRegistry.Names.Contains(recipe.Objective))
            problems.Add(Text.NearestName.Unknown("objective", recipe.Objective, ObjectiveRegistry.Names));
        else
            CheckObjective(recipe, problems);
        CheckCombinations(recipe, problems);
        if (!architecture.Supports(shape))
            problems.Add($"{architecture.Name} cannot make {shape} images: it supports {architecture.Shapes}.");
        else if (recipe.Network is { Latent: > 0, Width: > 0 })
            CheckNetworks(architecture, shape, recipe, problems);
        return problems;
    }

    private static void CheckTraining(TrainingOptions training, Action<bool, string, object> require)
    {
        require(training.Steps >= 1, "training.steps must be at least 1", training.Steps);
        require(training.BatchSize >= 2, "training.batchSize must be at least 2, since batch norm needs a batch", training.BatchSize);
        require(training.SampleEvery >= 0, "training.sampleEvery must not be negative", training.SampleEvery);
        require(training.SampleCount is >= 1 and <= 1024, "training.sampleCount must be between 1 and 1024", training.SampleCount);
        require(training.CheckpointEvery >= 0, "training.checkpointEvery must not be negative", training.CheckpointEvery);
        require(training.LogEvery >= 1, "training.logEvery must be at least 1", training.LogEvery);
    }

    private static void CheckNetwork(NetworkOptions network, Action<bool, string, object> require)
    {
        require(network.Latent is >= 1 and <= 65_536, "network.latent must be between 1 and 65536", network.Latent);
        require(network.Width is > 0 and <= 16, "network.width must be above 0 and at most 16", network.Width);
    }

    private static void CheckOptimizer(string key, OptimizerOptions optimizer, Action<bool, string, object> require)
    {
        require(optimizer.LearningRate > 0 && double.IsFinite(optimizer.LearningRate), $"{key}.learningRate must be positive", optimizer.LearningRate);
        require(optimizer.Beta1 is >= 0 and < 1, $"{key}.beta1 must be in [0, 1)", optimizer.Beta1);
        require(optimizer.Beta2 is >= 0 and < 1, $"{key}.beta2 must be in [0, 1)", optimizer.Beta2);
        require(optimizer.Decay is >= 0 and < 1, $"{key}.decay must be in [0, 1)", optimizer.Decay);
        require(optimizer.Momentum is >= 0 and < 1, $"{key}.momentum must be in [0, 1)", optimizer.Momentum);
        require(optimizer.Epsilon > 0, $"{key}.epsilon must be positive", optimizer.Epsilon);
    }

    private static void CheckRanges(Recipe recipe, Action<bool, string, object> require)
    {
        require(recipe.Discriminator.Steps is >= 1 and <= 100, "discriminator.steps must be between 1 and 100", recipe.Discriminator.Steps);
        require(recipe.Discriminator.InstanceNoise >= 0, "discriminator.instanceNoise must not be negative", recipe.Discriminator.InstanceNoise);
        require(recipe.Generator.Ema is >= 0 and < 1, "generator.ema must be in [0, 1)", recipe.Generator.Ema);
        require(recipe.Regularizer.Clip >= 0, "regularizer.clip must not be negative", recipe.Regularizer.Clip);
        require(recipe.Regularizer.PenaltyWeight >= 0, "regularizer.penaltyWeight must not be negative", recipe.Regularizer.PenaltyWeight);
        require(recipe.Regularizer.R1 >= 0, "regularizer.r1 must not be negative", recipe.Regularizer.R1);
        require(recipe.Labels.SmoothReal is >= 0 and < 0.5, "labels.smoothReal must be in [0, 0.5)", recipe.Labels.SmoothReal);
        require(recipe.Labels.SmoothFake is >= 0 and < 0.5, "labels.smoothFake must be in [0, 0.5)", recipe.Labels.SmoothFake);
        require(recipe.Labels.Flip is >= 0 and <= 0.5, "labels.flip must be in [0, 0.5]", recipe.Labels.Flip);
        require(recipe.Data.BufferSize >= 1, "data.bufferSize must be at least 1", recipe.Data.BufferSize);
    }

    private static void CheckObjective(Recipe recipe, List<string> problems)
    {
        var objective = ObjectiveRegistry.Create(recipe);
        if (!objective.HasSoftLabels && (recipe.Labels.SmoothReal > 0 || recipe.Labels.SmoothFake > 0))
            problems.Add($"labels.smoothReal and labels.smoothFake need an objective with probabilities or targets, not {recipe.Objective}.");
        if (recipe.Objective == "least-squares" && recipe.LeastSquares.A >= recipe.LeastSquares.B)
            problems.Add(FormattableString.Invariant($"leastSquares.a ({recipe.LeastSquares.A}) must be below leastSquares.b ({recipe.LeastSquares.B})."));
    }

    private static void CheckCombinations(Recipe recipe, List<string> problems)
    {
        var penalised = recipe.Regularizer.GradientPenalty != GradientPenalty.None || recipe.Regularizer.R1 > 0;
        if (recipe.Scheme == UpdateScheme.Simultaneous)
        {
            if (recipe.Discriminator.Steps != 1)
                problems.Add($"scheme simultaneous takes one discriminator step, but discriminator.steps is {recipe.Discriminator.Steps}.");
            if (recipe.Weighting != Weighting.Equal)
                problems.Add("scheme simultaneous has one backward pass, but weighting needs the gradients of both parts: use scheme alternating.");
            if (recipe.Discriminator.FakesInEvaluationMode)
                problems.Add("scheme simultaneous has one forward pass of the generator, in training mode: discriminator.fakesInEvaluationMode must be false.");
            if (recipe.Discriminator.Batches != DiscriminatorBatches.Separate)
                problems.Add("scheme simultaneous passes real and fake images separately: discriminator.batches must be separate.");
        }
        if (recipe.Discriminator.Batches == DiscriminatorBatches.SeparateSteps)
        {
            if (penalised)
                problems.Add("A gradient penalty belongs to one step over both parts: discriminator.batches must be separate or joint, not separate-steps.");
            if (recipe.Weighting != Weighting.Equal)
                problems.Add("weighting combines both parts in one step: discriminator.batches must be separate or joint, not separate-steps.");
        }
    }

    private static void CheckNetworks(Architecture architecture, SampleShape shape, Recipe recipe, List<string> problems)
    {
        Network discriminator;
        try
        {
            _ = architecture.Generator(shape, recipe.Network);
            discriminator = architecture.Discriminator(shape, recipe.Network);
        }
        catch (UsageException e)
        {
            problems.Add(e.Message);
            return;
        }
        if (discriminator.Layers is [.., SigmoidActivation])
        {
            problems.Add(
                $"The discriminator of {architecture.Name} ends in a sigmoid, but objective {recipe.Objective} reads raw outputs; "
                + "leave the sigmoid out, the cross-entropy objectives have their own.");
        }
        if (recipe.Regularizer.GradientPenalty != GradientPenalty.None && !recipe.Regularizer.AllowBatchNorm && discriminator.HasBatchNorm)
        {
            problems.Add(
                $"regularizer.gradientPenalty is defined for each sample alone, but the discriminator of {architecture.Name} has batch norm; "
                + "regularizer.allowBatchNorm=true allows it all the same.");
        }
    }
}
