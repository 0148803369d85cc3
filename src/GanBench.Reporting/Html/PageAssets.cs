namespace GanBench.Reporting.Html;

/// <summary>Style sheet and script of the page, files of their own that are in the assembly.</summary>
internal static class PageAssets
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Read("report.css");

    /// <summary>The script that sorts and filters tables and tells values of charts.</summary>
    public static string Script { get; } = Read("report.js");

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("GanBench.Reporting.Html." + name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
