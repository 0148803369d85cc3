using System.Xml.Linq;

namespace GanBench.Tests.Build;

/// <summary>A result file as <c>dotnet test</c> writes it, with nothing in it but tests.</summary>
internal static class SmallTrx
{
    private static readonly XNamespace Schema = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static XElement Passed(string name) => Case(name, "Passed");

    public static XElement Failed(string name) => Case(name, "Failed",
        new XElement(Schema + "ErrorInfo", new XElement(Schema + "Message", " It broke. "), new XElement(Schema + "StackTrace", "at")));

    public static XElement Skipped(string name, string reason) =>
        Case(name, "NotExecuted", new XElement(Schema + "StdOut", reason));

    public static XElement SkippedSilently(string name) => Case(name, "NotExecuted");

    public static void Write(string file, params XElement[] cases)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        new XDocument(new XElement(Schema + "TestRun", new XElement(Schema + "Results", cases))).Save(file);
    }

    private static XElement Case(string name, string outcome, params XElement[] output) => new(
        Schema + "UnitTestResult",
        new XAttribute("testName", name),
        new XAttribute("outcome", outcome),
        output.Length > 0 ? new XElement(Schema + "Output", output) : null);
}
