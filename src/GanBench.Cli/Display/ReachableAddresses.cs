using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace GanBench.Cli.Display;

/// <summary>Where a server can be reached, to be handed on: nobody else can open http://0.0.0.0.</summary>
internal static class ReachableAddresses
{
    /// <summary>
    /// The address, or where it stands for all of the machine, one per address that its networks know it by; its own name for itself where
    /// there is no network. Never empty.
    /// </summary>
    /// <param name="address">What the server listens on.</param>
    public static IReadOnlyList<Uri> Of(Uri address)
    {
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || !(ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            return [address];
        List<IPAddress> own =
        [
            .. NetworkInterface.GetAllNetworkInterfaces().Where(network => network.OperationalStatus == OperationalStatus.Up)
                .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
                .Where(own => !IPAddress.IsLoopback(own) && !own.IsIPv6LinkLocal)
                // What listens on all IPv6 addresses answers on those of IPv4 too, not the other way round.
                .Where(own => own.AddressFamily == AddressFamily.InterNetwork || ip.Equals(IPAddress.IPv6Any)).Distinct(),
        ];
        if (own.Count == 0)
            own.Add(IPAddress.Loopback);
        return [.. own.Select(host => new UriBuilder(address) { Host = host.ToString() }.Uri)];
    }
}
