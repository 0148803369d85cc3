using GanBench.Survey.Definition;
using GanBench.Survey.Participation;

namespace GanBench.Survey.Measures;

/// <summary>What the answers say, with and without the participants whom a rule leaves out.</summary>
public sealed record SurveyTally
{
    /// <summary>Whether the participants are simulated. Simulated and real ones are never tallied together.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Participants whom a rule leaves out.</summary>
    public required IReadOnlyList<Exclusion> Excluded { get; init; }

    /// <summary>Everyone with at least one answer.</summary>
    public required TallyView Everyone { get; init; }

    /// <summary>Those whom no rule leaves out; the rates to report.</summary>
    public required TallyView Kept { get; init; }

    /// <summary>How sure the order of the models is, from those kept.</summary>
    public required IReadOnlyList<ModelRank> Ranking { get; init; }

    /// <summary>Tallies answers.</summary>
    /// <param name="definition">What was asked.</param>
    /// <param name="participants">Who answered; all simulated or none.</param>
    /// <param name="options">Rules, published rates, seed.</param>
    /// <exception cref="UsageException">Simulated and real participants are mixed.</exception>
    public static SurveyTally Compute(
        SurveyDefinition definition, IReadOnlyList<SurveyParticipant> participants, TallyOptions? options = null)
    {
        options ??= new TallyOptions();
        var simulated = participants.Count(p => p.Kind == ParticipantKind.Simulated);
        if (simulated > 0 && simulated < participants.Count)
            throw new UsageException(
                $"{simulated} simulated participants are among {participants.Count}; they are never tallied together with people.");
        var answered = participants.Where(p => p.Answers.Count > 0).ToList();
        var excluded = answered.Select(p => (p.Id, Reason: options.Rules.Reason(p))).Where(e => e.Reason is not null)
            .Select(e => new Exclusion(e.Id, e.Reason!)).ToList();
        var left = excluded.Select(e => e.Participant).ToHashSet();
        var kept = answered.Where(p => !left.Contains(p.Id)).ToList();
        return new SurveyTally
        {
            Simulated = simulated > 0,
            Excluded = excluded,
            Everyone = TallyView.Of(definition, answered, options.Published),
            Kept = TallyView.Of(definition, kept, options.Published),
            Ranking = BootstrapRanking.Compute(definition, kept, options.Seed, options.Replicates),
        };
    }
}

/// <summary>How answers are tallied.</summary>
public sealed record TallyOptions
{
    /// <summary>Replicates of the bootstrap by default.</summary>
    public const int DefaultReplicates = 2000;

    /// <summary>Who is left out.</summary>
    public ExclusionRules Rules { get; init; } = new();

    /// <summary>Rates that were published, to print beside.</summary>
    public IReadOnlyList<PublishedRate> Published { get; init; } = [];

    /// <summary>Seed of the bootstrap.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Replicates of the bootstrap.</summary>
    public int Replicates { get; init; } = DefaultReplicates;
}
