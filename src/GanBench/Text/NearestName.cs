namespace GanBench.Text;

/// <summary>Finds the valid name closest to a mistyped one, for error messages.</summary>
public static class NearestName
{
    // Nobody mistypes a text, and the distance of two is found in the product of their lengths.
    private const int Longest = 100;

    /// <summary>Returns the candidate with the smallest edit distance, or null when none is close enough to be meant.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The valid names.</param>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        if (name.Length > Longest)
            return null;
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }
        return bestDistance <= Math.Max(2, name.Length / 2) ? best : null;
    }

    /// <summary>Says that a name is unknown, with the nearest valid one or, when none is near, all of them.</summary>
    /// <param name="kind">What the name should be, e.g. "architecture".</param>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The valid names.</param>
    public static string Unknown(string kind, string name, IReadOnlyCollection<string> candidates) =>
        Find(name, candidates) is { } nearest
            ? $"Unknown {kind} '{name}'. Did you mean '{nearest}'?"
            : $"Unknown {kind} '{name}'. Known: {string.Join(", ", candidates)}.";

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
