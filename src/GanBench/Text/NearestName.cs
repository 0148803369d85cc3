namespace GanBench.Text;

/// <summary>Finds the valid name closest to a mistyped one, for error messages.</summary>
public static class NearestName
{
    // Nobody mistypes a text, and the distance of two is found in the product of their lengths.
    private const int Longest = 100;

    // A guess that is farther off may be wrong: what else there is stands beside it, where that can be read at a glance.
    private const int SureDistance = 2, GlanceCount = 30, MostGuesses = 4;

    /// <summary>Returns the candidate with the smallest edit distance, or null when none is close enough to be meant.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The valid names.</param>
    public static string? Find(string name, IEnumerable<string> candidates) => FindNearest(name, candidates).Name;

    /// <summary>Says that a name is unknown, with the nearest valid one or, when none is near for sure, all of them.</summary>
    /// <param name="kind">What the name should be, e.g. "architecture".</param>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The valid names.</param>
    /// <param name="prefix">What stands before all of these names, typed and valid, e.g. the key of their section with a dot.</param>
    public static string Unknown(string kind, string name, IReadOnlyCollection<string> candidates, string prefix = "")
    {
        var shortened = candidates.Where(candidate => Shortens(name, candidate)).ToList();
        if (shortened.Count is > 0 and <= MostGuesses)
            return $"Unknown {kind} '{prefix}{name}'. Did you mean {string.Join(" or ", shortened.Select(whole => $"'{prefix}{whole}'"))}?";
        var (nearest, distance) = FindNearest(name, candidates);
        var guess = nearest is null ? "" : $" Did you mean '{prefix}{nearest}'?";
        var known = nearest is null || (distance > SureDistance && candidates.Count <= GlanceCount)
            ? $" Known: {string.Join(", ", candidates)}." : "";
        return $"Unknown {kind} '{prefix}{name}'.{guess}{known}";
    }

    /// <summary>Whether a dotted name is another without some of its parts, such as generator.learningRate.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="whole">A valid name; both end with the same part.</param>
    public static bool Shortens(string name, string whole)
    {
        var (parts, all) = (name.Split('.'), whole.Split('.'));
        var next = 0;
        foreach (var part in all)
        {
            if (next < parts.Length && string.Equals(part, parts[next], StringComparison.OrdinalIgnoreCase))
                next++;
        }
        return parts.Length < all.Length && next == parts.Length && string.Equals(parts[^1], all[^1], StringComparison.OrdinalIgnoreCase);
    }

    private static (string? Name, int Distance) FindNearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > Longest)
            return (null, int.MaxValue);
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }
        return bestDistance <= Math.Max(SureDistance, name.Length / 2) ? (best, bestDistance) : (null, bestDistance);
    }

    // Damerau-Levenshtein (optimal string alignment): a swap of neighbours is one edit, the commonest typing error.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(substitution, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }
}
