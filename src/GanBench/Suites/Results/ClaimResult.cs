namespace GanBench.Suites.Results;

/// <summary>A claim of a study and what the measurements say about it.</summary>
/// <param name="Id">Its id, e.g. "chen-2019/1".</param>
/// <param name="Text">The claim.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Why">The finding in one sentence.</param>
/// <param name="Numbers">The numbers it rests on.</param>
public sealed record ClaimResult(string Id, string Text, ClaimOutcome Outcome, string Why, IReadOnlyList<Fact> Numbers);

/// <summary>What measurements say about a claim.</summary>
public enum ClaimOutcome
{
    /// <summary>They agree with it.</summary>
    Supported,

    /// <summary>They contradict it.</summary>
    Refuted,

    /// <summary>They are too few, or too close, to say.</summary>
    Undecided,
}

/// <summary>A name and what it stands for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as text.</param>
public sealed record Fact(string Name, string Value);
