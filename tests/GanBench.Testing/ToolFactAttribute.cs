using Xunit;

namespace GanBench.Testing;

/// <summary>A test that runs external programs: skipped, with the reason, where one is not installed.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    /// <summary>Needs every program named on the PATH.</summary>
    /// <param name="tools">Names such as <c>pdftotext</c>; <see cref="ExternalTool.Browser"/> stands for any Chromium.</param>
    public ToolFactAttribute(params string[] tools) => Skip = ExternalTool.WhyAbsent(tools);
}

/// <summary>A test that needs a Chromium, Chrome or Edge: skipped, with the reason, where there is none.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>Needs the browser, and every other program named.</summary>
    /// <param name="tools">Names such as <c>pdftotext</c>.</param>
    public ChromiumFactAttribute(params string[] tools) => Skip = ExternalTool.WhyAbsent([ExternalTool.Browser, .. tools]);
}

/// <summary>A theory that needs a Chromium, Chrome or Edge: skipped, with the reason, where there is none.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="ChromiumFactAttribute(string[])"/>
    public ChromiumTheoryAttribute(params string[] tools) => Skip = ExternalTool.WhyAbsent([ExternalTool.Browser, .. tools]);
}

/// <summary>A test that mounts a small file system: skipped, with the reason, where this user may not.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Problem = new(Try);

    /// <summary>Needs nothing else.</summary>
    public MountFactAttribute() => Skip = Problem.Value;

    private static string? Try()
    {
        if (ExternalTool.WhyAbsent(["mount", "umount"]) is { } absent)
            return absent;
        using var folder = new TempFolder();
        if (ExternalTool.Run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", folder.Path) is { ExitCode: not 0 } refused)
            return $"Cannot mount a file system: {refused.Error.Trim()}";
        ExternalTool.Run("umount", folder.Path);
        return null;
    }
}

/// <summary>A test that needs a Python with NumPy: skipped, with the reason, where there is none.</summary>
public sealed class NumPyFactAttribute : FactAttribute
{
    /// <summary>Needs nothing else.</summary>
    public NumPyFactAttribute() => Skip = ExternalTool.FindNumPy() is null ? "Not installed: a Python with NumPy" : null;
}

/// <summary>A test that needs a Python with PyTorch: skipped, with the reason, where there is none.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    /// <summary>Needs nothing else.</summary>
    public TorchFactAttribute() => Skip = ExternalTool.FindTorch() is null ? "Not installed: a Python with PyTorch" : null;
}
