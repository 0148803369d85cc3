using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit.Sdk;

namespace GanBench.Testing;

/// <summary>
/// Compares text with an approved snapshot, in Verify's file naming and workflow: <c>Snapshots/Class.Method_Parameter.verified.txt</c>
/// beside the test is what was approved; on a difference <c>….received.txt</c> is written next to it and the test fails with a
/// line by line comparison. A reviewed change is accepted by running the tests once with <c>GANBENCH_ACCEPT_SNAPSHOTS=1</c>, or by
/// renaming the received file.
/// </summary>
public static class Approver
{
    /// <summary>The environment variable that makes received text the approved one.</summary>
    public const string AcceptVariable = "GANBENCH_ACCEPT_SNAPSHOTS";

    /// <summary>Passes when the text equals the approved snapshot; line endings and newlines at the end do not count.</summary>
    /// <param name="content">What the test produced.</param>
    /// <param name="parameter">Tells the cases of a theory apart; null for a fact.</param>
    /// <param name="tolerance">
    /// Numbers may differ from the approved ones by this much, relative to the larger of 1 and their size; 0 compares text exactly.
    /// </param>
    /// <param name="sourceFile">The test's file, filled in by the compiler; its name is taken for the class's.</param>
    /// <param name="method">The test's method, filled in by the compiler.</param>
    /// <exception cref="SnapshotException">There is no snapshot yet, or it differs.</exception>
    public static void Verify(
        string content,
        string? parameter = null,
        double tolerance = 0,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "") =>
        Verify(content, Folder(sourceFile), Name(sourceFile, method, parameter), tolerance, Accepts);

    /// <summary>Whether this run of the tests makes what they produce the approved snapshots.</summary>
    public static bool Accepts => Environment.GetEnvironmentVariable(AcceptVariable) is "1" or "true";

    /// <summary>The approved text, or null when there is none or this run writes it anew.</summary>
    /// <inheritdoc cref="Verify(string, string?, double, string, string)"/>
    public static string? ReadApproved(
        string? parameter = null, [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        var file = Path.Combine(Folder(sourceFile), Name(sourceFile, method, parameter) + ".verified.txt");
        return !Accepts && File.Exists(file) ? Normalize(File.ReadAllText(file)) : null;
    }

    /// <summary>The same with everything said by hand.</summary>
    /// <param name="content">What the test produced.</param>
    /// <param name="folder">Folder of the snapshots; made when absent.</param>
    /// <param name="name">Name of the snapshot without its extension.</param>
    /// <param name="tolerance">See <see cref="Verify(string, string?, double, string, string)"/>.</param>
    /// <param name="accept">Whether the text becomes the approved snapshot.</param>
    /// <exception cref="SnapshotException">There is no snapshot yet, or it differs.</exception>
    public static void Verify(string content, string folder, string name, double tolerance, bool accept)
    {
        var received = Path.Combine(folder, name + ".received.txt");
        var verified = Path.Combine(folder, name + ".verified.txt");
        var actual = Normalize(content);
        var expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
        if (expected is not null && SnapshotText.Equal(expected, actual, tolerance))
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(folder);
        if (accept)
        {
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        throw new SnapshotException(Message(name, received, expected, actual));
    }

    private static string Message(string name, string received, string? expected, string actual)
    {
        var text = new StringBuilder();
        text.AppendLine(expected is null
            ? $"{name}: there is no approved snapshot yet. Received:"
            : $"{name}: the text differs from the approved snapshot (- approved, + received):");
        text.AppendLine();
        AppendDifference(text, expected ?? "", actual);
        text.AppendLine();
        text.AppendLine($"Received text: {received}");
        text.Append($"To accept it: run this test again with {AcceptVariable}=1 and commit the .verified.txt file.");
        return text.ToString();
    }

    private static void AppendDifference(StringBuilder text, string expected, string actual)
    {
        const int context = 2;
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(expected, actual, ignoreWhitespace: false).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Type == ChangeType.Unchanged)
                continue;
            for (var j = Math.Max(0, i - context); j <= Math.Min(lines.Count - 1, i + context); j++)
                shown[j] = true;
        }
        for (var i = 0; i < lines.Count; i++)
        {
            if (!shown[i])
            {
                if (i > 0 && shown[i - 1])
                    text.AppendLine("  …");
                continue;
            }
            var mark = lines[i].Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " };
            text.Append(mark).AppendLine(lines[i].Text);
        }
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Folder(string sourceFile) => Path.Combine(Path.GetDirectoryName(sourceFile)!, "Snapshots");

    private static string Name(string sourceFile, string method, string? parameter) =>
        Path.GetFileNameWithoutExtension(sourceFile) + "." + method + (parameter is null ? "" : "_" + FileNamePart(parameter));

    private static string FileNamePart(string parameter) =>
        new([.. parameter.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '=' or ',' ? c : '_')]);
}

/// <summary>Text and its approved snapshot differ.</summary>
/// <param name="message">The difference and how to accept it.</param>
public sealed class SnapshotException(string message) : XunitException(message);
