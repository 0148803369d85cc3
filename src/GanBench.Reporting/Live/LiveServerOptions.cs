using System.Net;
using GanBench.Suites.Planning;

namespace GanBench.Reporting.Live;

/// <summary>How the live page is served.</summary>
public sealed record LiveServerOptions
{
    /// <summary>Port by default.</summary>
    public const int DefaultPort = 8090;

    /// <summary>Folder of the run directories; it need not exist yet.</summary>
    public required string RunsFolder { get; init; }

    /// <summary>Address to listen on; loopback unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The suite whose time left is shown, and whose runs that have not started are listed; null for none.</summary>
    public SuitePlan? Plan { get; init; }

    /// <summary>Throws when a value makes no sense.</summary>
    /// <exception cref="UsageException">Says which.</exception>
    public void Validate()
    {
        if (Port is < 0 or > 65535)
            throw new UsageException($"Port must be 0 to 65535 (was {Port}).");
    }
}
