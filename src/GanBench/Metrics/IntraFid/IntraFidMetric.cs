using System.Globalization;
using GanBench.Datasets;
using GanBench.Metrics.Extractors;
using GanBench.Metrics.Fid;
using GanBench.Runs;

namespace GanBench.Metrics.IntraFid;

/// <summary>
/// Mean and table of the Fréchet distances of the classes. Classes are the labels of a dataset or of class folders; images without labels
/// get those that the dataset's classifier predicts, where that is the extractor.
/// </summary>
public sealed class IntraFidMetric : IMetric
{
    private const string Predicted = "predicted by the classifier";

    private static readonly MetricValue Mean = new("intra-fid")
    {
        Label = "Intra-FID", LabelOfOtherFeatures = "Intra-FD", Better = Better.Lower, Low = 0, Parts = "Intra-FD, class",
    };

    /// <inheritdoc/>
    public string Name => "intra-fid";

    /// <inheritdoc/>
    public string Description => "mean of the Fréchet distances of the classes, and each of them (Miyato and Koyama 2018)";

    /// <inheritdoc/>
    public MetricNeeds Needs => MetricNeeds.Features;

    /// <inheritdoc/>
    public IReadOnlyList<MetricValue> Values { get; } = [Mean];

    /// <inheritdoc/>
    public string? Unavailable(EvaluationInputs inputs)
    {
        foreach (var side in new[] { inputs.Generated, inputs.Reference })
        {
            if (side.Classes is null && !Predicts(inputs, side))
            {
                return $"needs the classes of both sides, which {side.Name} does not have; --extractor {ClassifierExtractor.ExtractorName} "
                    + "predicts them";
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public IEnumerable<MetricRecord> Compute(EvaluationInputs inputs)
    {
        if (Classes(inputs, inputs.Generated) is not { } ofSamples || Classes(inputs, inputs.Reference) is not { } ofReference)
            return [inputs.Absent(Mean, "the classifier's classes have no names; name its dataset by --classifier-dataset")];
        var all = ClassDistances.Compute(inputs.Generated.Features, ofSamples, inputs.Reference.Features, ofReference);
        var measured = all.Where(c => c.Distance is not null).ToList();
        if (measured.Count == 0)
            return [inputs.Absent(Mean, "no class has two images on both sides")];
        (string, string)[] details =
        [
            ("referenceCount", inputs.Reference.Count.ToString(CultureInfo.InvariantCulture)),
            ("classes", FormattableString.Invariant($"{measured.Count} of {all.Count}")),
            ("classesOfSamples", inputs.Generated.Classes is null ? Predicted : "labels"),
            ("classesOfReference", inputs.Reference.Classes is null ? Predicted : "labels"),
            ("covariance", "n - 1"),
        ];
        var mean = inputs.Record(Mean, measured.Average(c => c.Distance!.Value), usesFeatures: true, details);
        return measured
            .Select(c => inputs.Record(Mean.Part(c.Index), c.Distance, usesFeatures: true, details) with
            {
                Note = FormattableString.Invariant($"{c.Name}: {c.Samples} samples, {c.References} of the reference"),
            })
            .Prepend(mean with { Note = mean.Note ?? Note(all, measured, ofSamples, ofReference) });
    }

    private static bool Predicts(EvaluationInputs inputs, SampleSet side) =>
        inputs.Extractor.KnowsClasses && side.Offers.HasFlag(MetricNeeds.Logits);

    // Null where predicted classes have no names: no dataset says them, or it has another number of classes than the classifier.
    private static ClassLabels? Classes(EvaluationInputs inputs, SampleSet side)
    {
        if (side.Classes is { } known)
            return known;
        var names = inputs.Options.ClassifierDataset is { } dataset
            ? DatasetRegistry.Find(dataset).Info.ClassNames : (inputs.Reference.Classes ?? inputs.Generated.Classes)?.Names;
        if (names is null || names.Count != side.Logits.shape[1])
            return null;
        using var classes = side.Logits.argmax(1);
        return new ClassLabels(names, [.. classes.data<long>().ToArray().Select(c => (int)c)]);
    }

    private static string? Note(
        IReadOnlyList<ClassDistance> all, List<ClassDistance> measured, ClassLabels ofSamples, ClassLabels ofReference)
    {
        var fewest = measured.Min(c => Math.Min(c.Samples, c.References));
        var missing = all.Where(c => c.Distance is null).Select(c => c.Name)
            .Concat(ofSamples.Labels.Distinct().Select(label => ofSamples.Names[label]).Except(ofReference.Names)).ToList();
        string?[] notes =
        [
            fewest < FrechetDistance.FewSamples
                ? FormattableString.Invariant(
                    $"from {fewest} images of a class at fewest; fewer than {FrechetDistance.FewSamples} bias it upwards") : null,
            missing.Count > 0 ? $"without {string.Join(", ", missing)}: fewer than {ClassDistances.FewestImages} images on a side" : null,
        ];
        return notes.Any(note => note is not null) ? string.Join("; ", notes.OfType<string>()) : null;
    }
}
