namespace GanBench.Random;

/// <summary>
/// Every stream of random numbers: its name, and what the index of <see cref="RandomStream"/> counts in it. All random numbers follow from
/// these names, so a name that has been used is never changed and never given to anything else.
/// </summary>
public static class Streams
{
    /// <summary>The order of training images; the epoch, or the batch where it is drawn with replacement.</summary>
    public const string DataOrder = "data-order";

    /// <summary>Which training images are mirrored; the batch.</summary>
    public const string HorizontalFlip = "horizontal-flip";

    /// <summary>Latent vectors of training; step · (discriminator.steps + 1) + draw.</summary>
    public const string LatentTraining = "latent/training";

    /// <summary>Latent vectors of the grids of samples; 0.</summary>
    public const string LatentSamples = "latent/samples";

    /// <summary>Latent vectors of samples that are measured; the batch.</summary>
    public const string LatentEvaluation = "latent/evaluation";

    /// <summary>Which updates have swapped labels; step · discriminator.steps + update.</summary>
    public const string LabelFlip = "label-flip";

    /// <summary>Which updates have generated samples labelled as real; step · discriminator.steps + update.</summary>
    public const string LabelDeceive = "label-deceive";

    /// <summary>Noise on the discriminator's inputs; step · 256 + pass.</summary>
    public const string InstanceNoise = "instance-noise";

    /// <summary>The order in which a dataset's images are measured; 0.</summary>
    public const string EvaluationOrder = "evaluation/order";

    /// <summary>KID's subsets; 2 · subset, and one more for the second set.</summary>
    public const string KidSubsets = "evaluation/kid-subsets";

    /// <summary>FID∞'s subsets; the size's number.</summary>
    public const string FidInfinitySubsets = "evaluation/fid-infinity";

    /// <summary>Directions of the Monge inception distance; 0.</summary>
    public const string MindDirections = "evaluation/mind-directions";

    /// <summary>Positions of the sliced Wasserstein distance's patches; the level.</summary>
    public const string SwdPatches = "evaluation/swd-patches";

    /// <summary>Directions of the sliced Wasserstein distance; the level.</summary>
    public const string SwdDirections = "evaluation/swd-directions";

    /// <summary>The order of the classifier's training images; the epoch.</summary>
    public const string ClassifierOrder = "classifier/order";

    /// <summary>The images of a dataset's preview; 0.</summary>
    public const string Preview = "preview";

    /// <summary>The order of a survey's candidates; the question.</summary>
    public const string SurveyOrder = "survey/order";

    /// <summary>Resamples of a survey's ranking; the resample.</summary>
    public const string SurveyBootstrap = "survey/bootstrap";

    /// <summary>Answers of simulated participants; the participant.</summary>
    public const string SurveySimulated = "survey/simulated";

    /// <summary>A parameter's initial values; 0.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameter">The parameter.</param>
    public static string Init(string network, string parameter) => $"init/{network}/{parameter}";

    /// <summary>A dropout layer's masks; step · 65536 + pass, as the counter of a generator that shares the key alone.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">Number of the layer among those that drop, from 0.</param>
    public static string Dropout(string network, int layer) => FormattableString.Invariant($"dropout/{network}/{layer}");

    /// <summary>What a penalty draws; step · discriminator.steps + update.</summary>
    /// <param name="regularizer">Name of its regulariser.</param>
    public static string Penalty(string regularizer) => regularizer == "gradient-penalty" ? "penalty" : "penalty/" + regularizer;

    /// <summary>Initial values of the classifier; 0.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string ClassifierInit(string parameter) => "classifier/init/" + parameter;

    /// <summary>Drawn digits; the image.</summary>
    /// <param name="split">The split.</param>
    public static string Glyphs(string split) => "glyphs/" + split;

    /// <summary>Drawn shapes; the image.</summary>
    /// <param name="split">The split.</param>
    public static string Shapes(string split) => "shapes/" + split;

    /// <summary>Numbers from N(0, 1) as a dataset; 0.</summary>
    /// <param name="split">The split.</param>
    public static string Normal1d(string split) => "normal-1d/" + split;

    /// <summary>A dataset's real images in a survey; 0.</summary>
    /// <param name="dataset">The dataset.</param>
    public static string SurveyReal(string dataset) => "survey/real/" + dataset;

    /// <summary>A model's generated images in a survey; 0.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="dataset">The dataset.</param>
    public static string SurveyGenerated(string architecture, string dataset) => $"survey/generated/{architecture}/{dataset}";

    /// <summary>The order of candidates on Mechanical Turk; the assignment.</summary>
    /// <param name="question">Number of the question.</param>
    public static string SurveyMechanicalTurk(int question) => FormattableString.Invariant($"survey/mturk-order/{question}");
}
