using MathNet.Numerics;

namespace GanBench.Suites.Results;

/// <summary>
/// A question that shows images of both kinds and asks to tick as many as a computer made, no more and no fewer; what a participant who
/// guesses, each choice being as likely as any other, gets wrong.
/// </summary>
/// <param name="Images">Images of a question; at least 1.</param>
/// <param name="Generated">Those that a computer made, which is how many are ticked; 0 to <paramref name="Images"/>.</param>
public readonly record struct ForcedChoice(int Images, int Generated)
{
    /// <summary>Chance level of images: expected share of generated images that a guess leaves unticked, 1 − G/N.</summary>
    public double ImageChance => 1 - ((double)Generated / Images);

    /// <summary>Chance level of questions: probability that a guess does not tick exactly the generated images, 1 − 1/C(N, G).</summary>
    public double QuestionChance => 1 - (1 / SpecialFunctions.Binomial(Images, Generated));
}
