using System.Resources;
using System.Text.RegularExpressions;
using GanBench.Survey.Text;

namespace GanBench.Survey.Tests;

public sealed class TextTests
{
    [Fact]
    public void EveryLanguage_HasEveryTextWithTheSamePlaceholders()
    {
        var english = Texts("en");
        foreach (var language in SurveyText.All)
        {
            var texts = Texts(language.Language);
            Assert.Equal(english.Keys.Order(), texts.Keys.Order());
            foreach (var (key, text) in texts)
            {
                Assert.False(string.IsNullOrWhiteSpace(text), $"{language.Language} {key}");
                Assert.Equal(Placeholders(english[key]), Placeholders(text));
            }
        }
        Assert.NotEqual(english["Done.Title"], Texts("de")["Done.Title"]);
    }

    [Theory]
    [InlineData("de", "", "de")]
    [InlineData("DE", "en", "de")]
    [InlineData(null, "fr,de-CH", "de")]
    [InlineData("xx", "fr", "en")]
    [InlineData("../../etc", "", "en")]
    public void Pick_TakesTheAskedThenTheAccepted(string? asked, string accepted, string language) =>
        Assert.Equal(language, SurveyText.Pick(asked, accepted.Split(',')).Language);

    [Fact]
    public void Get_UnknownKey_IsAnError() => Assert.Throws<ArgumentException>(() => SurveyText.All[0]["No.Such.Text"]);

    private static Dictionary<string, string> Texts(string language)
    {
        var resources = new ResourceManager("GanBench.Survey.Text.Texts", typeof(SurveyText).Assembly);
        // Without parents: a text missing in German must not be filled in from English.
        var culture = language == "en" ? System.Globalization.CultureInfo.InvariantCulture : new System.Globalization.CultureInfo(language);
        return resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) => Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Order();
}
