using VerifyTests;

namespace GanBench.Testing;

// Compiled only with -p:UseVerify=true: the same snapshots in the same files, kept by Verify and its diff tools.
public static partial class Approver
{
    private static partial void Keep(string content, string folder, string name, double tolerance)
    {
        VerifierSettings.AssignTargetAssembly(typeof(Approver).Assembly);
        var settings = new VerifySettings();
        settings.UseDirectory(folder);
        settings.UseFileName(name);
        // A test may approve several texts, and an own comparison keeps the tolerance on numbers.
        settings.DisableRequireUniquePrefix();
        settings.UseStringComparer((received, verified, _) =>
            Task.FromResult(new CompareResult(SnapshotText.Equal(Normalize(verified), Normalize(received), tolerance))));
        if (Accepts)
            settings.AutoVerify();
        using var verifier = new InnerVerifier(Path.Combine(folder, name + ".cs"), settings, nameof(Approver), nameof(Keep), null, new PathInfo());
        // Tests are synchronous; a thread of the pool has no context that waiting could block.
        Task.Run(() => verifier.VerifyString(Normalize(content))).GetAwaiter().GetResult();
    }
}
