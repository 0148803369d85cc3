using System.Net;
using GanBench.Random;
using GanBench.Storage;
using GanBench.Survey.Definition;
using GanBench.Survey.Storage;

namespace GanBench.Survey.Exchange;

/// <summary>
/// The survey for Amazon Mechanical Turk: a HIT layout, an input CSV with one HIT per question and order, and the images under
/// their opaque names, to be put where workers' browsers can fetch them.
/// </summary>
public static class MechanicalTurkExport
{
    /// <summary>Orders of the candidates per question by default; each is one HIT, given to several workers.</summary>
    public const int DefaultOrders = 3;

    /// <summary>Writes <c>hit.html</c>, <c>input.csv</c> and <c>images/</c>, and freezes the survey.</summary>
    /// <param name="store">The survey.</param>
    /// <param name="folder">Where to; made when absent.</param>
    /// <param name="imageAddress">The https address at which the files of <c>images/</c> will be found.</param>
    /// <param name="orders">HITs per question, 1 to 24.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="UsageException">
    /// The address is not an absolute https address, <paramref name="orders"/> is out of range, or the survey does not say who asks.
    /// </exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static async Task WriteAsync(SurveyStore store, string folder, Uri imageAddress, int orders, DateTimeOffset now)
    {
        if (!imageAddress.IsAbsoluteUri || imageAddress.Scheme != Uri.UriSchemeHttps)
            throw new UsageException($"Workers' browsers load images over https only; '{imageAddress}' is not an https address.");
        if (orders is < 1 or > 24)
            throw new UsageException($"Orders per question must be 1 to 24 (was {orders}).");
        // As on the pages: nobody can agree without knowing whom to ask or to complain to.
        if (string.IsNullOrWhiteSpace(store.Definition.Organiser))
            throw new UsageException(
                "The survey does not say who is responsible and how to reach them, which workers are told before they answer: add "
                + "--contact \"NAME, ADDRESS\", once.");
        await store.MarkServedAsync(now);
        var examples = store.Definition.Questions[0].RealExamples.Count;
        AtomicFile.WriteAllText(Path.Combine(folder, "hit.html"), Layout(examples, store.Definition.Organiser));
        AtomicFile.WriteAllText(Path.Combine(folder, "input.csv"), Input(store, imageAddress, orders, examples));
        foreach (var (id, png) in store.Images)
            AtomicFile.WriteAllBytes(Path.Combine(folder, "images", id + ".png"), png);
    }

    /// <summary>What stands for the survey in the input file.</summary>
    internal static string SurveyKey(SurveyStore store) => store.Hash[..16];

    /// <summary>How large an image is shown: whole multiples of its own size, so that pixels stay sharp.</summary>
    internal static int ShownWidth(int width, int limit) => width * Math.Max(1, limit / width);

    private static string Layout(int examples, string organiser)
    {
        using var stream = typeof(MechanicalTurkExport).Assembly.GetManifestResourceStream("Exchange/hit.html")!;
        string Examples(string name) =>
            string.Concat(
            Enumerable.Range(1, examples).Select(i => $"<img src=\"${{{name}_{i}}}\" width=\"${{example_width}}\" alt=\"\">\n"));
        var choices = string.Concat(Enumerable.Range(1, SurveyQuestion.CandidateCount).Select(i =>
            $"<label><img src=\"${{choice_{i}}}\" width=\"${{choice_width}}\" alt=\"\"><input type=\"checkbox\" name=\"choice_{i}\" "
            + $"value=\"1\"> Image {(char)('A' + i - 1)}</label>\n"));
        return new StreamReader(stream).ReadToEnd()
            .Replace("{{real}}", Examples("real"), StringComparison.Ordinal)
            .Replace("{{generated}}", Examples("generated"), StringComparison.Ordinal)
            .Replace("{{choices}}", choices, StringComparison.Ordinal)
            .Replace("{{organiser}}", WebUtility.HtmlEncode(organiser), StringComparison.Ordinal);
    }

    private static string Input(SurveyStore store, Uri address, int orders, int examples)
    {
        var text = new StringWriter();
        var numbers = Enumerable.Range(1, examples);
        CsvText.WriteLine(text,
        [
            "survey", "question", "order", "example_width", "choice_width",
            .. numbers.Select(i => $"real_{i}"), .. numbers.Select(i => $"generated_{i}"),
            .. Enumerable.Range(1, SurveyQuestion.CandidateCount).Select(i => $"choice_{i}"),
        ]);
        var folder = address.AbsoluteUri.TrimEnd('/');
        foreach (var question in store.Definition.Questions)
        {
            for (var k = 0; k < orders; k++)
            {
                var stream = Streams.SurveyMechanicalTurk(question.Number);
                var order = new RandomStream(store.Definition.Seed, stream, k).Permutation(SurveyQuestion.CandidateCount);
                var ids = question.RealExamples.Concat(question.GeneratedExamples).Concat(order.Select(slot => question.Candidates[slot]));
                CsvText.WriteLine(text,
                [
                    SurveyKey(store), question.Number, "o"
                        + string.Concat(order), ShownWidth(question.Width, 64), ShownWidth(question.Width, 192),
                    .. ids.Select(id => $"{folder}/{id}.png"),
                ]);
            }
        }
        return text.ToString();
    }
}
