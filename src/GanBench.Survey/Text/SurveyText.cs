using System.Globalization;
using System.Resources;

namespace GanBench.Survey.Text;

/// <summary>The words of the pages in one language. A further language is one more file Texts.LANGUAGE.resx and one entry here.</summary>
public sealed class SurveyText
{
    private static readonly ResourceManager Resources = new("GanBench.Survey.Text.Texts", typeof(SurveyText).Assembly);
    private readonly CultureInfo _culture;

    private SurveyText(string language, string name) => (Language, Name, _culture) = (language, name, new CultureInfo(language));

    /// <summary>All languages; the first is the default.</summary>
    public static IReadOnlyList<SurveyText> All { get; } = [new("en", "English"), new("de", "Deutsch")];

    /// <summary>Its language tag, e.g. "de".</summary>
    public string Language { get; }

    /// <summary>Its own name for itself.</summary>
    public string Name { get; }

    /// <summary>A text.</summary>
    /// <param name="key">Its key in the resource file.</param>
    public string this[string key] => Resources.GetString(key, _culture) ?? throw new ArgumentException($"There is no text '{key}'.");

    /// <summary>A text with values filled in.</summary>
    /// <param name="key">Its key in the resource file.</param>
    /// <param name="values">The values of {0}, {1}, …</param>
    public string Format(string key, params object[] values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>The language that is asked for, or the first that is accepted, or the default.</summary>
    /// <param name="language">A language tag; null or unknown for none.</param>
    /// <param name="accepted">The languages of an Accept-Language header, best first.</param>
    public static SurveyText Pick(string? language, IEnumerable<string> accepted) =>
        Find(language) ?? accepted.Select(a => Find(a.Split('-')[0])).FirstOrDefault(t => t is not null) ?? All[0];

    private static SurveyText? Find(string? language) =>
        All.FirstOrDefault(t => string.Equals(t.Language, language, StringComparison.OrdinalIgnoreCase));
}
