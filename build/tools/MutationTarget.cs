namespace GanBench.Build;

/// <summary>Whether a test noticed a mutation.</summary>
/// <param name="Name">The mutation's name.</param>
/// <param name="Caught">Whether one did.</param>
/// <param name="By">Which ones did, or what happened instead.</param>
internal sealed record MutationVerdict(string Name, bool Caught, string By);

/// <summary>Are the guards awake? Each mutation changes one line of a copy of the sources; a snapshot must fail, and is named.</summary>
/// <param name="sources">The root of the sources, which git knows.</param>
/// <param name="copy">Folder of the copy; what it holds is deleted.</param>
/// <param name="run">Runs a program.</param>
/// <param name="output">Where progress goes.</param>
internal sealed class MutationTarget(string sources, string copy, RunProgram run, TextWriter output)
{
    private const string Tests = "tests/GanBench.Tests", Class = "MetricSnapshotTests", Filter = $"FullyQualifiedName~{Class}";

    /// <summary>Tries mutations.</summary>
    /// <param name="mutations">All there are.</param>
    /// <param name="only">What is in the names of those that are tried.</param>
    /// <exception cref="TargetException">None is chosen, one no longer fits, or the unchanged copy does not pass.</exception>
    public Outcome Run(IReadOnlyList<Mutation> mutations, string only)
    {
        var chosen = mutations.Where(mutation => mutation.Name.Contains(only, StringComparison.Ordinal)).ToList();
        if (chosen.Count == 0)
        {
            var names = string.Join("; ", mutations.Select(mutation => mutation.Name));
            throw new TargetException($"No mutation has '{only}' in its name: {names}.", exitCode: 2);
        }
        CopySources();
        output.WriteLine("Building and testing the unchanged copy …");
        if (!Compile())
            throw new TargetException("The unchanged copy does not compile.");
        if (Failed() is { Count: > 0 } before)
            throw new TargetException($"The unchanged copy fails already: {Names(before)}.");

        var verdicts = new List<MutationVerdict>();
        foreach (var mutation in chosen)
        {
            var verdict = Try(mutation);
            verdicts.Add(verdict);
            output.WriteLine($"[{verdicts.Count}/{chosen.Count}] {mutation.Name}: {verdict.By}");
        }
        var width = verdicts.Max(verdict => verdict.Name.Length);
        output.WriteLine($"\n{"mutation".PadRight(width)}  caught by");
        foreach (var verdict in verdicts)
            output.WriteLine($"{verdict.Name.PadRight(width)}  {verdict.By}");
        var survivors = verdicts.Where(verdict => !verdict.Caught).Select(verdict => verdict.Name).ToList();
        return new Outcome(
            $"{verdicts.Count - survivors.Count} of {verdicts.Count} mutations caught",
            survivors.Count > 0 ? $"Not caught: {string.Join("; ", survivors)}." : null);
    }

    // Tracked and new files; a copied file keeps its time.
    private void CopySources()
    {
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
        string[] list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        var listed = run(new ProgramStart("git", list) { Folder = sources, Quiet = true });
        if (listed.ExitCode != 0)
            throw new TargetException($"git does not list the sources: {listed.Output.Trim()}");
        foreach (var file in listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // Deleted, and git has not been told.
            if (!File.Exists(Path.Combine(sources, file)))
                continue;
            var target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(sources, file), target);
        }
    }

    private MutationVerdict Try(Mutation mutation)
    {
        var file = Path.Combine(copy, mutation.File);
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        var mutated = mutation.Apply(text);
        File.WriteAllText(file, mutated);
        try
        {
            if (!Compile("--no-restore"))
                return new MutationVerdict(mutation.Name, Caught: false, "DOES NOT COMPILE");
            return Failed() is { Count: > 0 } failed
                ? new MutationVerdict(mutation.Name, Caught: true, Names(failed))
                : new MutationVerdict(mutation.Name, Caught: false, "SURVIVED");
        }
        finally
        {
            File.WriteAllText(file, text);
        }
    }

    private bool Compile(params string[] options) => InCopy(
        ["build", Tests, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "-clp:NoSummary", "-tl:off", .. options]) == 0;

    // A run that ends without results tells nothing about the mutation.
    private List<string> Failed()
    {
        const string Folder = $"{Tests}/TestResults", Name = "mutation.trx";
        var file = Path.Combine(copy, Folder, Name);
        if (File.Exists(file))
            File.Delete(file);
        InCopy(
            "test", Tests, "--configuration", "Release", "--no-build", "--nologo", "--filter", Filter,
            "--logger", $"trx;LogFileName={Name}", "--results-directory", Folder,
            "--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none");
        var cases = TrxFile.Read(file) ?? throw new TargetException("The tests of the copy ended without results.");
        if (cases.Count == 0)
            throw new TargetException($"No test of the copy fits {Filter}.");
        return [.. cases.Where(test => !test.Passed).Select(test => test.Name).Order(StringComparer.Ordinal)];
    }

    // By the parameter of each case.
    private static string Names(IReadOnlyList<string> failed)
    {
        const int Most = 4;
        var cases = failed.Select(name => name.Split('"').ElementAtOrDefault(1) ?? name).ToList();
        return cases.Count <= Most
            ? string.Join(", ", cases.Select(name => $"{Class}({name})"))
            : $"{Class}({string.Join(", ", cases.Take(Most))} and {cases.Count - Most} more)";
    }

    private int? InCopy(params string[] arguments) => run(new ProgramStart("dotnet", arguments)
    {
        Folder = copy,
        Quiet = true,
        // Accepting what a mutation gives would let it pass.
        Variables = new Dictionary<string, string?> { ["GANBENCH_ACCEPT_SNAPSHOTS"] = null },
    }).ExitCode;
}
