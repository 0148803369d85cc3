using System.Xml;
using System.Xml.Linq;

namespace GanBench.Build;

/// <summary>One test in a result file.</summary>
/// <param name="Name">Its name, with the values of its parameters.</param>
/// <param name="Outcome">"Passed", "Failed", "NotExecuted" and so on.</param>
/// <param name="Words">The first message or output it left; null when it left none.</param>
internal sealed record TestCase(string Name, string Outcome, string? Words)
{
    public bool Passed => Outcome == "Passed";

    public bool Skipped => Outcome == "NotExecuted";
}

/// <summary>Reads the result files (.trx) of <c>dotnet test</c>.</summary>
internal static class TrxFile
{
    /// <summary>The tests of a file, in its order; null where there is no file, or what a killed process left of one.</summary>
    public static IReadOnlyList<TestCase>? Read(string file)
    {
        try
        {
            return File.Exists(file) ? [.. Elements(XDocument.Load(file), "UnitTestResult").Select(Case)] : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static TestCase Case(XElement result) => new(
        (string?)result.Attribute("testName") ?? "",
        (string?)result.Attribute("outcome") ?? "",
        Elements(result, "Message", "StdOut").FirstOrDefault()?.Value.Trim());

    private static IEnumerable<XElement> Elements(XContainer parent, params string[] names) =>
        parent.Descendants().Where(element => names.Contains(element.Name.LocalName));
}
