using System.Net;
using Microsoft.AspNetCore.Http;

namespace GanBench.Reporting.Live;

/// <summary>
/// Refuses requests for names that are not this server's. Otherwise any page on the web could give its own name this machine's address and
/// have a visitor's browser read the runs for it (DNS rebinding).
/// </summary>
/// <param name="address">The address that is listened on.</param>
internal sealed class OwnHosts(IPAddress address)
{
    private readonly bool _onlyHere = IPAddress.IsLoopback(address);
    private readonly string _machine = Dns.GetHostName();

    /// <summary>Passes on what asks for this server.</summary>
    public Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (IsOwn(http.Request.Host.Host))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return http.Response.WriteAsync("This server has another name. Open the address that 'ganbench watch' printed.\n");
    }

    /// <summary>Whether a name or address means this server. An address cannot be given away, a name can.</summary>
    /// <param name="host">The host that was asked for.</param>
    public bool IsOwn(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? !_onlyHere || IPAddress.IsLoopback(ip)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (!_onlyHere && (host.Equals(_machine, StringComparison.OrdinalIgnoreCase)
                || host.StartsWith(_machine + ".", StringComparison.OrdinalIgnoreCase)));
}
