using GanBench.Testing;

namespace GanBench.Survey.Tests;

public class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheLibrary_IsAsApproved() => Approver.Verify(PublicApi.Describe(typeof(Definition.SurveyDefinition).Assembly));
}
