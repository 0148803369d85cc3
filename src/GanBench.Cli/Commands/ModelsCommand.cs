using System.CommandLine;
using System.Text.Json;
using GanBench.Architectures;
using GanBench.Cli.Display;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Networks;
using GanBench.Runs;
using GanBench.Training;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench models list|show</c>: what can be trained, and exactly how.</summary>
internal static class ModelsCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the architecture." };

    private static readonly Option<string> DatasetOption = new("--dataset", "-d")
    {
        Description = "Dataset whose image shape the networks are built for.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<int?> ImageSize =
        new("--image-size") { Description = "Side of the images in pixels. Default: the dataset's own.", HelpName = "N" };

    private static readonly Option<string[]> Set =
        new("--set") { Description = "Override a part of the recipe, e.g. network.width=0.25. Repeatable.", HelpName = "KEY=VALUE" };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "List the architectures with their sources.") { CommonOptions.Json };
        list.SetAction(List);
        HelpExamples.Attach(list, "ganbench models list", "ganbench models list --json");

        var show = new Command(
            "show", "Print an architecture's layers, parameter counts and recipe.") { Name, DatasetOption, ImageSize, Set,
            CommonOptions.Json };
        show.SetAction(Show);
        HelpExamples.Attach(show,
            "ganbench models show dcgan --dataset mnist",
            "ganbench models show wgan-gp --dataset shapes --set network.width=0.5");

        var command = new Command("models", "List and describe architectures.") { list, show };
        HelpExamples.Attach(command, "ganbench models list", "ganbench models show dcgan --dataset mnist");
        return command;
    }

    private static int List(ParseResult result)
    {
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                ArchitectureRegistry.All.Select(a => new { a.Name, a.Title, a.Source, a.Sides, a.Shapes, a.Assumptions }),
                RunJson.Indented));
            return ExitCodes.Done;
        }
        TextTable.Write(Console.Out, ["name", "architecture", "source", "images"],
            ArchitectureRegistry.All.Select(
                a => new[] { a.Name, a.Title, a.Source, a.Sides.Count > 0 ? $"{string.Join(", ", a.Sides)} px" : a.Shapes }));
        return ExitCodes.Done;
    }

    private static int Show(ParseResult result)
    {
        var architecture = ArchitectureRegistry.All.Find(result.GetValue(Name)!);
        var request = new DatasetRequest { Name = result.GetValue(DatasetOption)!, ImageSize = result.GetValue(ImageSize) };
        var source = DatasetRegistry.Find(request.Name);
        var shape = source.ShapeOf(request) ?? source.Info.Shape;
        if (!architecture.Supports(shape))
            throw new UsageException($"{architecture.Name} cannot make {shape} images: it supports {architecture.Shapes}.");
        var recipe = architecture.DefaultRecipe(shape);
        foreach (var assignment in result.GetValue(Set) ?? [])
        {
            var parts = assignment.Split('=', 2);
            recipe = parts.Length == 2
                ? SettingsBinder.With(recipe, parts[0], parts[1])
                : throw new UsageException($"--set needs KEY=VALUE (was '{assignment}').");
        }
        var training = architecture.DefaultTraining(shape);
        RecipeValidator.Check(architecture, shape, recipe, training);
        recipe = RecipeParts.Resolve(architecture, recipe);
        Network[] networks = [architecture.Generator(shape, recipe.Network), architecture.Discriminator(shape, recipe.Network)];
        if (result.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new
            {
                architecture.Name,
                architecture.Title,
                architecture.Source,
                Networks = networks.Select(n => new
                {
                    n.Name,
                    Input = n.Input.ToString(),
                    Layers = n.Summary.Select(
                        r => new { r.Layer, Output = r.Output.ToString(), r.Parameters.Trainable, r.Parameters.Fixed }),
                    n.Parameters.Total,
                    n.Parameters.Trainable,
                    n.Parameters.Fixed,
                }),
                Recipe = SettingsBinder.List(recipe).ToDictionary(k => k.Key, k => k.Value),
                architecture.Assumptions,
            }, RunJson.Indented));
            return ExitCodes.Done;
        }

        Console.Out.WriteLine($"{architecture.Name}: {architecture.Title} ({architecture.Source}), {shape} images");
        foreach (var network in networks)
            WriteNetwork(network);
        Console.Out.WriteLine();
        Console.Out.WriteLine("Recipe (override with --set KEY=VALUE)");
        foreach (var (key, value) in SettingsBinder.List(recipe)
            .Concat(SettingsBinder.List(training).Select(k => ("training." + k.Key, k.Value))))
            Console.Out.WriteLine($"  {key} = {value}");
        if (architecture.Assumptions.Count > 0)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine("Assumed where the source leaves it open");
            TextTable.WritePairs(Console.Out, architecture.Assumptions.Select(assumption => ("-", assumption)), indent: 2);
        }
        return ExitCodes.Done;
    }

    private static void WriteNetwork(Network network)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine($"{network.Name}  (input {network.Input})");
        TextTable.Write(Console.Out, ["layer", "output", "parameters"],
            network.Summary.Select(r => new[] { r.Layer, r.Output.ToString(), r.Parameters.Total.ToString("N0") }), rightAligned: 2);
        var parameters = network.Parameters;
        Console.Out.WriteLine(FormattableString.Invariant(
            $"total {parameters.Total:N0}   trainable {parameters.Trainable:N0}   not trainable {parameters.Fixed:N0}"));
    }
}
