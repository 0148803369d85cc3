using GanBench.Build;
using GanBench.Testing;

namespace GanBench.Tests.Build;

/// <summary>How the target TestPortable compares trainings, with pretended ones.</summary>
public sealed class PortableTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_SameHashes_Succeeds()
    {
        List<string> programs = [];

        var outcome = Run(start =>
        {
            programs.Add(start.Program);
            Write(start, "completed", "abc");
            return 0;
        });

        Assert.Equal(new Outcome(), outcome);
        Assert.Equal(Enumerable.Repeat<string[]>(["/usr/bin/dotnet", "qemu-x86_64"], 3).SelectMany(pair => pair), programs);
        Assert.Contains("wgan ended as abc on both.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OtherHashEmulated_NamesBoth()
    {
        var outcome = Run(start =>
        {
            Write(start, "completed", start.Program == "qemu-x86_64" ? "def" : "abc");
            return 0;
        });

        Assert.Equal("Portable numerics: gan ended as abc on this processor and as def on an emulated Haswell.", outcome.Problem);
    }

    [Fact]
    public void Run_EmulatorCrashesAfterTheLastStep_CountsAsComplete()
    {
        var outcome = Run(start =>
        {
            Write(start, "completed", "abc");
            return start.Program == "qemu-x86_64" ? 139 : 0;
        });

        Assert.Null(outcome.Problem);
    }

    [Fact]
    public void Run_EmulatorCrashesInTraining_StartsAgain()
    {
        var starts = 0;

        var outcome = Run(start =>
        {
            var crash = start.Program == "qemu-x86_64" && ++starts % 3 != 0;
            Write(start, crash ? "running" : "completed", "abc");
            return crash ? 139 : 0;
        });

        Assert.Null(outcome.Problem);
        Assert.Contains("Start 2 ended with exit code 139 before the run was complete.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NeverComplete_IsAnError()
    {
        var starts = 0;

        var error = Assert.Throws<TargetException>(() => Run(_ =>
        {
            starts++;
            return 1;
        }));

        Assert.Equal(("Training gan did not complete (native).", 3), (error.Message, starts));
    }

    private Outcome Run(Func<ProgramStart, int> run) =>
        new PortableTarget("ganbench.dll", "/usr/bin/dotnet", _folder.Path, start => new ProgramResult(run(start), ""), _output).Run();

    private static void Write(ProgramStart start, string status, string hash)
    {
        var architecture = start.Arguments[start.Arguments.ToList().IndexOf("--architecture") + 1];
        var folder = Path.Combine(start.Arguments[^1], $"{architecture}-glyphs-s1-0123456789");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "run.json"), $$"""{ "status": "{{status}}", "checkpointHash": "{{hash}}" }""");
    }
}
