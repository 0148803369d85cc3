using System.Net;
using GanBench.Storage;
using GanBench.Survey.Definition;
using GanBench.Survey.Measures;

namespace GanBench.Survey.Web;

/// <summary>How a survey is served.</summary>
public sealed record SurveyServerOptions
{
    /// <summary>Port by default.</summary>
    public const int DefaultPort = 8080;

    /// <summary>New participants that one network address may start per minute, by default: a classroom behind one router fits.</summary>
    public const int DefaultStartsPerMinute = 120;

    /// <summary>The survey file.</summary>
    public required string Survey { get; init; }

    /// <summary>Address to listen on; loopback unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>PEM file with certificate and private key, for https; null for http.</summary>
    public string? Certificate { get; init; }

    /// <summary>
    /// Whether a proxy in front speaks https and says so in X-Forwarded-Proto. Only for a server that nothing else can reach.
    /// </summary>
    public bool BehindProxy { get; init; }

    /// <summary>
    /// Who asks, with a way to reach them, for a survey that does not say it yet; null where it does
    /// (<see cref="Storage.SurveyStore.SetContactAsync"/>).
    /// </summary>
    public string? Contact { get; init; }

    /// <summary>Whether participants are told at the end how many images they found; never which.</summary>
    public bool ShowScore { get; init; } = true;

    /// <summary>New participants that one network address may start per minute.</summary>
    public int StartsPerMinute { get; init; } = DefaultStartsPerMinute;

    /// <summary>Rules and published rates of the tally on the administration page.</summary>
    public TallyOptions Tally { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="UsageException">Lists every problem.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Port is < 0 or > 65535)
            problems.Add($"Port must be 0 to 65535 (was {Port}).");
        if (StartsPerMinute < 1)
            problems.Add($"StartsPerMinute must be at least 1 (was {StartsPerMinute}).");
        if (SurveyOptions.ContactProblem(Contact) is { } problem)
            problems.Add(problem);
        if (Certificate is not null && !InputFile.Exists(Certificate))
            problems.Add($"Certificate must be a PEM file; there is no {Certificate}.");
        if (problems.Count > 0)
            throw new UsageException("Serving the survey", problems);
    }
}
