using GanBench.Testing;

namespace GanBench.Tests;

public class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheLibrary_IsAsApproved() => Approver.Verify(PublicApi.Describe(typeof(GanBenchException).Assembly));
}
