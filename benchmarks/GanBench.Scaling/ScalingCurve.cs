using GanBench.Reporting.Charts;

namespace GanBench.Scaling;

/// <summary>A curve: what is measured where, how it is drawn and what the page says about it.</summary>
internal abstract class ScalingCurve
{
    /// <summary>All curves by name, in the page's order. A new one is one file and one line here.</summary>
    public static IReadOnlyList<ScalingCurve> All { get; } =
    [
        new StepTimeCurve(
            "batch", "Time of a step and batch size", "images per batch",
            "Glyphs of 28×28; `gan` at its own width, `dcgan` at a quarter and `wgan-gp` at an eighth of theirs.",
            [16, 32, 64, 128, 256],
            x => [new("gan", 1, 28, (int)x), new("dcgan", 0.25, 28, (int)x), new("wgan-gp", 0.125, 28, (int)x)]),
        new StepTimeCurve(
            "image-size", "Time of a step and image size", "side of the images in pixels",
            "Colour images, 16 a batch; `gan` at its own width, `dcgan` and `wgan-gp` at an eighth of theirs. Networks of larger images "
            + "have a stage more for each doubling.",
            [32, 64, 128],
            x => [new("gan", 1, (int)x, 16), new("dcgan", 0.125, (int)x, 16), new("wgan-gp", 0.125, (int)x, 16)]),
        new StepTimeCurve(
            "width", "Time of a step and width of the networks", "width of the networks (1: as published)",
            "Glyphs of 28×28, 32 a batch.",
            [0.125, 0.25, 0.5, 1],
            x => [new("gan", x, 28, 32), new("dcgan", x, 28, 32), new("wgan-gp", x, 28, 32)]),
        new ProcessesCurve(),
        new StepsCurve(),
        new DatasetSizeCurve(),
    ];

    /// <summary>Its name in arguments, table and file names.</summary>
    public abstract string Name { get; }

    /// <summary>Heading on the page.</summary>
    public abstract string Title { get; }

    /// <summary>What was measured, and how to read it: Markdown.</summary>
    /// <param name="quick">Whether it is of a quick run.</param>
    public abstract string Text(bool quick);

    /// <summary>What is measured, in this order.</summary>
    /// <param name="quick">Whether only the shape is wanted.</param>
    public abstract IEnumerable<ScalingPoint> Points(bool quick);

    /// <summary>The chart.</summary>
    /// <param name="rows">The curve's rows.</param>
    public abstract Chart Chart(IReadOnlyList<ScalingRow> rows);

    /// <summary>The table on the page, its head first.</summary>
    /// <param name="rows">The curve's rows.</param>
    public abstract IEnumerable<IReadOnlyList<string>> Table(IReadOnlyList<ScalingRow> rows);
}
