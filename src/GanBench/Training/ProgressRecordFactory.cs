using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Training.Steps;

namespace GanBench.Training;

/// <summary>Derives a line of the progress log from what a step measured.</summary>
internal static class ProgressRecordFactory
{
    /// <summary>Builds the line.</summary>
    public static ProgressRecord Create(int step, StepResult result, Recipe recipe, double epoch, double seconds, double imagesPerSecond)
    {
        var kind = ObjectiveRegistry.Create(recipe).Output;
        // Without smoothing or flipping, the cross-entropy of both parts bounds the Jensen-Shannon divergence (metric: JS estimate).
        var plainLabels = recipe.Labels is { SmoothReal: 0, SmoothFake: 0, Flip: 0 };
        var (tp, fp) = (result.TruePositives, result.FalsePositives);
        var precision = tp + fp > 0 ? tp / (tp + fp) : null;
        return new ProgressRecord
        {
            Step = step,
            Epoch = epoch,
            LossD = result.LossD,
            LossDReal = result.LossDReal,
            LossDFake = result.LossDFake,
            LossG = result.LossG,
            Penalty = result.Penalty,
            ScoreReal = result.ScoreReal,
            ScoreFake = result.ScoreFake,
            AccuracyReal = tp,
            AccuracyFake = 1 - fp,
            Precision = precision,
            Recall = tp,
            F1 = precision + tp > 0 ? 2 * precision * tp / (precision + tp) : null,
            JsEstimate = kind == OutputKind.Logit && plainLabels
                ? Math.Clamp(Math.Log(2) - ((result.LossDReal + result.LossDFake) / 2), 0, Math.Log(2))
                : null,
            WassersteinEstimate = kind == OutputKind.Score ? -(result.LossDReal + result.LossDFake) : null,
            WeightReal = result.Weights?.Real,
            WeightFake = result.Weights?.Fake,
            Seconds = Math.Round(seconds, 3),
            ImagesPerSecond = Math.Round(imagesPerSecond, 1),
        };
    }
}
