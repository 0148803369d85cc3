using System.Net;
using GanBench.Cli.Display;

namespace GanBench.Cli.Tests.Display;

public class ReachableAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("https://[::1]:8443/")]
    [InlineData("http://192.0.2.7:8080/")]
    public void Of_OneAddress_IsThatOne(string address) => Assert.Equal([new Uri(address)], ReachableAddresses.Of(new Uri(address)));

    [Theory]
    [InlineData("http://0.0.0.0:8080/")]
    [InlineData("https://[::]:8443/")]
    public void Of_AllAddresses_AreOnesThatOthersCanOpen(string address)
    {
        var listening = new Uri(address);

        var found = ReachableAddresses.Of(listening);

        Assert.NotEmpty(found);
        Assert.All(found, uri =>
        {
            Assert.Equal((listening.Scheme, listening.Port, "/"), (uri.Scheme, uri.Port, uri.AbsolutePath));
            Assert.DoesNotContain(IPAddress.Parse(uri.Host.Trim('[', ']')), new[] { IPAddress.Any, IPAddress.IPv6Any });
        });
    }
}
