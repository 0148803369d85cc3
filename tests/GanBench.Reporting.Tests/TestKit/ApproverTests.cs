using GanBench.Testing;

namespace GanBench.Reporting.Tests.TestKit;

public class ApproverTests
{
    [Fact]
    public void Verify_TextAsApproved_Passes() => Approver.Verify("one\r\ntwo\n");

    [Fact]
    public void Verify_NoSnapshotYet_FailsAndWritesReceived()
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<SnapshotException>(() => Approver.Verify("new", folder.Path, "T.M", 0, accept: false));

        Assert.Contains("no approved snapshot yet", error.Message);
        Assert.Contains("+ new", error.Message);
        Assert.Contains("GANBENCH_ACCEPT_SNAPSHOTS=1", error.Message);
        Assert.Equal("new\n", File.ReadAllText(folder["T.M.received.txt"]));
        Assert.False(File.Exists(folder["T.M.verified.txt"]));
    }

    [Fact]
    public void Verify_ChangedLine_ShowsBothAndKeepsTheApproved()
    {
        using var folder = new TempFolder();
        folder.Write("T.M.verified.txt", "a\nb\nc\nd\ne\nf\n");

        var error = Assert.Throws<SnapshotException>(() => Approver.Verify("a\nb\nc\nd\ne\nF\n", folder.Path, "T.M", 0, accept: false));

        Assert.Contains("- f", error.Message);
        Assert.Contains("+ F", error.Message);
        Assert.DoesNotContain("  a\n", error.Message);
        Assert.Equal("a\nb\nc\nd\ne\nf\n", File.ReadAllText(folder["T.M.verified.txt"]));
    }

    [Fact]
    public void Verify_Accepting_WritesVerifiedAndDeletesReceived()
    {
        using var folder = new TempFolder();
        folder.Write("T.M.received.txt", "old");

        Approver.Verify("new", folder.Path, "T.M", 0, accept: true);

        Assert.Equal("new\n", File.ReadAllText(folder["T.M.verified.txt"]));
        Assert.False(File.Exists(folder["T.M.received.txt"]));
    }

    [Fact]
    public void Verify_EqualAgain_DeletesReceived()
    {
        using var folder = new TempFolder();
        folder.Write("T.M.verified.txt", "same\n");
        folder.Write("T.M.received.txt", "left over");

        Approver.Verify("same", folder.Path, "T.M", 0, accept: false);

        Assert.False(File.Exists(folder["T.M.received.txt"]));
    }

    [Theory]
    [InlineData("loss 0.5000 at 10", "loss 0.5004 at 10", 1e-3, true)]
    [InlineData("loss 0.5000 at 10", "loss 0.5020 at 10", 1e-3, false)]
    [InlineData("fid 1000", "fid 1000.9", 1e-3, true)]
    [InlineData("hash 3f2a", "hash 3f2b", 1, false)]
    [InlineData("a 1", "b 1", 1, false)]
    [InlineData("1 2", "1 2 3", 1, false)]
    [InlineData("-1e-3", "-1.5e-3", 1e-3, true)]
    public void SnapshotText_WithTolerance_ComparesNumbersOnly(string expected, string actual, double tolerance, bool equal) =>
        Assert.Equal(equal, SnapshotText.Equal(expected, actual, tolerance));
}
