namespace GanBench.Testing;

public static partial class Approver
{
    private static partial void Keep(string content, string folder, string name, double tolerance) => Verify(content, folder, name, tolerance, Accepts);
}
