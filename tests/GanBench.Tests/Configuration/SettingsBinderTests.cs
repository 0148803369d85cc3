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
            "x.yaml:1: Unknown key 'objectiv'. Did you mean 'objective'?",
            "x.yaml:3: generator.ema must be a finite number (was 'high')",
            "x.yaml:5: scheme must be a single value",
        ], problems);
    }

    [Theory]
    [InlineData("a: [1, 2", "not valid YAML")]
    [InlineData("- 1\n- 2\n", "must hold keys and values")]
    public void Parse_NotAMapping_IsRefused(string text, string part) =>
        Assert.Contains(part, Assert.Throws<UsageException>(() => YamlFile.Parse(text, "x.yaml")).Message, StringComparison.Ordinal);
}
