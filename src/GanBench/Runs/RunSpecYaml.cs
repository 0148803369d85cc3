using System.Security.Cryptography;
using System.Text;
using GanBench.Configuration;

namespace GanBench.Runs;

/// <summary>The YAML form of a <see cref="RunSpec"/> and the run id that follows from it.</summary>
public static class RunSpecYaml
{
    /// <summary>The resolved specification as YAML, every value stated.</summary>
    /// <param name="spec">The specification.</param>
    public static string Write(RunSpec spec) => SettingsBinder.ToYaml(spec);

    /// <summary>Reads a specification.</summary>
    /// <param name="file">A <c>spec.yaml</c>.</param>
    /// <exception cref="DataException">The file is missing or has keys or values that are not valid.</exception>
    public static RunSpec Read(string file)
    {
        try
        {
            var problems = new List<string>();
            var spec = SettingsBinder.Bind(new RunSpec { Architecture = "", Dataset = "" }, YamlFile.Load(file), file, problems);
            if (problems.Count > 0)
                throw new UsageException(file, problems);
            return spec;
        }
        catch (UsageException e)
        {
            throw new DataException($"Cannot read the run's specification: {e.Message}", e);
        }
    }

    /// <summary>
    /// The run's id: architecture, dataset and seed for people, and ten hexadecimal digits of a hash over everything that decides the
    /// result: the resolved specification, the dataset's content and the engine's semantics version.
    /// </summary>
    /// <param name="spec">The resolved specification.</param>
    /// <param name="datasetHash">Content hash of the training data.</param>
    /// <param name="engineSemantics">Semantics version of the engine.</param>
    public static string Id(RunSpec spec, string datasetHash, int engineSemantics)
    {
        var text = FormattableString.Invariant($"{Write(spec)}dataset: {datasetHash}\nengine: {engineSemantics}\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var dataset = new string([.. spec.Dataset.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-')]).Trim('-');
        if (dataset.Length > 40)
            dataset = dataset[^40..];
        return FormattableString.Invariant($"{spec.Architecture}-{dataset}-s{spec.Seed}-{hash[..10]}");
    }
}
