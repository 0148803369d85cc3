using GanBench.Testing;

namespace GanBench.Reporting.Tests;

public class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheLibrary_IsAsApproved() => Approver.Verify(PublicApi.Describe(typeof(Model.ReportModel).Assembly));
}
