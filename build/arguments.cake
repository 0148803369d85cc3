// What each target takes beside Cake's own switches, which Cake keeps to itself. An argument that nothing would read is refused with the
// nearest that there is: it was meant to change something, and a typing error could cost days.

static class Taken
{
    public static readonly Dictionary<string, string[]> ByTarget = new Dictionary<string, string[]>();
}

static CakeTaskBuilder Takes(this CakeTaskBuilder task, params string[] arguments)
{
    Taken.ByTarget[task.Task.Name] = arguments;
    return task;
}

void CheckArguments(string target)
{
    var known = Tasks.ToDictionary(task => task.Name, StringComparer.OrdinalIgnoreCase);
    if (!known.ContainsKey(target))
        throw new CakeException(
            2, $"There is no target {target}.{DidYouMean(target, known.Keys, "")} dotnet cake --tree lists them.");
    var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "target" };
    var open = new Queue<string>(new[] { target });
    while (open.TryDequeue(out var name))
    {
        taken.UnionWith(Taken.ByTarget.GetValueOrDefault(known[name].Name, Array.Empty<string>()));
        foreach (var dependency in known[name].Dependencies)
            open.Enqueue(dependency.Name);
    }
    foreach (var argument in Context.Arguments.GetArguments().Keys.Concat(Properties(taken)).Where(name => !taken.Contains(name)))
        throw new CakeException(2, $"{target} takes no --{argument}.{DidYouMean(argument, taken, "--")} "
            + (taken.Count == 1 ? "It takes no arguments."
                : $"It takes {string.Join(", ", taken.Skip(1).Select(name => "--" + name))}."));
}

// Through cake.csproj: MSBuild takes any property, and has many of its own, so those that look like ours are checked here. DataDir is
// --data-dir.
IEnumerable<string> Properties(IEnumerable<string> taken) =>
    System.Text.RegularExpressions.Regex.Matches(
        EnvironmentVariable("GANBENCH_MSBUILD") ?? "", @"(?<=\s(?:--?|/)p(?:roperty)?:""?)\w+(?==)")
        .Select(match => System.Text.RegularExpressions.Regex.Replace(match.Value, "(?<=[a-z])(?=[A-Z])", "-").ToLowerInvariant())
        .Where(property => taken.Any(name => Distance(property, name) <= 2));

static string DidYouMean(string name, IEnumerable<string> candidates, string prefix)
{
    var (nearest, distance) = candidates.Select(candidate => (candidate, Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .OrderBy(pair => pair.Item2).First();
    return distance <= Math.Max(2, name.Length / 2) ? $" Did you mean {prefix}{nearest}?" : "";
}

// Letters to put in, take away or replace.
static int Distance(string a, string b)
{
    var row = Enumerable.Range(0, b.Length + 1).ToArray();
    for (var i = 1; i <= a.Length; i++)
    {
        var diagonal = row[0];
        row[0] = i;
        for (var j = 1; j <= b.Length; j++)
            (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
    }
    return row[^1];
}
