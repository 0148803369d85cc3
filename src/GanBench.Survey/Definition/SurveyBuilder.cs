using System.Security.Cryptography;
using GanBench.Imaging;
using GanBench.Random;
using GanBench.Survey.Sources;

namespace GanBench.Survey.Definition;

/// <summary>
/// Makes the questionnaire of Chen (2019), appendix A, from any set of models: one question (or several) per model and dataset, in
/// dataset order. The choice of images is a function of the seed. No image is used twice: real images of one dataset are drawn
/// without replacement over all its questions and differ in content; generated images are drawn without replacement per model.
/// </summary>
public static class SurveyBuilder
{
    /// <summary>Chooses the images and writes the survey file.</summary>
    /// <param name="path">The survey file to make. It may replace a survey that was never served, if <paramref name="overwrite"/>.</param>
    /// <param name="models">The models, in the order in which a dataset's questions are asked. One per architecture and dataset.</param>
    /// <param name="options">How it is made.</param>
    /// <param name="overwrite">Whether an existing, never served survey is replaced.</param>
    /// <returns>The definition that was written.</returns>
    /// <exception cref="UsageException">An option is out of range, a model is named twice, or the file exists.</exception>
    /// <exception cref="DataException">
    /// There are too few images, images of one question differ in size, or one image is both real and generated.
    /// </exception>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static SurveyDefinition Create(
        string path, IReadOnlyList<ISurveyModelSource> models, SurveyOptions? options = null, bool overwrite = false)
    {
        var (definition, images) = Build(models, options ?? new SurveyOptions());
        Storage.SurveyStore.Create(path, definition, images, overwrite);
        return definition;
    }

    /// <summary>Chooses the images without writing anything.</summary>
    /// <returns>The definition and its PNG files by id.</returns>
    /// <inheritdoc cref="Create"/>
    public static (SurveyDefinition Definition, IReadOnlyDictionary<string, byte[]> Images) Build(
        IReadOnlyList<ISurveyModelSource> models, SurveyOptions options)
    {
        options.Validate();
        CheckModels(models, options);
        var questions = new List<SurveyQuestion>();
        var images = new Dictionary<string, byte[]>();
        foreach (var dataset in models.GroupBy(m => m.Dataset))
        {
            var real = new RealDraw(dataset.First(), options.Seed);
            var shown = new List<(ISurveyModelSource Model, RasterImage Image)>();
            foreach (var model in dataset)
            {
                var perQuestion = options.Examples + SurveyQuestion.GeneratedCandidates;
                var order = new RandomStream(options.Seed, Streams.SurveyGenerated(model.Architecture, model.Dataset))
                    .Permutation(model.GeneratedCount);
                var generated = model.Generated(order[..(perQuestion * options.QuestionsPerModel)]);
                shown.AddRange(generated.Select(image => (model, image)));
                for (var k = 0; k < options.QuestionsPerModel; k++)
                {
                    IReadOnlyList<RasterImage> fake = [.. generated.Skip(k * perQuestion).Take(perQuestion)];
                    questions.Add(Question(questions.Count + 1, model, fake, real.Next(perQuestion), options.Examples, images));
                }
            }
            if (shown.FirstOrDefault(s => real.HasDrawn(s.Image)).Model is { } copied)
                throw new DataException(
                    $"An image of {copied.RunId} is also one of the real images of {copied.Dataset}, so a question has no right answer: "
                    + "the folders share pictures, or the network repeats its training data.");
        }
        return (new SurveyDefinition { Title = options.Title, Organiser = options.Organiser, Seed = options.Seed, Questions = questions },
            images);
    }

    private static void CheckModels(IReadOnlyList<ISurveyModelSource> models, SurveyOptions options)
    {
        if (models.Count == 0)
            throw new UsageException("A survey needs at least one model.");
        if (models.GroupBy(m => (m.Architecture, m.Dataset)).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UsageException($"{twice.Key.Architecture} on {twice.Key.Dataset} is there {twice.Count()} times " +
                $"({string.Join(", ", twice.Select(m => m.RunId))}); a survey asks once per architecture and dataset: name one run.");
        }
        var perModel = (options.Examples + SurveyQuestion.GeneratedCandidates) * options.QuestionsPerModel;
        foreach (var model in models)
        {
            if (model.GeneratedCount < perModel)
                throw new DataException(
                    $"{model.RunId} has {model.GeneratedCount} generated images; a survey with {options.Examples} examples needs "
                    + $"{perModel}.");
        }
        foreach (var dataset in models.GroupBy(m => m.Dataset))
        {
            var needed = perModel * dataset.Count();
            if (dataset.First().RealCount < needed)
                throw new DataException(
                    $"{dataset.Key} has {dataset.First().RealCount} real images; {dataset.Count()} models with {options.Examples} "
                    + $"examples each need {needed}.");
        }
    }

    private static SurveyQuestion Question(
        int number, ISurveyModelSource model, IReadOnlyList<RasterImage> fake, IReadOnlyList<RasterImage> real, int examples,
        Dictionary<string, byte[]> images)
    {
        var (width, height) = (real[0].Width, real[0].Height);
        if (real.Concat(fake).FirstOrDefault(i => i.Width != width || i.Height != height) is { } other)
        {
            throw new DataException($"Images of {model.RunId} and of {model.Dataset} differ in size " +
                $"({width}×{height} and {other.Width}×{other.Height}), which would give away the real ones.");
        }
        // One number of channels for all, so that neither the file nor its size tells the two kinds apart.
        var channels = real.Concat(fake).All(i => i.Channels == 1) ? 1 : 3;
        string[] Store(IEnumerable<RasterImage> pictures) => [.. pictures.Select(picture =>
        {
            // Not from the seed: who knows the seed must not be able to tell which ids are real.
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            images.Add(id, UniformPng.Encode(picture.WithChannels(channels)));
            return id;
        })];
        return new SurveyQuestion
        {
            Number = number,
            Architecture = model.Architecture,
            Dataset = model.Dataset,
            RunId = model.RunId,
            Width = width,
            Height = height,
            RealExamples = Store(real.Take(examples)),
            GeneratedExamples = Store(fake.Take(examples)),
            Candidates = [.. Store(real.Skip(examples)), .. Store(fake.Skip(examples))],
        };
    }

    // Real images of one dataset in seeded order; an image whose pixels were drawn before is passed over.
    private sealed class RealDraw(ISurveyModelSource source, ulong seed)
    {
        private readonly int[] _order = new RandomStream(seed, Streams.SurveyReal(source.Dataset)).Permutation(source.RealCount);
        private readonly HashSet<string> _seen = [];
        private int _next;

        public bool HasDrawn(RasterImage image) => _seen.Contains(Key(image));

        public IReadOnlyList<RasterImage> Next(int count)
        {
            var drawn = new List<RasterImage>(count);
            while (drawn.Count < count)
            {
                if (_next == _order.Length)
                    throw new DataException($"{source.Dataset} has too few different real images: {_seen.Count} of {source.RealCount}.");
                var image = source.Real(_order[_next++]);
                if (_seen.Add(Key(image)))
                    drawn.Add(image);
            }
            return drawn;
        }

        private static string Key(RasterImage image) => Convert.ToHexString(SHA256.HashData(image.Pixels));
    }
}
