using GanBench.Configuration;
using GanBench.Recipes;

namespace GanBench.Tests.Configuration;

public class SettingsBinderTests
{
    [Fact]
    public void With_DottedKey_ChangesOnlyThatPart()
    {
        var recipe = SettingsBinder.With(new Recipe(), "discriminator.optimizer.learningRate", "1e-3");

        Assert.Equal(1e-3, recipe.Discriminator.Optimizer.LearningRate);
        Assert.Equal(new Recipe() with { Discriminator = recipe.Discriminator }, recipe);
    }

    [Fact]
    public void With_UnknownKey_NamesTheNearest()
    {
        var error = Assert.Throws<UsageException>(() => SettingsBinder.With(new Recipe(), "discriminator.step", "5"));

        Assert.Equal("Unknown setting 'discriminator.step'. Did you mean 'discriminator.steps'?", error.Message);
    }

    [Theory]
    [InlineData("discriminator.steps", "many", "discriminator.steps must be a whole number (was 'many').")]
    [InlineData("generator.ema", "NaN", "generator.ema must be a finite number (was 'NaN').")]
    [InlineData("generator.latents", "reuse", "generator.latents must be one of fresh, reused (was 'reuse'; did you mean 'reused'?).")]
    [InlineData("regularizer.allowBatchNorm", "maybe", "regularizer.allowBatchNorm must be true or false (was 'maybe').")]
    public void With_BadValue_SaysWhatWouldBeValid(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => SettingsBinder.With(new Recipe(), key, value)).Message);

    [Fact]
    public void Bind_WhatToYamlWrote_GivesTheSameRecord()
    {
        var recipe = new Recipe
        {
            Objective = "hinge",
            Regularizer = new() { GradientPenalty = GradientPenalty.TwoSided, PenaltyWeight = 0.1 },
            Generator = new() { Ema = 0.999 },
        };
        var problems = new List<string>();

        var read = SettingsBinder.Bind(new Recipe(), YamlFile.Parse(SettingsBinder.ToYaml(recipe), "x.yaml"), "x.yaml", problems);

        Assert.Empty(problems);
        Assert.Equal(recipe, read);
    }

    [Fact]
    public void Bind_SeveralMistakes_ReportsAllWithTheirLines()
    {
        var problems = new List<string>();

        SettingsBinder.Bind(
            new Recipe(), YamlFile.Parse("objectiv: hinge\ngenerator:\n  ema: high\nscheme:\n  - alternating\n", "x.yaml"), "x.yaml",
            problems);

        Assert.Equal(
        [
            "x.yaml:1:1: Unknown key 'objectiv'. Did you mean 'objective'?",
            "x.yaml:3:8: generator.ema must be a finite number (was 'high')",
            "x.yaml:5:3: scheme must be a single value",
        ], problems);
    }

    [Theory]
    [InlineData("a: [1, 2", "x.yaml:1:4: '[' is opened here and not closed; ']' is missing.")]
    [InlineData("a:\n  - b: [c\n    d: [e]\n", "x.yaml:2:8: '[' is opened here and not closed")]
    [InlineData("a: {b: 1\nc: 2\n", "x.yaml:1:4: '{' is opened here and not closed; '}' is missing.")]
    [InlineData("a: [1]]\n", "x.yaml:1:7: this bracket closes nothing.")]
    [InlineData("a: [1}\n", "x.yaml:1:6: '}' closes the '[' of line 1.")]
    [InlineData("a: 'text\nb: 2\n", "x.yaml:1:4: the quote that is opened here is not closed.")]
    [InlineData("a: \"text\nb: 2\n", "x.yaml:1:4: the quote that is opened here is not closed in its line.")]
    [InlineData("a: 1\n\tb: 2\n", "a tab is here; YAML is indented with spaces.")]
    [InlineData("a 1\nb: 2\n", "x.yaml:2:2: no key can be here")]
    [InlineData("a: 1\n b: 2\n", "x.yaml:2:3: no key can be here")]
    [InlineData("a: b: c\n", "x.yaml:1:5: no key can be here")]
    [InlineData("a:\n  b: 1\n c: 2\n", "x.yaml:3:2: this fits no line above it")]
    [InlineData("- a\nb: 1\n", "x.yaml:2:1: this is no entry of the list above it")]
    [InlineData("a: 1\na: 2\n", "x.yaml:2:1: this key is here for the second time.")]
    [InlineData("a: @x\n", "x.yaml:1:4: no value can begin with this character; put the value in quotes.")]
    [InlineData("a: \"\\q\"\n", "x.yaml:1:4: unknown escape in a double-quoted text")]
    [InlineData("a: *x\n", "an anchor (&name) must stand before its uses (*name)")]
    [InlineData("a: - b\n", "x.yaml:1:4: the entries of a list (- entry) begin lines of their own.")]
    [InlineData("---\na: 1\n---\nb: 2\n", "x.yaml:4:1: a second document begins here (---); a file holds one.")]
    [InlineData("- 1\n- 2\n", "must hold keys and values")]
    public void Parse_NotAMapping_IsRefused(string text, string part) =>
        Assert.Contains(part, Assert.Throws<UsageException>(() => YamlFile.Parse(text, "x.yaml")).Message, StringComparison.Ordinal);
}
