using System.CommandLine;
using GanBench.Exports;
using GanBench.Training.Checkpoints;

namespace GanBench.Cli.Commands;

/// <summary><c>ganbench export</c>: networks for other programs, with a model card beside each.</summary>
internal static class ExportCommand
{
    private const string Both = "both";

    private static readonly Argument<string> Run =
        new("run") { Description = "Run id (or a unique beginning, or a path), with @STEP for a checkpoint other than the last." };

    private static readonly Option<string?> Format = new("--format", "-f")
    {
        Description = $"{string.Join(", ", ExportFormatRegistry.All.Names)}. Default: what the ending of --output says.", HelpName = "NAME",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file, or a folder for one named after run, step and network. Default: this folder. With both networks their "
            + "names are put in.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Network = new("--network")
    {
        Description = "generator, discriminator or both.", HelpName = "NAME", DefaultValueFactory = _ => "generator",
    };

    private static readonly Option<bool?> Averaged = new("--averaged")
    {
        Description = "The generator's averaged weights (true), or those of the last step (false). Default: averaged where the run keeps "
            + "them, as samples and metrics are.",
        HelpName = "true|false",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("export", "Write a trained network for other programs, with a model card beside it.")
        {
            Run, Format, Output, Network, Averaged, CommonOptions.RunsDirectory,
        };
        CommonOptions.AddEngine(command);
        command.SetAction(Execute);
        HelpExamples.Attach(command,
            "ganbench export dcgan-mnist-s1-3fa9c2d1e0 --format onnx",
            "ganbench export dcgan-mnist-s1-3fa9c2d1e0@10000 --output dcgan.safetensors",
            "ganbench export dcgan-mnist-s1-3fa9c2d1e0 --format torchscript --network both --output dcgan.pt");
        return command;
    }

    private static int Execute(ParseResult result)
    {
        var (output, typed) = (result.GetValue(Output), result.GetValue(Format));
        if (output is null && typed is null)
            throw new UsageException($"Say what to write: --format {string.Join(" or ", ExportFormatRegistry.All.Names)}.");
        var format = typed is null ? ExportFormatRegistry.OfFile(output!) : ExportFormatRegistry.All.Find(typed);
        if (output is not null && !IsFolder(output) && !output.EndsWith(format.Extension, StringComparison.OrdinalIgnoreCase))
            throw new UsageException(
                $"--output {output} would hold {format.Name}: call it {Path.ChangeExtension(output, format.Extension)}, or use another "
                + "--format.");
        var parts = Parts(result.GetValue(Network)!);
        var reference = RunReference.Parse(result.GetValue(Run)!, result.GetValue(CommonOptions.RunsDirectory)!);
        var step = reference.ResolveStep();
        var spec = reference.Directory.ReadSpec();
        var device = CommonOptions.StartEngine(result, CommonOptions.ReadNumerics(result));
        using var checkpoint = CheckpointModel.Load(reference.Directory, spec, step, device);
        foreach (var part in parts)
        {
            var network = ExportedNetwork.Of(reference.Directory, spec, checkpoint, part, result.GetValue(Averaged));
            var name = FormattableString.Invariant($"{reference.Directory.Id}-{step}");
            var file = FileOf(output, name, network.Graph.Name, format, parts.Count);
            format.Save(file, network);
            var card = ModelCard.Save(file, format, network);
            Console.Out.WriteLine($"{network.Graph.Name} of {reference.Directory.Id}@{step}: {file}, {card}");
        }
        return ExitCodes.Done;
    }

    private static IReadOnlyList<ExportedPart> Parts(string name)
    {
        if (name == Both)
            return Enum.GetValues<ExportedPart>();
        var names = Enum.GetNames<ExportedPart>().Select(n => n.ToLowerInvariant()).ToList();
        return names.IndexOf(name) is var index and >= 0 ? [(ExportedPart)index]
            : throw new UsageException(Text.NearestName.Unknown("network", name, [.. names, Both]));
    }

    private static bool IsFolder(string output) => Path.EndsInDirectorySeparator(output) || Directory.Exists(output);

    private static string FileOf(string? output, string run, string network, ExportFormat format, int networks)
    {
        if (output is null || IsFolder(output))
            return Path.Combine(output ?? "", $"{run}-{network}{format.Extension}");
        if (networks == 1)
            return output;
        var name = Path.GetFileNameWithoutExtension(output) + "-" + network + Path.GetExtension(output);
        return Path.Combine(Path.GetDirectoryName(output) ?? "", name);
    }
}
